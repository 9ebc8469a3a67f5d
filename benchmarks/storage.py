"""How long it takes to save, open and change a study of very many statements.

    python benchmarks/storage.py [STATEMENTS [STUDY]]

The study is a small one (by default the sample shop, built first) many times over: what its files hold is of the size
of a real one, what they say is not.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

import interest
from interest.changing import change_study
from interest.contents import Contents, Cuts, Deferred
from interest.ingest import Statements
from interest.library import check
from interest.study import Study

ROOT = Path(__file__).parents[1]


def many(contents: Contents, n: int) -> Contents:
    """The contents with every statement so often that there are about `n`, each time by other users."""
    times = max(n // len(contents.statements), 1)

    def tiled(values: np.ndarray) -> np.ndarray:
        return np.concatenate([values] * times)

    def stacked(table: pd.DataFrame, **columns: Callable[[pd.DataFrame, int], pd.Series]) -> pd.DataFrame:
        copies = [table.assign(**{k: make(table, i) for k, make in columns.items()}) for i in range(times)]
        return pd.concat(copies, ignore_index=True)

    size = len(contents.statements)
    moved = {"statement_id": lambda table, i: table["statement_id"] + i * size}
    frame = stacked(contents.ingested.frame, **moved, user_id=lambda table, i: table["user_id"] + f" {i}")
    cut, space, words = contents.cut, contents.space, contents.words
    matrix = sparse.csr_matrix(sparse.vstack([words.phrases.matrix] * times))
    larger = replace(
        cut,
        assignments=stacked(cut.assignments),
        memberships=stacked(cut.memberships, **moved),
        map=tiled(cut.map),
    )
    return contents.change(
        ingested=Statements(frame, contents.ingested.times, contents.ingested.report),
        cuts=Cuts.fresh(larger),
        deferred_space=Deferred.known(
            replace(
                space,
                **{name: tiled(getattr(space, name)) for name in ("vectors", "features", "points", "map", "meaning")},
                layers=[replace(layer, labels=tiled(layer.labels)) for layer in space.layers],
            )
        ),
        deferred_words=Deferred.known(
            replace(words, texts=words.texts * times, phrases=replace(words.phrases, matrix=matrix))
        ),
        quality=None,
    )


def timed(what: str, work: Callable[[], object]) -> object:
    """Do it, and print how long it took."""
    start = time.perf_counter()
    found = work()
    print(f"{what:55} {time.perf_counter() - start:6.2f} s", flush=True)
    return found


def main(statements: int = 100_000, saved: str = "") -> None:
    """Enlarge a study, save, open and change it."""
    shop = ROOT / "sample_data" / "shop"
    study = interest.open_study(saved) if saved else interest.build(shop, encoder="english", name="shop")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "many"
        large = Study(many(study.contents, statements))
        print(f"{len(large.statements):,} statements, {len(large.users):,} users")
        timed("saved", lambda: large.save(folder))
        opened = timed("opened", lambda: interest.open_study(folder))
        timed("space and words read", lambda: (opened.contents.space, opened.contents.words))
        topics = [node.id for node in opened.tree.level("topic")]
        user, known = opened.users[0], opened.contents

        def step(what: str, change: Callable[[Study], object]) -> None:
            nonlocal known
            inside: list[float] = []

            def measured(latest: Study) -> object:
                start = time.perf_counter()
                change(latest)
                inside.append(time.perf_counter() - start)

            start = time.perf_counter()
            known = change_study(folder, measured, known).contents
            whole = time.perf_counter() - start
            print(f"{what:55} {whole:6.2f} s, of which reading and writing {whole - inside[0]:5.2f} s", flush=True)

        step("a topic renamed", lambda study: study.edit.rename(topics[0], "Another name"))
        step("two topics merged", lambda study: study.edit.merge(topics[1], topics[2]))
        step("undone", Study.undo)
        step("undone", Study.undo)
        step("a segment defined", lambda study: study.segments.add_node("some", topics[3]))
        step("a judgement given", lambda study: study.feedback.add(user, topics[4], "like"))
        timed("all checksums, and opened", lambda: check(folder))


if __name__ == "__main__":
    main(*(int(argument) if argument.isdigit() else argument for argument in sys.argv[1:]))
