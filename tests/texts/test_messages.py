"""Every message of the library can be said in Chinese, whatever stands in it."""

import ast
import errno
import itertools
import os
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from interest import errors
from interest.contents.judgements import ABOUT
from interest.hierarchy.editing.edits import Edit
from interest.hierarchy.tree import LEVELS
from interest.ingest.report import REASONS
from interest.ingest.sources import SIGNATURES
from interest.language.languages import rough_languages
from interest.texts.messages import in_language, messages
from interest.ui.jobs.requests import AdaptRequest, BuildRequest
from interest.ui.jobs.uploads import NEEDED

ROOT = Path(__file__).parents[2]
SAYING = {name: 0 for name, kind in vars(errors).items() if isinstance(kind, type)} | {"Problem": 1, "Use": 2}
"""What is called with a message, and at which place it stands."""
ELSEWHERE = {
    "comparison/compare.py": {"compare_times"},
    "segments/regrouping.py": {"why_not"},
    "making/adding.py": {"drift"},
    "making/editor.py": {"replay"},
    "encoders/bundled.py": {"_from_foreign_wheel"},
    "encoders/transformer.py": {"_must_ask_hub"},
    "evaluation/labels.py": {"_left_out", "notes_on_vectors"},
    "hierarchy/cutting.py": {"_of_statements", "_shortfalls"},
    "hierarchy/editing/edits.py": {"description"},
    "hierarchy/naming/llm_client.py": {"_post"},
    "hierarchy/naming/llm_naming.py": {"name_nodes", "only"},
    "ingest/companions.py": {"_title"},
    "ingest/cleaning/rows.py": {"users", "_told", "_doubt"},
    "ingest/loading.py": {"_tables", "_with_texts"},
    "ingest/roles/candidates.py": {"named_why"},
    "ingest/roles/texts.py": {"find_texts", "_why", "_left"},
    "ingest/sources/databases.py": {"read_query", "_tables", "_listed"},
    "ingest/sources/clocks.py": {"join_clocks"},
    "ingest/sources/delimited.py": {"read_delimited"},
    "engines/cluster.py": {"_ask"},
    "ingest/sources/files.py": {"_unreadable", "_joined", "_largest", "_read_zip", "_read_txt", "_read_subtitles"},
    "ingest/sources/packed.py": {"open_packed", "_by_person", "_by_answer"},
    "ingest/sources/pages.py": {"read_page"},
    "ingest/sources/records.py": {"_record", "read_json", "nested_table", "_of_records"},
    "ingest/sources/talks/mails.py": {"read_mails"},
    "ingest/sources/headers.py": {"find_header"},
    "ingest/sources/nested.py": {"open_cells"},
    "ingest/sources/talks/transcripts.py": {"open_transcripts"},
    "ingest/sources/workbooks.py": {"_chosen", "_below_each_other"},
    "ingest/values/ratings.py": {"parse_ratings", "_parsed", "_without_none"},
    "ingest/values/times.py": {"_told"},
    "language/notes.py": {"language_notes"},
    "ui/jobs/background.py": {"_ended"},
}
"""The functions whose other texts are messages too, or parts of them."""
FRAMES = {"{0}.", "{0} and {1}", "{0} × {1}", "{0} and of a {1}"}
"""How parts are put together."""
WORDS = {
    *LEVELS, *REASONS, *ABOUT, *(role for roles in NEEDED.values() for role in roles), "source", "label", "opinion",
    "question", "answer",
    *(kind for _, kind in SIGNATURES), "item's id", "item", "user", BuildRequest.what, AdaptRequest.what,
    *rough_languages(), *rough_languages().values(),
}  # fmt: skip
FOREIGN = {
    *(os.strerror(code) for code in (errno.ENOSPC, errno.EACCES, errno.EROFS, errno.ENAMETOOLONG, errno.ENOENT)),
    "{0}: line {1} column {2} (char {3})", "File is not a zip file",
    "Cannot detect file format", "Could not open Parquet input source {0}: {1}",
    "Parquet magic bytes not found in footer. Either the file is corrupted or this is not a parquet file.",
    "'{0}' codec can't decode byte {1} in position {2}: {3}", "'{0}' codec can't decode bytes in position {1}: {2}",
}  # fmt: skip
"""What Python, readers of files and the system say most often."""


