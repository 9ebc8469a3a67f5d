"""Both languages are complete, and no page speaks past them."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from interest import evaluation
from interest.contents.opinions import OPINIONS
from interest.findings import KINDS
from interest.findings.facets import Unit
from interest.ingest.report import REASONS
from interest.making import STAGES
from interest.recommend.because import Kind
from interest.ui.frame.translations import LANGUAGES, catalogue, nearest_language, translate
from interest.ui.jobs import background

ROOT = Path(__file__).parents[3]
SOURCES = [
    ROOT / "app.py",
    *sorted((ROOT / "interest" / "wording").glob("*.py")),
    *sorted((ROOT / "pages").glob("*.py")),
    *sorted((ROOT / "interest" / "ui").rglob("*.py")),
    *sorted((ROOT / "interest" / "report").glob("*.py")),
]
TEMPLATES = sorted((ROOT / "interest" / "report").glob("*.html"))
SHOWN = {
    "title", "header", "subheader", "caption", "write", "text", "markdown", "info", "warning", "error", "success",
    "metric", "button", "selectbox", "segmented_control", "text_input", "text_area", "number_input", "slider", "toggle",
    "checkbox", "radio", "multiselect", "expander", "popover", "file_uploader", "download_button", "page_link",
    "progress", "spinner", "form_submit_button", "toast", "tabs", "Page",
}  # fmt: skip
SHOWN_OPTIONS = {"label", "help", "placeholder", "text", "title", "alt"}
PRODUCT = {"Interest"}


def calls() -> Iterator[tuple[Path, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path, node


def asked_keys() -> tuple[set[str], set[str]]:
    """The keys that the code asks for, and the beginnings of those that it puts together (through variables, too)."""
    whole, begun = set(), set()
    for _, call in calls():
        if isinstance(call.func, ast.Name) and call.func.id in ("t", "known") and call.args:
            match call.args[0]:
                case ast.Constant(value=key):
                    whole.add(key)
                case ast.JoinedStr(values=[ast.Constant(value=start), *_]):
                    begun.add(start)
    for path in SOURCES:  # keys that wait in a dict for their t()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in catalogue("en"):
                whole.add(node.value)
    for path in TEMPLATES:
        whole |= set(re.findall(r'\bt\("([\w.]+)"', path.read_text("utf-8")))
    return whole, begun


def fields(entry: object) -> set[str]:
    texts = [entry] if isinstance(entry, str) else entry.values()
    return {name for text in texts for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys_and_fields() -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    assert set(english) == set(chinese)
    # Chinese nouns have no plural, so {n} may be all that a text needs; nothing else may be missing.
    assert {key for key in english if fields(english[key]) != fields(chinese[key])} == set()


def test_every_key_is_there_and_used() -> None:
    whole, begun = asked_keys()
    assert whole - set(catalogue("en")) == set()
    unused = {key for key in catalogue("en") if key not in whole and not key.startswith(tuple(begun))}
    assert unused == set()
    assert {start for start in begun if not any(key.startswith(start) for key in catalogue("en"))} == set()


def test_all_that_the_library_reports_has_a_text() -> None:
    assert {f"cleaning.{reason.replace(' ', '_')}" for reason in REASONS} <= set(catalogue("en"))
    assert {f"stage.{stage}" for stage in {*STAGES, *background.STAGES}} <= set(catalogue("en"))
    assert {f"weak.{reason.replace(' ', '_')}" for reason in evaluation.REASONS} <= set(catalogue("en"))
    assert {f"assessing.{stage}" for stage in evaluation.STAGES} <= set(catalogue("en"))
    told = {f"finding.{kind}" for kind in KINDS if kind != "outcome"}
    told |= {f"finding.outcome_{way}_{what}" for way in ("more", "less") for what in ("share", "number")}
    assert told | {f"{part}.{kind}" for part in ("finding_detail", "finding_kind") for kind in KINDS} <= set(
        catalogue("en")
    )
    assert {f"opinion.{opinion}" for opinion in OPINIONS} <= set(catalogue("en"))
    assert {f"facet.hover_{unit}" for unit in get_args(Unit)} <= set(catalogue("en"))
    assert {f"reason.{kind}" for kind in get_args(Kind)} <= set(catalogue("en"))


def shown_values(call: ast.Call) -> list[ast.expr]:
    """The arguments of a call that somebody will read."""
    # `header(…)` is ours, the others are methods of st or of a place in the page.
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if name not in SHOWN or (isinstance(call.func, ast.Name) and name != "header"):
        return []
    first = {"Page": 0, "page_link": 0, "header": 2, "metric": 2}.get(name, 1)
    return [*call.args[:first], *(keyword.value for keyword in call.keywords if keyword.arg in SHOWN_OPTIONS)]


def test_pages_show_no_text_of_their_own() -> None:
    found = [
        f"{path.name}:{call.lineno} {ast.unparse(value)}"
        for path, call in calls()
        for value in shown_values(call)
        if any(_has_words(part) for part in _literals(value))
    ]
    assert found == []


def _literals(value: ast.expr) -> Iterator[str]:
    """The literal parts of an expression, without those inside of calls: their arguments are keys and names."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            for part in parts:
                yield from _literals(part)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            yield from _literals(left)
            yield from _literals(right)
        case ast.IfExp(body=body, orelse=orelse):
            yield from _literals(body)
            yield from _literals(orelse)


