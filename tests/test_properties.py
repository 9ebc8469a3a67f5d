"""What holds for any file, any edits and any order of changes: hypothesis looks for one that it does not hold for."""

import csv
import io
import json
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interest.errors import InterestError
from interest.ingest import read_table
from interest.ingest.cleaning.texts import clean_text
from interest.ingest.loading import load
from interest.language import split_statements
from interest.library.soundness import misfit
from interest.library.storage import read_contents
from interest.study import Study

FEW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
MANY = settings(max_examples=100, deadline=None)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30)
ANY = st.text(max_size=300)


@MANY
@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), min_size=3, max_size=20))
def test_what_is_written_as_csv_is_read_again(rows: list[list[str]]) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([["user_id", "text"], *rows])
    table = read_table(file.getvalue().encode(), "a.csv", encoding="utf-8", delimiter=",")
    assert table.frame.to_numpy().tolist() == rows


@MANY
@given(st.lists(st.dictionaries(st.sampled_from(["user_id", "text", "source"]), CELL, min_size=1), min_size=1))
def test_what_is_written_as_json_lines_is_read_again(records: list[dict[str, str]]) -> None:
    data = "\n".join(map(json.dumps, records)).encode()
    try:
        frame = read_table(data, "a.jsonl").frame
    except InterestError:
        return
    keys = list(dict.fromkeys(key for record in records for key in record))
    assert list(frame) == keys
    assert frame.to_numpy().tolist() == [[record.get(key, "") for key in keys] for record in records]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([".csv", ".txt", ".json", ".jsonl", ".xlsx", ".parquet", ".zip"]))
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, suffix: str) -> None:
    try:
        load(read_table(data, f"a{suffix}"))
    except InterestError as error:
        assert str(error)


@MANY
@given(ANY)
def test_cleaning_twice_is_cleaning_once_and_nothing_invisible_stays(text: str) -> None:
    cleaned = clean_text(text).text
    assert cleaned == cleaned.strip()
    assert "  " not in cleaned
    assert not set(cleaned) & set("\0\u200b\u202e\ufeff")


@MANY
@given(ANY)
def test_no_letter_is_lost_where_texts_are_split(text: str) -> None:
    assert "".join("".join(split_statements(text)).split()) == "".join(text.split())


EDIT = st.tuples(
    st.sampled_from(["rename", "merge", "split", "move", "hide", "unhide", "undo", "redo"]),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
)


def make(study: Study, kind: str, first: int, second: int) -> None:
    """An edit of nodes that the numbers choose, if it can be made."""
    nodes = [node for node in study.tree.with_hidden() if not node.is_other]
    node, other = nodes[first % len(nodes)], nodes[second % len(nodes)]
    try:
        match kind:
            case "rename":
                study.edit.rename(node.id, f"Name {second}")
            case "merge":
                study.edit.merge(node.id, other.id)
            case "split":
                study.edit.split(node.id, 2)
            case "move":
                study.edit.move(node.id, other.id)
            case "hide" | "unhide":
                getattr(study.edit, kind)(node.id)
            case "undo" | "redo":
                getattr(study, kind)()
    except InterestError:
        pass  # said in one line, and nothing was changed


@FEW
@given(st.lists(EDIT, max_size=6))
def test_any_edits_leave_a_sound_tree_and_can_all_be_undone(small_study: Study, edits: list) -> None:
    study = Study(small_study.contents)
    for edit in edits:
        make(study, *edit)
        assert misfit(study.contents) == ""
        whole = study.tree.with_hidden()
        assert sum(node.size for node in whole.level("category")) <= len(study.statements)
    while study.edits:
        study.undo()
    assert study.tree == small_study.tree


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(EDIT, max_size=4))
def test_any_changes_are_there_when_a_study_is_opened_again(small_study: Study, edits: list) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "small"
        study = Study(small_study.contents)
        study.save(folder)
        for edit in edits:
            make(study, *edit)
            study.save(folder)
            again = read_contents(folder)
            assert again.tree == study.tree
            assert again.cuts.log == study.contents.cuts.log
            assert again.statements.equals(study.statements)
            assert misfit(again) == ""


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
def test_hostile_repetitions_take_no_longer_than_others(name: str) -> None:
    """The worst that `benchmarks/fuzz.py` found, before they were mended."""
    for piece in ("<!--", "<script>", "{code:x}", "thanks\n", "Best regards,\n", "#a#\n", "&amp;", " \u00e9"):
        text = piece * (200_000 // len(piece))
        begun = time.process_time()
        clean_text(text)
        with suppress(InterestError):
            read_table(text.encode(), name)
        assert time.process_time() - begun < 5, piece