def variants(node: ast.expr) -> list[list[str | None]]:
    """What a string can be, in pieces: text, and None for a value that stands in it."""
    match node:
        case ast.Constant(value=str(text)):
            return [[text]]
        case ast.IfExp(body=body, orelse=orelse):
            return variants(body) + variants(orelse)
        case ast.BoolOp(op=ast.Or(), values=[value, ast.Constant(value=str(text))]):
            return [*variants(value), [text]]
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return variants(value)
        case ast.JoinedStr(values=parts):
            return [sum(pieces, []) for pieces in itertools.product(*map(variants, parts))]
    return [[None]]


def templates(node: ast.expr) -> Iterator[str]:
    """The templates of a string that says something, besides values."""
    for pieces in variants(node):
        number = itertools.count()
        if any(pieces):
            escaped = (text and text.replace("{", "{{").replace("}", "}}") for text in pieces)
            yield "".join(f"{{{next(number)}}}" if text is None else text for text in escaped)


def outermost_strings(node: ast.AST) -> Iterator[ast.expr]:
    """The strings in a piece of code, without what stands inside of f-strings and without docstrings."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.JoinedStr) or (isinstance(child, ast.Constant) and isinstance(child.value, str)):
            yield child
        elif not (isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)):
            yield from outermost_strings(child)


def said() -> set[str]:
    """The templates of all that the library says."""
    found: set[str] = set()
    for path in sorted((ROOT / "interest").rglob("*.py")):
        place = path.relative_to(ROOT / "interest").as_posix()
        if place.startswith("cli/"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=args) if name in SAYING and len(args) > SAYING[name]:
                    found.update(templates(args[SAYING[name]]))
                case ast.FunctionDef(name=name) if name in ELSEWHERE.get(place, ()):
                    texts = (text for value in outermost_strings(node) for text in templates(value))
                    found.update(text for text in texts if " " in text and re.search("[a-z]", text))
    return found


def test_every_message_has_its_chinese_and_nothing_else_has() -> None:
    spoken = said() | FRAMES | WORDS | FOREIGN
    assert spoken - set(messages("zh")) == set()
    assert set(messages("zh")) - spoken == set()


def fields(template: str) -> list[tuple[str, str]]:
    """The numbers of a template's fields, and what each says of itself."""
    return [(number, kind) for _, number, kind, _ in string.Formatter().parse(template) if number is not None]


def test_every_translation_says_all_that_the_message_does() -> None:
    for english, chinese in messages("zh").items():
        own, translated = fields(english), fields(chinese)
        assert {kind for _, kind in translated} <= {"", "ours", "perhaps", "names"}, english
        numbers = {number for number, _ in translated}
        assert numbers <= {number for number, _ in own}, english
        assert english in FOREIGN or len(numbers) == len(own), english
        # parts don't end in a stop
        assert english in FOREIGN or english.endswith((".", "?")) == chinese.endswith("。"), english


def filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"{(\d+)(?::\w+)?}", lambda match: values[match[1]], template).replace("{{", "{").replace("}}", "}")


HOSTILE = (
    "a.csv", "一份“数据”（新）(new) [x]?*+.$^|\\d", "line one\nline two", "{0} {name}", "a topic that is hidden",
    "<b>&amp;</b>",
)  # fmt: skip


