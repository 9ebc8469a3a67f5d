"""On a cluster of three machines, as Ray plays them on one."""

import importlib
import os
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import on_workers
import pandas as pd
import pytest

import interest
from interest.encoders import encoding
from interest.engines import LOCAL, Engine, choose_engine, each
from interest.engines import cluster as engine_of_ray
from interest.errors import Cancelled, EngineError, InputError
from interest.hierarchy import space
from interest.hierarchy.clustering import neighbours

pytestmark = pytest.mark.model  # takes as long
ray = pytest.importorskip("ray")
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def machines() -> Iterator["ray.cluster_utils.Cluster"]:
    """A head that has no processors for work, and two machines with one each."""
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        found = (str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", ""))
        patch.setenv("PYTHONPATH", os.pathsep.join(found))  # of the workers
        cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 0})
        for _ in range(2):
            cluster.add_node(num_cpus=1)
        yield cluster
        ray.shutdown()
        cluster.shutdown()


@pytest.fixture(scope="module")
def engine(machines) -> Engine:
    return choose_engine("ray", machines.address)


def test_parts_come_back_in_their_order_from_several_workers(engine: Engine, tmp_path: Path) -> None:
    told: list[float] = []
    assert list(engine.map(on_workers.doubled, range(30), told.append)) == [2 * part for part in range(30)]
    assert told == sorted(told)
    workers = set(engine.map(partial(on_workers.meeting, tmp_path), range(4)))
    assert len(workers) > 1
    assert os.getpid() not in workers
    words = [f"word {number}" for number in range(5000)]
    assert each(engine, str.title, words, size=700) == each(LOCAL, str.title, words)
    assert list(engine.map(on_workers.doubled, [])) == []


def test_what_a_worker_raises_is_raised_here(engine: Engine) -> None:
    with pytest.raises(InputError, match=r"^part 0 can't be used$"):
        list(engine.map(on_workers.refusing, range(3)))
    with pytest.raises(ZeroDivisionError):
        list(engine.map(on_workers.broken, range(3)))


def test_a_worker_that_lacks_a_package_says_so(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "only_here.py").write_text("def work(part, report):\n    return part\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(EngineError, match=r"lacks what this machine has \(No module named 'only_here'\)"):
        list(engine.map(importlib.import_module("only_here").work, [1]))


def test_work_travels_once_to_each_worker(engine: Engine, tmp_path: Path) -> None:
    found = list(engine.map(on_workers.Heavy(tmp_path / "unpacked"), range(40)))
    assert found == list(range(40))
    unpacked = (tmp_path / "unpacked").read_text().split()
    assert len(unpacked) == len(set(unpacked)) < 10


def test_a_part_whose_worker_is_killed_is_done_by_another(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, others = tmp_path / "killed", tmp_path / "others"
    others.mkdir()
    assert list(engine.map(partial(on_workers.ending, mark), range(12))) == list(range(12))
    assert int(mark.read_text()) not in (os.getpid(), *engine.map(partial(on_workers.meeting, others), range(4)))
    monkeypatch.setattr(engine_of_ray, "RETRIES", 1)
    with pytest.raises(EngineError, match="ended its worker on the Ray cluster 2 times"):
        list(engine.map(on_workers.always_ending, range(2)))


def test_who_cancels_waits_for_no_part(engine: Engine) -> None:
    def cancel(fraction: float) -> None:
        raise Cancelled("enough")

    begun = time.monotonic()
    with pytest.raises(Cancelled):
        list(engine.map(lambda part, report: time.sleep(30), range(4), cancel))
    assert time.monotonic() - begun < 10


def test_a_build_on_a_cluster_that_loses_a_worker_and_a_machine_is_the_local_one(
    machines, engine: Engine, planted_frame, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(space, "MOST_FITTED", 300)
    monkeypatch.setattr(encoding, "CHUNK", 40)
    monkeypatch.setattr(neighbours, "ROWS", 64)
    monkeypatch.setenv("INTEREST_CACHE_LIMIT", "0")  # what one engine encoded is nothing to the other
    for part, rows in planted_frame(n_users=90).groupby(np.arange(720) // 240):
        rows.to_parquet(tmp_path / f"{part}.parquet")
    local = interest.build(tmp_path, encoder=on_workers.WordEncoder())
    machine = machines.add_node(num_cpus=1)
    lost: list[float] = []

    def progress(stage: str, fraction: float) -> None:
        if stage == "encode" and fraction > 0.2 and not lost:
            machines.remove_node(machine, allow_graceful=False)
            lost.append(fraction)

    there = interest.build(
        tmp_path, encoder=on_workers.WordEncoder(tmp_path / "killed"), engine="ray", address=machines.address,
        progress=progress,
    )  # fmt: skip
    assert (tmp_path / "killed").exists()
    assert 0.2 < lost[0] < 0.8
    assert local.contents.space.fitted == 300
    pd.testing.assert_frame_equal(there.statements, local.statements, rtol=1e-4)
    np.testing.assert_allclose(there.statement_vectors(), local.statement_vectors(), atol=1e-6)
    assert there.tree.to_text() == local.tree.to_text()
    assert there.report.rows.equals(local.report.rows)
