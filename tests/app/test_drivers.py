"""What goes with an outcome, and an experiment, on the page Segments, in both languages."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from asking_app import run, texts
from driven import DRIVER, SPENT_ON, plant_outcomes, topic_of

from interest.config import studies_folder
from interest.export import csv_bytes
from interest.segments import TREAT, asked, clearness
from interest.study import Study, open_study
from interest.ui.frame.translations import translate


@pytest.fixture
def driven(driven: Study) -> Study:
    driven.segments.add_node("Dog people", topic_of(driven, DRIVER))
    driven.save(studies_folder() / "driven")
    return driven


@pytest.mark.parametrize("language", ["en", "zh"])
def test_from_a_column_to_what_goes_with_it_and_an_experiment(language: str, driven: Study) -> None:
    app = run("segments", lang=language, study="driven")
    found = driven.drivers("churned")
    rows = asked(driven.contents).table
    clearest = rows.loc[clearness(rows[rows["significant"]]).idxmax(), "column"]
    assert app.selectbox(key="drivers-driven").value == clearest  # not the first column, of which nothing may be told
    app.selectbox(key="drivers-driven").set_value("churned").run()
    lead = translate(language, "drivers.lead_share", n=found.people, outcome="churned", mean=f"{found.mean:.0%}")
    assert lead in texts(app)
    app.selectbox(key="drivers-driven").set_value("plan").run()
    assert not app.exception
    assert translate(language, "drivers.not_sure") in texts(app)
    app.selectbox(key="drivers-driven").set_value("spend").run()
    spend = driven.drivers("spend")
    assert translate(language, "drivers.found", n=len(spend.sure)) in texts(app)
    assert driven.tree[topic_of(driven, SPENT_ON)].name in spend.sure["name"].tolist()
    assert translate(language, "drivers.lead_number", n=120, outcome="spend", mean=f"{spend.mean:.1f}") in texts(app)
    groups = driven.hold_out("Dog people", 0.2, driven.config.seed)
    counts = groups["group"].value_counts()
    assert translate(language, "experiment.dealt", n=int(counts[TREAT]), out=len(groups) - int(counts[TREAT])) in texts(
        app
    )
    known = groups.assign(bought=np.where(groups["group"] == TREAT, "yes", "no"))
    uploader = next(one for one in app.file_uploader if one.key == "experiment-file")
    uploader.set_value(("bought.csv", csv_bytes(known), "text/csv")).run()
    assert not app.exception
    assert "100" in app.success[-1].value


def test_a_quarter_of_a_column_as_a_segment_that_follows_or_stays(driven: Study) -> None:
    app = run("segments", study="driven")
    app.button_group(key="segment_way").set_value("column").run()
    _field(app.selectbox, "has-column").set_value("spend").run()
    way = _field(app.radio, "has-within")
    spend = driven.attributes.users["spend"]
    assert f"{spend.max():,.6g} · 30 people" in way.options[0]
    app.button(key="has-keep").click().run()
    app.button_group(key="segment_way").set_value("column").run()
    _field(app.selectbox, "has-column").set_value("spend").run()
    _field(app.checkbox, "has-fix").check().run()
    app.button(key="has-keep").click().run()
    app.button_group(key="segment_way").set_value("column").run()
    _field(app.selectbox, "has-column").set_value("joined").run()
    _field(app.number_input, "has-days").set_value(90).run()
    app.button(key="has-keep").click().run()
    assert not app.exception
    kept = {segment.definition: segment.name for segment in open_study(studies_folder() / "driven").segments}
    assert list(kept)[1:] == [
        driven.segments.having("spend", quantiles=(0.75, 1)),
        driven.segments.fixed(driven.segments.having("spend", quantiles=(0.75, 1))),
        driven.segments.having("joined", days=90),
    ]
    app.button(key="change-segment").click().run()  # what is changed is what the form says at first
    changing = next(box for box in app.number_input if box.key.startswith("has-days") and "change" in box.key)
    assert changing.value == 90
    changing.set_value(30).run()
    app.button(key="change-keep").click().run()
    assert not app.exception
    assert list(open_study(studies_folder() / "driven").segments)[-1].definition.days == 30


def _field(fields, key: str):
    return next(one for one in fields if one.key.startswith(key))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_column_it_says_which_would_help(language: str, saved: Path) -> None:
    app = run("segments", lang=language)
    assert translate(language, "drivers.no_columns") in texts(app)
    assert translate(language, "experiment.no_segment") in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_where_nobody_is_known_it_speaks_of_rows(language: str, built_once: Callable[..., Study]) -> None:
    frame = plant_outcomes(n=120).drop_duplicates("user_id")[["text", "spend"]]
    study = built_once(frame, name="rows")
    study.save(studies_folder() / "rows")
    app = run("segments", lang=language, study="rows")
    found = study.drivers("spend")
    lead = translate(
        language, "drivers.lead_number", study.contents.unit, n=120, outcome="spend", mean=f"{found.mean:.1f}"
    )
    assert lead in texts(app)
    assert translate(language, "experiment.help") not in texts(app)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_finding_of_an_outcome_leads_to_all_that_goes_with_it(language: str, driven: Study) -> None:
    app = run("findings", lang=language, study="driven")
    found = driven.findings()
    number = next(i for i, finding in enumerate(found) if finding.kind == "outcome")
    asked = found[number].goes
    assert translate(language, "finding_detail.no_cause") in texts(app)
    app.button(key=f"outcome-{number}-outcome").click().run()
    assert not app.exception
    assert app.title[0].value == translate(language, "nav.segments")
    assert app.selectbox(key="drivers-driven").value == asked.column
    assert app.subheader[0].value == translate(language, "drivers.title")
