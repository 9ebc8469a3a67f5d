"""Kinds of statement and estimated opinions: planted ones are found, and where there are none nothing is claimed."""

from copy import copy
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import FakeEncoder

import interest
from interest.contents.opinions import Estimate, likely_opinions, opinions
from interest.encoders import encode_texts
from interest.findings import by_rating, with_opinion
from interest.ingest import KIND, LIKELY, MADE, Statements
from interest.ingest.loading import load
from interest.language import STATEMENT_KINDS
from interest.making import follow, telling
from interest.making.kinds import kind_probabilities
from interest.making.telling import told
from interest.segments import Has
from interest.segments.outcomes import askable
from interest.study import Study

THINGS = ("puppy", "leash", "kennel", "guitar", "chords", "amplifier", "tomato", "greenhouse", "lawn", "mower")
SAYING = {
    "wish": "please add a {} to the {}",
    "question": "how do i use the {} with a {}?",
    "praise": "love this excellent {} and {}",
    "complaint": "terrible {} and a waste of money beside {}",
    "fault": "the {} crashes and the {} stopped working",
    "": "a {} beside the {} of my sister",
}


def said(seed: int = 0, people: int = 60) -> pd.DataFrame:
    """Each person says one thing of each kind; `kind` is the planted one."""
    rng = np.random.default_rng(seed)
    rows = [
        (f"u{person:02}", text.format(*rng.choice(THINGS, 2, replace=False)) + f" number{person}", kind)
        for person in range(people)
        for kind, text in SAYING.items()
    ]
    return pd.DataFrame(rows, columns=["user_id", "text", "kind"])


def rated(frame: pd.DataFrame, seed: int = 0) -> pd.DataFrame:
    """Half of the people rate what they say: praise high, complaints and faults low, the rest anyhow."""
    rng = np.random.default_rng(seed)
    stars = frame["kind"].map({"praise": 5.0, "complaint": 1.0, "fault": 1.0})
    stars = stars.fillna(pd.Series(rng.integers(1, 6, len(frame)).astype(float)))
    return frame.assign(rating=stars.where(frame["user_id"] < "u30"))


def told_of(frame: pd.DataFrame, encoder: FakeEncoder) -> tuple[Statements, Estimate | None]:
    """What a build tells of the frame, without the tree."""
    statements = load(frame.drop(columns="kind", errors="ignore"))
    return told(statements, encode_texts(encoder, statements.frame["text"].tolist()), encoder)


def column(statements: Statements | Study, name: str) -> np.ndarray:
    return statements.attributes.statements[name].to_numpy(str)


def planted(texts: pd.Series) -> np.ndarray:
    return said().set_index("text")["kind"].reindex(texts).to_numpy(str)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Study:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(tmp_path_factory.mktemp("cache")))
        return interest.build(rated(said()).drop(columns="kind"), encoder=FakeEncoder())


@pytest.fixture
def study(built: Study) -> Study:
    """A copy that the test may change."""
    return copy(built)


def test_planted_kinds_are_found_and_no_others(study: Study) -> None:
    found, true = column(study, KIND), planted(study.statements["text"])
    for kind in STATEMENT_KINDS:
        assert (true[found == kind] == kind).mean() > 0.95, kind
        assert (found[true == kind] == kind).mean() > 0.6, kind
    assert (found[true == ""] == "").mean() > 0.9


def test_in_other_languages_nothing_is_told(fake_encoder: FakeEncoder) -> None:
    german = [f"der Hund liegt im Garten neben der Mauer und schläft den ganzen Tag {n}" for n in range(40)]
    frame = pd.DataFrame({"user_id": [f"u{n % 9}" for n in range(40)], "text": german})
    statements, estimate = told_of(frame, fake_encoder)
    assert set(column(statements, KIND)) == {""} and estimate is None


def test_opinions_are_learned_from_ratings_and_judged_on_other_people(study: Study) -> None:
    estimate, frame = study.contents.estimate, study.statements
    assert estimate.by == "ratings" and estimate.holds and estimate.low > 0.9
    likely, true = likely_opinions(study.contents.ingested), planted(frame["text"])
    assert (likely[frame["rating"].notna()] == "").all()  # who rates has said it
    unrated = frame["rating"].isna().to_numpy()
    for opinion, kinds in (("liked", ["praise"]), ("disliked", ["complaint", "fault"])):
        assert (likely[unrated & np.isin(true, kinds)] == opinion).mean() > 0.6
        assert np.isin(true[(likely == opinion).to_numpy()], kinds).mean() > 0.95
    assert (likely[unrated & np.isin(true, ("", "question", "wish"))] == "").mean() > 0.9


def test_nothing_is_estimated_where_ratings_do_not_go_with_what_is_said(fake_encoder: FakeEncoder) -> None:
    frame = rated(said())
    there = frame["rating"].notna()
    frame.loc[there, "rating"] = frame.loc[there, "rating"].sample(frac=1, random_state=3).to_numpy()
    statements, estimate = told_of(frame, fake_encoder)
    assert estimate.by == "ratings" and not estimate.holds
    assert LIKELY not in statements.attributes.kinds and KIND in statements.attributes.kinds


