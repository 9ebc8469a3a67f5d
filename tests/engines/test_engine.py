import http.server
import threading

import pytest

from interest.engines import LOCAL, choose_engine, each
from interest.errors import EngineError


def test_parts_come_back_in_their_order_each_with_its_report() -> None:
    told: list[float] = []

    def work(part, report):
        report(0.5)
        return 2 * part

    assert list(LOCAL.map(work, [3, 1], told.append)) == [6, 2]
    assert told == [0.25, 0.75]


def test_nothing_is_done_before_it_is_asked_for() -> None:
    done: list[int] = []
    found = LOCAL.map(lambda part, report: done.append(part), [1, 2])
    assert done == []
    next(found)
    assert done == [1]


def test_rows_of_columns_are_what_map_gives_whatever_the_size_of_a_part() -> None:
    names, counts = ["a", "b", "c"], [1, 2, 3]
    for size in (1, 2, 5):
        assert each(LOCAL, lambda name, count: name * count, names, counts, size=size) == ["a", "bb", "ccc"]
    assert each(LOCAL, len, []) == []


def test_engines_are_chosen_by_name() -> None:
    assert choose_engine("local") is LOCAL
    assert choose_engine(LOCAL) is LOCAL
    with pytest.raises(EngineError, match="engine must be one of local, ray, got 'spark'"):
        choose_engine("spark")
    with pytest.raises(EngineError, match="say engine ray"):
        choose_engine("local", "10.0.0.1:6379")


def test_without_ray_it_is_said_how_to_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    with pytest.raises(EngineError, match=r"pip install 'interest\[ray\]'"):
        choose_engine("ray")


def test_where_no_cluster_is_it_is_said_at_once() -> None:
    ray = pytest.importorskip("ray")
    assert not ray.is_initialized()
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as other:
        threading.Thread(target=other.serve_forever, daemon=True).start()
        port = other.server_address[1]
        with pytest.raises(EngineError, match=rf"no Ray cluster at 127.0.0.1:{port} \(what answers there is something"):
            choose_engine("ray", f"127.0.0.1:{port}")
        other.shutdown()
    for address in (f"127.0.0.1:{port}", f"ray://127.0.0.1:{port}", "nonsense"):
        with pytest.raises(EngineError, match=f"There is no Ray cluster at {address}") as found:
            choose_engine("ray", address)
        assert "\n" not in str(found.value)
