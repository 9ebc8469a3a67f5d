"""Words show what somebody does with a statement; where they show nothing, nothing is claimed."""

import pytest

from interest.language import KINDS_TOLD, STATEMENT_KINDS, cues_in
from interest.language.languages import language

SAID = {
    ("en", "wish"): ("Please add a calendar", "It would be really nice to have tabs", "I wish it were blue"),
    ("en", "complaint"): ("Not worth the money", "It took almost three weeks"),
    ("en", "question"): ("Blue?", "how do I open it", "Can I wash it"),
    ("en", "praise"): ("Love it", "not bad at all", "Best holiday we have ever had"),
    ("en", "fault"): ("It crashes daily", "The app isn’t working", "It doesn't recognise my card"),
    ("zh", "wish"): ("希望增加日历", "要是再便宜点就好了"),
    ("zh", "complaint"): ("客服不回消息", "太贵"),
    ("zh", "question"): ("怎么打开", "蓝色的？"),
    ("zh", "praise"): ("非常好用", "很满意"),
    ("zh", "fault"): ("一直闪退", "無法登入"),
}
NOTHING = {
    "en": ("A walk by the sea", "scampering squirrels", "bugle lessons"),
    "zh": ("海边散步",),
}


@pytest.mark.parametrize(("code", "kind", "text"), [(*told, text) for told, texts in SAID.items() for text in texts])
def test_a_cue_shows_the_kind(code: str, kind: str, text: str) -> None:
    shown = dict(zip(STATEMENT_KINDS, cues_in(text, code), strict=True))
    assert shown[kind] == max(shown.values()) > 0


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in NOTHING.items() for text in texts])
def test_no_part_of_a_word_is_a_cue(code: str, text: str) -> None:
    assert not any(cues_in(text, code))


@pytest.mark.parametrize("code", KINDS_TOLD)
def test_every_kind_has_cues_and_as_many_examples(code: str) -> None:
    own = language(code)
    assert set(own.cues) == set(STATEMENT_KINDS)
    assert set(own.seeds) == {*STATEMENT_KINDS, "none"}
    assert len({len(texts) for texts in own.seeds.values()}) == 1
    assert all(len(set(cues)) == len(cues) for cues in own.cues.values())
