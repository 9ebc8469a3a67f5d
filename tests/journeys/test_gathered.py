"""Journey from two files, texts and a table of users, to an experiment with a found group and its uplift."""

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from grouped import plant_groups
from visiting import Visitor

from interest.export import csv_bytes
from interest.ingest import find_companions, load, load_users
from interest.segments import FEWEST_A_GROUP, HOLD_OUT, TREAT

BUILDING = 600_000
"""Milliseconds for a build with the real encoder, on a machine that does other things as well."""


NAMES = {
    "en": {"user_id": "user_id", "text": "text", "timestamp": "timestamp", "tier": "tier", "spent": "spent",
           "churned": "churned", "yes": "yes", "no": "no", "bought": "bought", "texts": "gathered", "users": "users"},
    "zh": {"user_id": "用户ID", "text": "内容", "timestamp": "时间", "tier": "会员等级", "spent": "消费金额",
           "churned": "是否流失", "yes": "是", "no": "否", "bought": "已购买", "texts": "反馈", "users": "用户表"},
}  # fmt: skip
"""What columns, values and files are called in each language."""
ENCODINGS = {"en": "utf-8-sig", "zh": "gb18030"}


def files(folder: Path, language: str) -> list[Path]:
    """What 120 people of three groups wrote, and a table of who they are: the first group churns more."""
    names, data = NAMES[language], plant_groups(language)
    rng = np.random.default_rng(1)
    users = data.drop_duplicates("user_id")[["user_id", "tier", "spent", "group"]]
    gone = rng.random(len(users)) < np.where(users["group"] == 0, 0.7, 0.15)
    users = users.assign(churned=np.where(gone, names["yes"], names["no"])).drop(columns="group")
    paths = []
    for name, table in (("texts", data[["user_id", "text", "timestamp"]]), ("users", users)):
        paths.append(folder / f"{names[name]}.csv")
        table.rename(columns=names).to_csv(paths[-1], index=False, encoding=ENCODINGS[language])
    return paths


@pytest.mark.parametrize("language", list(NAMES))
def test_either_files_are_texts_and_a_table_of_users(language: str, tmp_path: Path) -> None:
    """What the journey uploads, without the browser: in Chinese as well, in an encoding of its own."""
    names, (texts, users) = NAMES[language], files(tmp_path, language)
    assert find_companions(tmp_path).users == users
    known = load_users(users)
    assert known.kinds == {names["tier"]: "category", names["spent"]: "number", names["churned"]: "yes/no"}
    assert set(load(texts).frame["user_id"]) == set(known.users["user_id"])


@pytest.mark.model
@pytest.mark.browser
def test_from_two_files_to_an_uplift(visitor: Visitor, tmp_path: Path) -> None:
    names = NAMES[visitor.language]
    page = visitor.page
    visitor.visit("data", f"main-{visitor.language}")
    page.get_by_text(visitor.t("data.upload"), exact=True).click()
    page.locator("input[type=file]").first.set_input_files(files(tmp_path, visitor.language))
    build = visitor.button("upload.build")
    build.wait_for(timeout=60_000)
    visitor.wait()
    build.click()
    page.get_by_text(visitor.t("job.to_findings")).wait_for(timeout=BUILDING)
    visitor.wait()
    visitor.go_to("segments")
    page.locator(".st-key-found-keep-1 button").first.click()
    page.get_by_test_id("stAlert").filter(has_text="“").first.wait_for(timeout=60_000)
    visitor.wait()
    visitor.heading("drivers.title", level=3)
    visitor.pick("drivers.column", names["churned"])
    visitor.sees(visitor.t("drivers.no_cause"))
    visitor.wait()
    page.get_by_text(visitor.t("experiment.title"), exact=True).first.click()
    visitor.wait()
    visitor.sees(visitor.t("experiment.too_few", least=FEWEST_A_GROUP))  # a fifth of this group is too little
    share = page.locator(".st-key-experiment-share").get_by_role("slider")
    for _ in range(4):
        share.press("ArrowRight")
    page.get_by_text(visitor.t("experiment.too_few", least=FEWEST_A_GROUP)).wait_for(state="detached")
    visitor.wait()
    with page.expect_download() as saved:
        visitor.button("experiment.deal").click()
    groups = pd.read_csv(io.BytesIO(Path(saved.value.path()).read_bytes()))
    assert (groups["group"] == HOLD_OUT).sum() == round(0.4 * len(groups))
    told = groups.assign(**{names["bought"]: np.where(groups["group"] == TREAT, names["yes"], names["no"])})
    file = {"name": "bought.csv", "mimeType": "text/csv", "buffer": csv_bytes(told)}
    page.get_by_test_id("stFileUploader").last.locator("input[type=file]").set_input_files(file)
    page.get_by_test_id("stAlert").filter(has_text="+100").wait_for(timeout=60_000)  # it is read in a process apart
