"""What is said of results in words, without Streamlit."""

import subprocess
import sys
from functools import partial

import pytest

from interest.evaluation import REASONS
from interest.segments import Ids, Interest, Rule, Segment
from interest.wording import LANGUAGES, LIMITS, definition_text, reasons_text, translate


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language):
    t = partial(translate, language)
    assert set(LIMITS) == set(REASONS)
    assert len(reasons_text(REASONS, t).split(t("app.listing"))) == len(REASONS)
    assert reasons_text((), t) == ""


@pytest.mark.parametrize(
    ("language", "said"), [("en", "source: forum · rated: Disliked"), ("zh", "来源：forum · 评分：不喜欢")]
)
def test_definitions_in_words(language, said):
    t = partial(translate, language)
    rule = Rule((Interest("c1", 0.2, "Pets"),), source="forum", opinion="disliked")
    assert definition_text(Segment("a", rule), t) == f"Pets ≥ 20% · {said}"
    assert "2" in definition_text(Segment("b", Ids(("u1", "u2"))), t)


def test_it_speaks_without_streamlit():
    code = "import sys, interest.wording as w; w.catalogue('zh'); sys.exit('streamlit' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
