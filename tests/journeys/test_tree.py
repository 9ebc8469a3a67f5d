"""Journeys through findings and tree, in a real browser."""

import re

import pytest
from visiting import Visitor

from interest.study import Study

pytestmark = pytest.mark.browser


def test_findings_lead_to_the_tree(visitor: Visitor, study: str, small_study: Study) -> None:
    visitor.visit("findings", study)
    first = small_study.findings()[0]
    chip = visitor.page.locator(f".st-key-chip-0-largest-{first.node} button")
    visitor.reach(chip)
    visitor.page.keyboard.press("Enter")
    visitor.heading("nav.tree", level=1)
    visitor.page.get_by_role("heading", name=small_study.tree[first.node].name).wait_for()
    assert visitor.link()["node"] == first.node


def test_back_and_forward(visitor: Visitor, study: str, small_study: Study) -> None:
    """Within a page; from one page to another it is Streamlit's own."""
    page, topic = visitor.page, small_study.tree.level("topic")[0]
    visitor.visit("tree", study)
    for key in (f"chip-child-{topic.parent}", f"chip-child-{topic.id}"):
        page.locator(f".st-key-{key} button").click()
        page.wait_for_url(re.compile(f"node={key.removeprefix('chip-child-')}"))
        visitor.wait()
        page.wait_for_timeout(1_000)

    def shows(heading: str, node: str | None) -> None:
        page.get_by_role("heading", name=heading, exact=True).wait_for()
        visitor.wait()
        assert visitor.link().get("node") == node

    category = small_study.tree[topic.parent]
    page.go_back()
    shows(category.name, category.id)
    page.go_back()
    shows(visitor.t("tree.whole"), None)
    page.go_forward()
    shows(category.name, category.id)
    page.go_forward()
    shows(topic.name, topic.id)


def test_tree_in_every_shape(visitor: Visitor, study: str) -> None:
    page = visitor.page
    visitor.visit("tree", study)
    for shape in ("treemap", "icicle", "branches", "sunburst"):
        visitor.choose(f"shape.{shape}")
        page.locator(".js-plotly-plot .point, .js-plotly-plot g.slice").first.wait_for()
    visitor.reach(page.locator(".st-key-tree_node input"))
    page.locator("g.slice").first.wait_for()
    page.wait_for_timeout(1_000)
    visitor.click_sector(1)
    page.wait_for_url(re.compile("node=c"))
    visitor.wait()
    page.get_by_role("button", name=visitor.t("tree.few")).click()
    few = page.locator("[class*=st-key-few-] input")
    few.fill("1000")
    few.press("Enter")
    visitor.sees(visitor.t("tree.none_left"))
    few.fill("1")
    few.press("Enter")
    visitor.sees(visitor.t("tree.start"))


def test_tree_is_edited_and_put_back(visitor: Visitor, study: str, small_study: Study) -> None:
    page, node = visitor.page, small_study.tree.level("category")[0]
    visitor.visit("tree", study, node=node.id)
    page.locator(f".st-key-edit-{node.id} summary").click()
    name = page.locator("[class*=st-key-rename-] input")
    name.fill("Wanderlust 旅")
    visitor.wait()
    name.press("Enter")
    page.get_by_role("heading", name="Wanderlust 旅").wait_for()
    visitor.wait()
    page.locator(".st-key-edit-undo button").click()
    page.get_by_role("heading", name=node.name, exact=True).wait_for()
    visitor.wait()
