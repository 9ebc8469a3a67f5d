"""Journeys to what changed and how far to trust it, in a real browser."""

from pathlib import Path

import pytest
from visiting import Visitor

from interest.study import Study

pytestmark = pytest.mark.browser


def test_before_and_after_a_day(visitor: Visitor, study: str) -> None:
    page = visitor.page
    visitor.visit("compare", study)
    days = page.get_by_role("radio", name=visitor.t("compare_way.days"))
    days.click()
    visitor.heading("compare.picture", level=3)
    visitor.wait()
    assert page.get_by_test_id("stMetric").count() == 3
    page.get_by_role("radio", name=visitor.t("level.category"), exact=True).click()
    visitor.wait()
    with page.expect_download() as saved:
        visitor.button("compare.download").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\xef\xbb\xbf")


def test_two_studies_are_compared(visitor: Visitor, study: str) -> None:
    """With a study of the same data nothing can have changed, and everybody is on both sides."""
    visitor.visit("compare", study, other=f"spare-{visitor.language}")
    visitor.sees(visitor.t("compare.nothing")[:30])
    visitor.wait()
    assert visitor.link()["other"] == f"spare-{visitor.language}"
    people = [box.inner_text() for box in visitor.page.get_by_test_id("stMetricValue").all()]
    assert len(people) == 3 and len(set(people)) == 1


def test_a_training_is_started_and_cancelled(visitor: Visitor, study: str) -> None:
    visitor.visit("learning", study)
    visitor.reach(visitor.button("learning.start"))
    visitor.page.keyboard.press("Enter")
    visitor.button("job.cancel").click()
    visitor.sees(visitor.t("learning.cancelled"))
    visitor.button("learning.start").wait_for()


def test_trust_says_why(visitor: Visitor, study: str, small_study: Study) -> None:
    visitor.visit("quality", study)
    visitor.heading("quality.nodes", level=3)
    visitor.wait()
    topic = small_study.tree.level("topic")[0]
    visitor.pick("tree.find", topic.name)
    visitor.page.get_by_role("heading", name=topic.name, exact=True).wait_for()
    visitor.reach(visitor.button("users.open_node"), most=80)
    visitor.page.keyboard.press("Enter")
    visitor.heading("nav.tree", level=1)
    assert visitor.link()["node"] == topic.id
