"""What the library says reaches somebody who uses the app in Chinese in Chinese."""

import re
import sys
from pathlib import Path

import pandas as pd
import pytest
from asking_app import button, run, until_built
from streamlit.testing.v1 import AppTest

from interest import library
from interest.study import open_study
from interest.ui.jobs import background

pytestmark = pytest.mark.usefixtures("no_models")


def told(app: AppTest) -> str:
    """All messages of a page, none of which is English."""
    assert not app.exception
    said = [element.value.replace("\\", "") for kind in (app.error, app.warning, app.info) for element in kind]
    english = [text for text in said if re.search(r"[a-z]+ [a-z]+ [a-z]+", text)]
    assert english == []
    return "\n".join(said)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture.csv：这不是文本文件，实际格式：PNG 图片。"),
        ("空.csv", b"\n", "空.csv：文件为空。"),
        ("posts.json", b"[{]", "posts.json：不是有效的 JSON（第 1 行第 3 列）。"),
        ("posts.csv", "用户,内容\n".encode(), "posts.csv：只有表头（“用户”、“内容”），下面没有数据。"),
        ("posts.xlsx", b"hello", "posts.xlsx：这不是可以读取的工作簿，或文件已损坏（无法识别文件格式）。"),
        (
            "posts.parquet",
            b"hello there",
            "posts.parquet：这不是可以读取的 Parquet 文件，或文件已损坏（无法识别文件内容）。",
        ),
    ],
)
def test_a_bad_file(name: str, data: bytes, said: str) -> None:
    app = run("data", lang="zh")
    app.file_uploader(key="uploads-0").set_value([(name, data, "text/csv")]).run()
    assert said in told(app)


def test_a_study_name_that_is_taken(saved: Path) -> None:
    library.duplicate("small")
    app = run("data", study="small", lang="zh")
    app.text_input(key="library-name-small").set_value("small 2")
    button(app, "重命名").click().run()
    assert "已有名为“small 2”的分析，请换一个名称。" in told(app)


def test_an_edit_that_can_not_be_made(saved: Path) -> None:
    other, one = sorted(open_study(saved).tree.level("topic"), key=lambda node: node.name.count(" "))[:2]
    app = run("tree", node=one.id, lang="zh")
    app.text_input(key=f"rename-{one.id}-{one.name}").set_value(other.name)
    button(app, "重命名").click().run()
    assert f"已有名为“{other.name}”的主题" in told(app)


def test_a_lost_edit_and_what_was_mended(saved: Path) -> None:
    study = open_study(saved)
    first = study.tree.level("category")[0]
    study.edit.rename(first.id, "is hidden")
    recut = study.recut(categories=len(study.tree.level("topic")))
    assert recut.notes
    lines = [f"{n} fields instead of 3: the missing ones were left empty" for n in (1, 2)]
    rows = pd.DataFrame({"row": -1, "file": "a.csv", "line": [4, 7], "reason": "reading", "before": "", "after": lines})
    recut.save(saved)
    pd.concat([recut.report.rows, rows]).to_parquet(saved / "report.parquet")
    app = run("data", lang="zh")
    assert f"以下编辑无法重新应用：“{first.name}”改名为“is hidden”。" in told(app)
    after = next(table.value["after"] for table in app.dataframe if "after" in table.value)
    assert after.tolist()[-2:] == [f"应有 3 个字段，实际有 {n} 个：缺少的部分留空" for n in (1, 2)]


@pytest.mark.parametrize("error", ["There is nothing to read: the list of files is empty.", ""])
def test_a_build_that_fails_or_breaks_off(error: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "worker.py"
    script.write_text(f"import json; print(json.dumps({{'error': {error!r}}}))" if error else "raise SystemExit(3)")
    monkeypatch.setattr(background, "WORKER", (sys.executable, str(script)))
    app = run("data", lang="zh")
    button(app, "生成此示例").click().run()
    app = until_built(app)
    assert ("没有可读取的内容：文件列表为空。" if error else "（退出码 3）") in told(app)
