"""What goes with an outcome as a finding: what is planted, nothing by chance, and none of columns that name people."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import pytest
from driven import DRIVER, SPENT_ON, plant_outcomes, topic_of

import interest
from interest.export import study_table
from interest.findings import Finding, find, found_nothing, lacking
from interest.inference import adjusted
from interest.report import Privacy, hand_out
from interest.report.contents import outcome_parts
from interest.report.page import html_page
from interest.report.tables import tables
from interest.segments import ASKED_COLUMNS, asked
from interest.study import Study
from interest.texts import LANGUAGES, translate
from interest.wording import finding_text


@pytest.fixture(scope="module")
def driven(tmp_path_factory, fake_encoder_class) -> Study:
    """People of whom a table says what came of them, and a number of their own."""
    frame = plant_outcomes()
    frame["customer"] = 41_000 + frame["user_id"].str[4:].astype(int) * 7
    frame["newsletter"] = np.where(frame["user_id"].str[4:].astype(int) % 3 == 0, "yes", "")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("outcomes_cache")))
        return interest.build(frame, encoder=fake_encoder_class(), columns={"label": None}, name="driven")


def outcomes(study: Study) -> dict[str, Finding]:
    return {finding.goes.column: finding for finding in find(study.contents) if finding.kind == "outcome"}


def test_the_planted_relations_are_told_with_what_was_asked(driven: Study) -> None:
    found = outcomes(driven)
    assert set(found) == {"churned", "spend"}
    tree = driven.tree
    for column, planted in (("churned", DRIVER), ("spend", SPENT_ON)):
        assert topic_of(driven, planted) in {found[column].node, *tree[found[column].node].children}
        assert found[column].share > found[column].against and found[column].q <= 0.05
    churned = found["churned"].goes
    assert (churned.value, churned.is_share, churned.left) == ("yes", True, 0)
    assert churned.columns == len(asked(driven.contents).outcomes) == 3  # and the newsletter
    row = driven.drivers("churned").table.set_index("node_id").loc[found["churned"].node]
    assert (row["with_it"], row["users"]) == (found["churned"].share, found["churned"].users)
    assert "outcome" not in lacking(driven.contents)
    assert "outcome" not in found_nothing(find(driven.contents), lacking(driven.contents))


def test_all_columns_and_interests_are_corrected_for_together(driven: Study) -> None:
    table = asked(driven.contents).table
    assert table["q"].to_numpy() == pytest.approx(adjusted(table["p"].to_numpy(float)))
    assert set(table["column"]) == {"churned", "spend", "newsletter"}
    study = Study(driven.contents)
    study.segments.add_node("Players", topic_of(driven, SPENT_ON))
    for column in ("churned", "spend"):  # asked alone, each has the q that it has on its card
        alone = study.drivers(column).table.set_index("node_id")
        own = table[table["column"] == column].set_index("node_id")
        assert alone.loc[own.index, "q"].to_numpy() == pytest.approx(own["q"].to_numpy())
        assert alone.loc[[""], "name"].tolist() == ["Players"]
    assert set(table["kind"]) == {"topic", "category"}


def test_numbers_that_only_name_people_and_columns_of_many_values_are_not_asked(driven: Study) -> None:
    assert driven.attributes.kinds["customer"] == "number"
    assert not {"customer", "city", "plan", "market"} & set(asked(driven.contents).table["column"])


def test_where_nothing_goes_with_a_column_that_is_said(driven: Study) -> None:
    ingested = driven.contents.ingested
    rng = np.random.default_rng(0)
    users = ingested.attributes.users
    mixed = users.assign(**{c: rng.permutation(users[c].array) for c in ("churned", "spend")})
    attributes = replace(ingested.attributes, users=mixed)
    study = Study(driven.contents.change(ingested=replace(ingested, attributes=attributes)))
    assert outcomes(study) == {}
    assert "outcome" in found_nothing(find(study.contents), lacking(study.contents))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_said_in_words_and_never_called_a_cause(driven: Study, language: str) -> None:
    t = partial(translate, language)
    finding = outcomes(driven)["churned"]
    headline, detail = finding_text(finding, driven.tree, t)
    assert f"{finding.share:.0%}" in headline and f"{finding.against:.0%}" in headline and "churned" in headline
    assert t("finding_detail.no_cause") in detail
    assert f"{finding.goes.people:,}" in detail and f"{100 * finding.goes.low:+.0f}" in detail


def test_a_column_of_yes_or_nothing_is_read_as_yes_or_not_said(driven: Study) -> None:
    found = driven.drivers("newsletter")
    assert (found.verdict, found.outcome.value, found.outcome.ticked) == ("told", "yes", True)
    assert found.mean == pytest.approx(1 / 3, abs=0.01) and found.unknown == 0
    assert not driven.drivers("churned").outcome.ticked


def test_tables_of_it_are_handed_on_as_far_as_they_may_be(driven: Study) -> None:
    whole = study_table(driven.contents, "drivers")
    assert len(whole) == len(asked(driven.contents).table)
    assert {"outcome", "level", "path", "known"} <= set(whole) and len(whole.columns) == len(ASKED_COLUMNS) + 1
    assert len(tables(hand_out(driven.contents))["drivers"]) == len(whole)
    some = hand_out(driven.contents, Privacy(min_users=20)).drivers
    assert 0 < len(some) < len(whole)
    shares = some[some["value"] != ""]
    have = (shares["users"] * shares["with_it"]).astype(float).round()
    assert have.min() >= 20 and (shares["users"] - have).min() >= 20
    assert (some["people"] - some["users"]).min() >= 20
    told = {(f.goes.column, f.node) for f in hand_out(driven.contents, Privacy(min_users=60)).findings if f.goes}
    assert told <= set(zip(some["column"], some["node_id"], strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_has_a_part_of_outcomes(driven: Study, language: str) -> None:
    handout = hand_out(driven.contents, language=language)
    parts = {part.name: part for part in outcome_parts(handout, handout.say)}
    assert {"churned", "spend"} <= set(parts)
    row = asked(driven.contents).rows("churned").iloc[0]
    first = parts["churned"].effects[0]
    assert (first.name, first.here, first.sure) == (row["name"], f"{row['with_it']:.0%}", True)
    page = html_page(handout)
    assert handout.say("handout.outcomes_help") in page and first.adjusted in page
    assert outcome_parts(hand_out(driven.contents, Privacy(min_users=200)), handout.say) == ()


def test_without_such_a_column_it_is_named_among_what_is_missing(plain_study: Study) -> None:
    assert "outcome" in lacking(plain_study.contents)
    assert study_table(plain_study.contents, "drivers").empty
    assert isinstance(asked(plain_study.contents).table, pd.DataFrame)
