"""`interest drivers`, `interest segment … hold-out` and `interest uplift`, from the study to what came of it."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from conftest import FakeEncoder
from driven import DRIVER, plant_outcomes, topic_of

import interest
from interest.cli import main
from interest.segments import TREAT
from interest.study import Study


@pytest.fixture(scope="module")
def driven(tmp_path_factory) -> tuple[Study, str]:
    folder = tmp_path_factory.mktemp("driven")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INTEREST_CACHE", str(folder / "cache"))
        study = interest.build(plant_outcomes(n=150), encoder=FakeEncoder(), columns={"label": None})
        study.segments.add_node("Dog people", topic_of(study, DRIVER))
        return study, str(study.save(folder / "driven"))


def test_drivers(driven: tuple[Study, str], capsys: pytest.CaptureFixture) -> None:
    study, folder = driven
    assert main(["drivers", folder, "churned"]) == 0
    said = capsys.readouterr().out
    assert "“churned” holds for" in said and "**" not in said
    assert study.tree[topic_of(study, DRIVER)].name in said
    assert main(["drivers", folder, "spend", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["verdict"], found["people"], found["unknown"]) == ("told", 150, 0)
    assert {"name", "adjusted", "adjusted_low", "q", "needed", "beside"} <= set(found["rows"][0])


def test_what_cannot_be_asked_is_one_line(driven: tuple[Study, str], capsys: pytest.CaptureFixture) -> None:
    assert main(["drivers", driven[1], "plan"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "give one of these" in said


def test_from_a_segment_to_its_uplift(driven, capsys: pytest.CaptureFixture, tmp_path: Path) -> None:
    study, folder = driven
    file = tmp_path / "groups.csv"
    assert main(["segment", folder, "hold-out", "Dog people", "--share", "0.4", "--to", str(file)]) == 0
    n = len(study.segments.members("Dog people"))
    assert f"{n - round(0.4 * n)} to treat, {round(0.4 * n)} to hold out" in capsys.readouterr().out
    groups = pd.read_csv(file)
    groups["bought"] = np.where(groups["group"] == TREAT, 1, 0)
    groups.to_csv(tmp_path / "bought.csv", index=False)
    assert main(["uplift", str(tmp_path / "bought.csv")]) == 0
    assert "an uplift of +100 points" in capsys.readouterr().out
    assert main(["uplift", str(file), "--study", folder, "--column", "spend", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["treated"] + found["held_out"] == n
    assert found["low"] < found["difference"] < found["high"]
