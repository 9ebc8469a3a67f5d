"""What people speak of since rows were added and that is no interest yet, on the pages Interests and Data."""

from pathlib import Path

import pandas as pd
import pytest
from asking_app import run, texts

from interest.study import open_study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.fixture
def grown(saved: Path, fake_encoder) -> Path:
    """The small study with 24 people more, who speak of chess."""
    study = open_study(saved, encoder=fake_encoder)
    words = ["bishop", "castling", "pawn", "checkmate", "opening", "rook"]
    rows = [
        (f"chess{i}", f"my chess gambit endgame with the {words[i % 6]} {words[(i // 6 + i + 1) % 6]}")
        for i in range(24)
    ]
    study.add(pd.DataFrame(rows, columns=["user_id", "text"]))
    study.save(saved)
    return saved


def test_without_candidates_nothing_is_said(saved: Path):
    title = translate("en", "candidates.title", n=1)
    assert title not in texts(run("data")) and title not in [one.label for one in run("tree").expander]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_candidate_is_accepted_and_the_next_one_dismissed(grown: Path, language: str, fake_encoder):
    (found,) = open_study(grown, encoder=fake_encoder).candidates()
    title = translate(language, "candidates.title", n=1)
    assert f"**{title}**" in texts(run("data", lang=language))
    app = run("tree", lang=language)
    assert title in [one.label for one in app.expander]
    assert translate(language, "candidates.size", n=found.size, people=found.people) in texts(app)
    app.button(key=f"candidate-accept-{found.name}").click().run()
    assert not app.exception and title not in [one.label for one in app.expander]
    assert open_study(grown, encoder=fake_encoder).tree[app.session_state.node].name == found.name
    app.button(key="edit-undo").click().run()
    app.button(key=f"candidate-dismiss-{found.name}").click().run()
    assert not app.exception and title not in [one.label for one in app.expander]
    (edit,) = open_study(grown, encoder=fake_encoder).edits
    assert edit.kind == "dismiss"
    assert found.name in texts(app)  # in the history