def test_without_ratings_kinds_are_all_there_is_and_no_error_is_claimed(fake_encoder: FakeEncoder) -> None:
    statements, estimate = told_of(said(), fake_encoder)
    assert (estimate.by, estimate.auc, estimate.liked_right) == ("examples", None, None)
    kinds, likely = column(statements, KIND), column(statements, LIKELY)
    assert set(likely[kinds == "praise"]) == {"liked"}
    assert set(likely[np.isin(kinds, ("complaint", "fault"))]) == {"disliked"}
    assert set(likely[np.isin(kinds, ("wish", "question"))]) == {""}


def test_they_are_a_filter_and_never_count_as_ratings(study: Study) -> None:
    contents, frame = study.contents, study.statements
    assert (opinions(frame)[frame["rating"].isna()] == "").all()
    estimated, given = with_opinion(contents, "likely_disliked"), with_opinion(contents, "disliked")
    assert len(estimated) and len(given) and not set(estimated.index) & set(given.index)
    node = study.tree.level("category")[0].id
    apart = by_rating(contents, node, estimated=True)
    assert apart["statements"].sum() == (likely_opinions(contents.ingested)[frame["category"] == node] != "").sum()
    assert set(study.segments.matching(Has(LIKELY, ("disliked",)))) == set(estimated["user_id"])
    assert not set(MADE) & set(askable(contents))  # interests are found in the same texts
    found = study.findings()
    assert [finding.kind for finding in study.estimate_opinions(False).findings()] == [one.kind for one in found]


def test_whoever_owns_a_study_switches_them_off_and_on(study: Study, fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    before = column(study, LIKELY)
    study.estimate_opinions(False)
    assert LIKELY not in study.attributes.kinds and KIND in study.attributes.kinds
    opened = interest.open_study(study.save(tmp_path / "study"), fake_encoder)
    more = said(seed=5, people=8).drop(columns="kind").assign(user_id="new")
    opened.add(more)
    assert LIKELY not in opened.attributes.kinds and not opened.contents.estimate.used
    kinds = dict(zip(more["text"], column(told_of(more, fake_encoder)[0], KIND), strict=True))
    added = opened.statements["text"].to_numpy()[-len(more) :]
    assert column(opened, KIND)[-len(more) :].tolist() == [kinds[text] for text in added]  # as a build tells them
    assert (column(study.estimate_opinions(), LIKELY) == before).all()


def test_rows_that_are_added_are_told_and_the_others_kept(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    kinds, likely = column(study, KIND), column(study, LIKELY)
    more = said(seed=5, people=8).drop(columns="kind").assign(user_id="new")
    asked: list[int] = []

    def counted(texts: list[str], *others: object) -> np.ndarray:
        asked.append(len(texts))
        return kind_probabilities(texts, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(telling, "kind_probabilities", counted)
    study.add(more)
    old = len(kinds)
    assert asked == [(study.statements["rating"].notna() & (study.statements["rating"] != 3)).sum() + len(more)]
    assert (column(study, KIND)[:old] == kinds).all() and (column(study, LIKELY)[:old] == likely).all()
    new = column(study, KIND)[old:]
    assert set(column(study, LIKELY)[old:][new == "praise"]) == {"liked"}
    assert study.contents.estimate.by == "ratings"
    lamps = pd.DataFrame({"user_id": "new", "text": ["a lamp beside the sofa", "a lamp beside the chair"]})
    estimate = study.contents.estimate
    study.add(lamps)  # no opinion in sight
    assert study.contents.estimate == estimate and (column(study, LIKELY)[:old] == likely).all()


def test_a_study_that_follows_keeps_to_the_choice(study: Study) -> None:
    off = copy(study).estimate_opinions(False)
    assert LIKELY not in follow(study.contents, off.contents).ingested.attributes.kinds
    assert LIKELY in follow(study.contents, study.contents).ingested.attributes.kinds


def test_saved_with_the_study_and_gone_with_who_taught_them(
    study: Study, fake_encoder: FakeEncoder, tmp_path: Path
) -> None:
    opened = interest.open_study(study.save(tmp_path / "study"), fake_encoder)
    assert opened.contents.estimate == study.contents.estimate
    assert (column(opened, LIKELY) == column(study, LIKELY)).all()
    opened.forget("u01")
    assert LIKELY not in opened.attributes.kinds and opened.contents.estimate is None
    assert len(column(opened, KIND)) == len(opened.statements)


def test_a_study_from_before_opens_and_gets_them(study: Study, fake_encoder: FakeEncoder, tmp_path: Path) -> None:
    contents = study.contents
    attributes = contents.ingested.attributes.without_made(*MADE)
    old = Study(contents.change(ingested=replace(contents.ingested, attributes=attributes), estimate=None))
    opened = interest.open_study(old.save(tmp_path / "old"), fake_encoder)
    assert not set(MADE) & set(opened.attributes.kinds)
    assert with_opinion(opened.contents, "likely_liked").empty
    assert (column(opened.estimate_opinions(), KIND) == column(study, KIND)).all()


def test_columns_of_the_data_with_these_names_stay_what_they_are(fake_encoder: FakeEncoder) -> None:
    frame = said(people=10).drop(columns="kind").assign(**{KIND: ["theirs", "ours"] * 30})
    statements, _ = told_of(frame, fake_encoder)
    assert set(column(statements, f"{KIND} (2)")) == {"theirs", "ours"}
    assert "theirs" not in set(column(statements, KIND))