@pytest.mark.parametrize("value", HOSTILE)
def test_every_message_comes_out_whole_whatever_stands_in_it(value: str) -> None:
    inner = "category"
    for english, chinese in messages("zh").items():
        kinds = dict(fields(chinese))
        if english in FRAMES | FOREIGN | {"{0}: {1}"}:
            continue
        given = {number: inner if kinds[number] == "ours" else value for number, _ in fields(english)}
        expected = {number: "大类" if kind == "ours" else value for number, kind in kinds.items()}
        assert in_language(filled(english, given), "zh") == filled(chinese, expected), english


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("a.csv: the file is empty.", "a.csv：文件为空。"),
        ("a.csv: this is not text but a PNG image.", "a.csv：这不是文本文件，实际格式：PNG 图片。"),
        (
            "a: b.csv: these bytes are not text in any encoding that was tried; name the encoding if it is text.",
            "a：b.csv：尝试了多种编码，都无法读出文本。如果确实是文本文件，请指定编码。",
        ),
        (
            "None of the 9 rows has a text that can be used (6 × empty text and 2 × no words and 1 × link).",
            "9 行中没有一行含有可用的文本（文本为空 6 处、没有文字 2 处、含有链接 1 处）。",
        ),
        ("a.csv: choose the column of item_id and text.", "a.csv：请选择以下内容所在的列：物品、文本。"),
        (
            """a.csv: there are no rows below the header 'user', '“评论”', "it's".""",
            "a.csv：只有表头（“user”、““评论””、“it's”），下面没有数据。",
        ),
        (
            "a.json: this is not valid JSON: Expecting value: line 3 column 7 (char 41).",
            "a.json：不是有效的 JSON（第 3 行第 7 列）。",
        ),
        ("Another topic is called “topic” already; merge the two, or choose another name.", None),
        (
            "localhost can't be reached ([Errno 111] Connection refused); the names stay as they are.",
            "无法连接 localhost（[Errno 111] Connection refused），名称保持不变。",
        ),
        (
            "There are 2 users in “shop, before 2024-01-02”; a comparison counts people, and needs at least 5 on each "
            "side.",
            "“shop，2024-01-02 之前”中只有 2 位用户；对比以人数为准，每一侧至少需要 5 位。",
        ),
        (
            "“is a topic; a” is a keyword; a topic can only be moved to a category.",
            "“is a topic; a”是关键词；主题只能移到大类中。",
        ),
        ("There is no study 'study' any more; somebody may have renamed or deleted it.", None),
    ],
)
def test_messages_within_messages_and_words_of_users(english: str, chinese: str | None) -> None:
    expected = (
        chinese
        or {
            "Another": "已有名为“topic”的主题，请将两者合并，或换一个名称。",
            "There": "分析“study”已不存在，可能已被重命名或删除。",
        }[english.split()[0]]
    )
    assert in_language(english, "zh") == expected
    assert in_language(english, "en") == english


@pytest.mark.parametrize(
    ("edit", "chinese"),
    [
        (Edit("rename", ("t1",), ("弦。 x.",), called=("Strings",)), "“Strings”改名为“弦。 x.”。"),
        (Edit("rename", ("t1", "t2"), ("a", "b"), by="qwen"), "2 个兴趣已改名（qwen）。"),
        (Edit("merge", ("t1", "t2", "t3"), called=("a", "b", "c")), "“a”, “b”与“c”合并。"),
        (Edit("merge", ("t1", "t2"), ("d",), called=("a and b", "c")), "“a and b”与“c”合并，名为“d”。"),
        (Edit("split", ("t1",), into=3, called=("a",)), "“a”拆分为 3 份。"),
        (Edit("move", ("t1", "c2"), called=("a", "b")), "“a”移到“b”。"),
        (Edit("hide", ("t1",), called=("is hidden",)), "“is hidden”已隐藏。"),
        (Edit("unhide", ("t1",), called=("a",)), "“a”已恢复显示。"),
    ],
)
def test_lost_edits(edit: Edit, chinese: str) -> None:
    note = f"An edit could not be made again on this tree: {edit.description}"
    assert in_language(note, "zh") == f"在这棵兴趣树上，以下编辑无法重新应用：{chinese}"


@pytest.mark.parametrize(
    "text", ["", "Errno 5: input, output", "my study", "topic and other", "分析“x”刚刚被重命名。", "x.\ny (by z)."]
)
def test_what_is_not_ours_stays(text: str) -> None:
    assert in_language(text, "zh") == text


def test_nothing_that_went_wrong_is_shown_past_the_catalogue() -> None:
    """Errors reach people through `message_text` alone."""
    pages = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "interest" / "ui").rglob("*.py")]
    calls = {
        (path.name, ast.unparse(node))
        for path in pages
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and any(isinstance(a, ast.Name) and a.id == "error" for a in node.args)
    }
    assert {call for _, call in calls} == {"message_text(error)", "str(error)"}
    assert {name for name, call in calls if call == "str(error)"} == {"worker.py"}  # whose errors come back as text


def test_it_speaks_without_streamlit() -> None:
    code = "import sys, interest.texts.messages as m; m.in_language('x', 'zh'); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
