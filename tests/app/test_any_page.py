"""What all pages keep to: the first start, every page with a study, charts, a damaged study."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from asking_app import APP, PAGES, link, run, texts

from interest.study import Study
from interest.ui.frame.translations import translate

pytestmark = pytest.mark.usefixtures("no_models")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_first_start_says_what_to_do(language: str) -> None:
    app = run(lang=language)
    assert app.title[0].value == translate(language, "nav.data")
    assert translate(language, "empty.welcome") in texts(app)
    for page in PAGES[1:]:
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        assert translate(language, "empty.no_study") in texts(app)
        assert [title.value for title in app.title] == [translate(language, f"nav.{page}")]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_shows_the_study(page: str, language: str, saved: Path) -> None:
    app = run(page, lang=language)
    assert app.title[0].value == translate(language, f"nav.{page}")
    assert app.caption[0].value == translate(language, f"{page}.question")
    assert not app.error
    assert not app.warning
    assert link(app)["study"] == "small"
    assert link(app)["lang"] == language


def test_home_leads_to_the_findings_of_the_first_study(saved: Path, small_study: Study) -> None:
    app = run()
    assert app.title[0].value == "Findings"
    first = small_study.findings()[0]
    assert small_study.tree[first.node].name in texts(app)
    app.button(key=f"chip-0-largest-{first.node}").click().run()
    assert app.title[0].value == "Interests"
    assert link(app)["node"] == first.node


def test_the_language_can_be_switched(saved: Path) -> None:
    app = run("tree")
    app.button_group(key="language_box").set_value("zh").run()
    assert app.title[0].value == "兴趣树"
    assert link(app)["lang"] == "zh"


def test_a_damaged_study_is_one_message_and_others_stay_in_reach(saved: Path) -> None:
    broken = Path(shutil.copytree(saved, saved.parent / "broken"))
    (broken / "tree.json").write_text("{")
    for page in PAGES:
        app = run(page, study="broken")
        assert len(app.error) == 1
        assert "damaged" in app.error[0].value
        assert "small" in app.selectbox(key="study_box").options


def test_bare_strings_of_a_page_are_not_shown() -> None:
    """Streamlit's magic would print what explains a constant; AppTest knows no magic, hence a look at the setting."""
    settings = tomllib.loads((APP.parent / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["magicEnabled"] is False


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_chart_can_be_saved(language: str, saved: Path, small_study: Study) -> None:
    topic = small_study.tree.level("topic")[0]
    app = run("report", lang=language, study="small", node=topic.id, user="user007")
    for page, name, kind in (
        ("report", "sunburst", "png"), ("tree", topic.name, "svg"), ("users", "user007", "svg"), ("map", "map-", "svg"),
    ):  # fmt: skip
        if page != "report":
            app.switch_page(f"pages/{page}.py").run()
        config = json.loads(app.get("plotly_chart")[0].proto.config)
        assert "toImage" in config["modeBarButtons"][0]
        assert config["toImageButtonOptions"]["filename"].startswith(f"small-{name}")
        assert config["toImageButtonOptions"]["format"] == kind
        tips = config["locales"][config["locale"]]["dictionary"]
        assert tips["Download plot"] == translate(language, "figure.download")
        if page == "report":  # what is chosen there holds for all
            app.button_group(key="figure_format").set_value("svg").run()


def test_charts_are_shown_in_one_place() -> None:
    root = APP.parent
    files = [*(root / "pages").glob("*.py"), *(root / "interest" / "ui").rglob("*.py")]
    assert [path.name for path in files if "plotly_chart(" in path.read_text("utf-8")] == ["charts.py"]
