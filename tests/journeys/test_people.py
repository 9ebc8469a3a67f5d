"""Journeys to people: the map, users, segments, search, in a real browser."""

import re

import pytest
from visiting import Visitor

from interest.study import Study

pytestmark = pytest.mark.browser
PLACES = """many => {
    const chart = document.querySelector(".js-plotly-plot"), {xaxis, yaxis} = chart._fullLayout;
    const box = chart.getBoundingClientRect(), {x, y} = chart._fullData[0];
    return [...x].slice(0, many).map((at, i) =>
        [box.x + xaxis._offset + xaxis.l2p(at), box.y + yaxis._offset + yaxis.l2p(y[i])]);
}"""
"""Where the first points of the map lie on the screen."""


def test_map_from_a_point_and_from_a_lasso(visitor: Visitor, study: str) -> None:
    page = visitor.page
    visitor.visit("map", study)
    page.locator("canvas").first.wait_for(state="attached")
    page.wait_for_timeout(1_500)
    visitor.click_at(*page.evaluate(PLACES, 1)[0])
    visitor.heading("map.statement", level=3)
    visitor.visit("map", study)
    page.locator("canvas").first.wait_for(state="attached")
    page.wait_for_timeout(1_500)
    page.locator(f".modebar-btn[data-title='{visitor.t('figure.lasso')}']").click()
    places = page.evaluate(PLACES, 20)
    left, right = min(x for x, _ in places) - 8, max(x for x, _ in places) + 8
    top, bottom = min(y for _, y in places) - 8, max(y for _, y in places) + 8
    page.mouse.move(left, top)
    page.mouse.down()
    for x, y in ((right, top), (right, bottom), (left, bottom), (left, top)):
        page.mouse.move(x, y, steps=6)
    page.mouse.up()
    visitor.heading("segments.on_map", level=3)
    visitor.wait()
    page.locator(".st-key-lasso-keep button").click()
    visitor.sees(visitor.t("segments.to_page"))
    visitor.wait()
    page.get_by_text(visitor.t("segments.to_page")).click()
    visitor.heading("nav.segments", level=1)
    page.get_by_role("heading", name=visitor.t("segments.members"), exact=True).wait_for()
    visitor.wait()


def test_users_are_found_and_judged(visitor: Visitor, study: str, small_study: Study) -> None:
    page = visitor.page
    visitor.visit("users", study)
    visitor.pick("users.find", "user007")
    page.wait_for_url(re.compile("user=user007"))
    card = page.locator("[class*=st-key-recommended-] button").first
    first = card.inner_text()
    hide = page.locator("[class*=st-key-judge-hide-interest-] button").first
    visitor.reach(hide, most=90)
    page.keyboard.press("Enter")
    page.locator(".st-key-judge-undo button").wait_for()
    visitor.wait()
    assert card.inner_text() != first
    page.locator(".st-key-judge-undo button").click()
    page.locator(".st-key-judge-undo").wait_for(state="detached")
    visitor.wait()
    assert card.inner_text() == first
    like = page.locator("[class*=st-key-judge-like-interest-] button").first
    like.click()
    page.get_by_role("button", name=visitor.t("feedback.liked")).first.click()
    visitor.sees(visitor.t("feedback.none"))
    page.locator("[class*=st-key-similar-] button").first.click()
    page.wait_for_function("() => !location.search.includes('user=user007')")
    visitor.wait()


def test_two_segments_are_compared(visitor: Visitor, small_study: Study) -> None:
    page, study = visitor.page, f"spare-{visitor.language}"
    first, second = small_study.tree.level("category")[:2]
    visitor.visit("tree", study, node=first.id)
    visitor.button("segments.of_node").click()
    visitor.heading("nav.segments", level=1)
    visitor.wait()
    page.locator(".st-key-rule-keep button").click()
    visitor.sees(visitor.t("segments.one_more"))
    visitor.visit("tree", study, node=second.id)
    visitor.button("segments.of_node").click()
    visitor.heading("nav.segments", level=1)
    visitor.wait()
    keep = page.locator(".st-key-rule-keep button")
    page.locator("[class*=st-key-rule-name] input").fill("第二 second")
    visitor.wait()
    visitor.reach(keep, most=80)
    page.keyboard.press("Enter")
    page.locator(".st-key-compare-newest button").click()
    page.locator(".js-plotly-plot .barlayer .point").first.wait_for(state="attached")
    visitor.sees(visitor.t("segments.butterfly_help")[:40])


def test_search_in_the_other_language(visitor: Visitor, study: str) -> None:
    text = {"en": "吉他 和弦 音箱", "zh": "guitar chords amplifier"}[visitor.language]
    visitor.visit("search", study)
    box = visitor.page.get_by_label(visitor.t("search.text"))
    visitor.reach(box)
    visitor.page.keyboard.type(text)
    visitor.page.keyboard.press("Enter")
    visitor.page.locator("[class*=st-key-found-user-] button").first.wait_for()
    visitor.wait()
    assert "guitar" in visitor.page.get_by_test_id("stMain").inner_text()