def _has_words(text: str) -> bool:
    return any(character.isalpha() for character in text) and text not in PRODUCT


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_filled(language: str) -> None:
    values = {
        "n": 3,
        "certain": 2,
        "fewest": 10,
        "people": 4,
        "of": 5,
        "own": 2,
        "share": 0.5,
        "auc": 0.8,
        "least": 0.75,
        "lift": 2.0,
        "minutes": 1,
        "seconds": 2,
        "line": 4,
        "statements": 5,
        "users": 3,
        "rows": 150,
        "labels": 4,
        **dict.fromkeys(("n_a", "n_b", "both"), 2),
        **dict.fromkeys(("own", "other", "popular", "chance"), 0.4),
        "seed": 0,
        "interests": 34,
        "low": -0.1,
        "high": 0.2,
        "middle": 0.1,
        "stability": 0.9,
        "between": 0.1,
        "gap": -1.5,
        "breadth": 2.3,
        "right": 0.8,
        "majority": 0.5,
        "size": 1.2,
        "points": -1.5,
        "shown": 14,
        "out": 3,
        "now": 3,
        **dict.fromkeys(("before", "after"), 0.4),
        **dict.fromkeys(("value", "baseline", "f1", "majority_f1", "probability", "precision"), 0.6),
        **dict.fromkeys(("understood", "given"), 12),
    }
    for key, entry in catalogue(language).items():
        needed = {name.split("[")[0]: values.get(name, "x") for name in fields(entry)}
        assert translate(language, key, **{"n": 3, **needed}) or key == "app.sentences"  # what stands between them


def test_one_and_many() -> None:
    assert translate("en", "upload.rows", n=1) == "1 row"
    assert translate("en", "upload.rows", n=1200) == "1,200 rows"
    assert translate("zh", "upload.rows", n=1) == "1 行"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh-CN", "zh"), ("zh", "zh"), ("ZH-TW", "zh"), ("en-GB", "en"), ("fr", "en"), (None, "en")],
)
def test_language_of_the_browser(locale: str | None, language: str) -> None:
    assert nearest_language(locale) == language


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_what_is_meant_to_be_bold_is(language: str) -> None:
    """Markdown takes no ** for an end between punctuation and a letter, as Chinese has it without spaces."""
    for key, entry in catalogue(language).items():
        for text in [entry] if isinstance(entry, str) else entry.values():
            filled = re.sub(r"\{[^{}]*\}", "x", re.sub(r"\{[^{}]*%\}", "1%", text))
            for bold in re.finditer(r"\*\*(.+?)\*\*", filled):
                before, after = filled[: bold.start()][-1:], filled[bold.end() :][:1]
                assert bold[1][-1].isalnum() or not after.isalnum(), (key, text)
                assert bold[1][0].isalnum() or not before.isalnum(), (key, text)
