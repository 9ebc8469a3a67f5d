"""What an audit found goes out as figures: on the page and in the tables, never with a statement."""

import copy

import pytest

from interest.export import study_table
from interest.report import Privacy, hand_out
from interest.report.page import html_page as page
from interest.report.tables import tables
from interest.study import Study


@pytest.fixture
def audited(small_study: Study) -> Study:
    study = copy.copy(small_study)
    for statement in study.audit.draw(40)["statement_id"]:
        study.audit.answer(int(statement), "yes")
    return study


def test_what_was_read_is_told_of_the_whole_and_of_nodes(audited: Study) -> None:
    for language, said in (("en", "Of 40 statements that somebody read"), ("zh", "有人读了 40 条语句")):
        assert said in page(hand_out(audited.contents, language=language))
    html = page(hand_out(audited.contents, language="en"))
    claimed = audited.audit.figures().query("level != 'tree' and needed == 0")
    assert html.count("about 100% is right") == len(claimed) > 0


def test_the_figures_go_into_the_tables_without_a_statement(audited: Study) -> None:
    found = tables(hand_out(audited.contents, Privacy(quotes=False, pseudonymous=True, min_users=5)))["precision"]
    assert list(found) == ["node_id", "level", "name", "asked", "belong", "unsure", "precision", "low", "high"]
    assert found["node_id"][0] == "" and found["precision"].notna().all()
    assert len(study_table(audited.contents, "precision")) == len(audited.audit.figures())


def test_nodes_that_are_folded_are_not_told_of(audited: Study) -> None:
    folded = hand_out(audited.contents, Privacy(min_users=20))
    assert set(folded.precision["node_id"]) <= {"", *folded.tree.nodes}


def test_a_study_that_nobody_read_says_nothing(small_study: Study) -> None:
    assert "precision" not in tables(hand_out(small_study.contents))
