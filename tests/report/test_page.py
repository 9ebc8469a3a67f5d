"""The report as a page: complete, in both languages, safe, and sufficient unto itself."""

import re
from functools import partial
from html import unescape
from html.parser import HTMLParser

import pytest

from interest.findings import found_nothing, lacking
from interest.report import Privacy, hand_out
from interest.report.contents import comparison
from interest.report.page import html_page
from interest.report.pictures import map_picture, sunburst
from interest.texts import translate
from interest.wording import difference_text, finding_text

LOADING = {"src", "srcset", "data", "poster", "action", "formaction", "background", "manifest", "ping"}


class Elements(HTMLParser):
    """The elements of a page with their attributes, and whether they close as they open."""

    VOID = {"meta", "link", "img", "br", "hr", "input"}

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def page_of(study, language="en", **privacy) -> str:
    return html_page(hand_out(study.contents, Privacy(**privacy), language))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_says_all_there_is(segmented, language):
    page = unescape(page_of(segmented, language))
    tree = segmented.tree
    for node in [*tree.level("category"), *tree.level("topic")]:
        assert node.name in page
    for key in ("tree", "interests", "map", "segments", "people", "trust", "making", "real_ids", "quoted"):
        assert translate(language, f"handout.{key}") in page
    statements = segmented.statements.set_index("statement_id")["text"]
    assert statements[tree.level("topic")[0].examples[0]] in page
    assert "第二组" in page
    assert f"{len(segmented.statements):,}" in page
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
    weak = segmented.quality().weak()
    assert page.count('class="weak"') == len(weak[weak["level"] != "keyword"])


def test_without_segments_and_trust(uneven):
    page = page_of(uneven, "en")
    assert 'id="segments"' not in page
    assert 'id="trust"' not in page


@pytest.mark.parametrize("privacy", [{}, {"pseudonymous": True, "quotes": False, "min_users": 4}])
def test_nothing_is_loaded_from_elsewhere(segmented, privacy):
    page = page_of(segmented, **privacy)
    elements = Elements(page)
    assert elements.open == []
    for tag, attributes in elements.found:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "image", "use", "form")
        assert not LOADING & set(attributes), (tag, attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"https?://|url\(|@import", page)


def test_links_within_the_page_lead_somewhere(segmented):
    elements = Elements(page_of(segmented, min_users=4)).found
    ids = [attributes["id"] for _, attributes in elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    views = [attributes["data-view"] for _, attributes in elements if "data-view" in attributes]
    for tag, attributes in elements:
        if tag == "a":
            assert attributes["href"].removeprefix("#") in ids
            assert attributes.get("data-to", "all") in views


@pytest.mark.parametrize("language", ["en", "zh"])
def test_texts_of_users_are_texts(nasty, language):
    page = page_of(nasty, language)
    elements = Elements(page).found
    assert [tag for tag, _ in elements].count("script") == 1
    assert "img" not in [tag for tag, _ in elements]
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_pictures_show_every_share(segmented):
    handout = hand_out(segmented.contents)
    picture = sunburst(handout, "all", lambda node: f"{node.size} of it")
    for node in handout.tree:
        assert f"{node.size} of it" in picture
    views = re.findall(r'data-view="([^"]+)"', picture)
    assert views == ["all", *(node.id for node in handout.tree.level("category"))]
    assert picture.count(" hidden>") == len(views) - 1
    dots = re.findall(r"M[\d.]+ [\d.]+h0", map_picture(handout))
    assert len(dots) <= len(segmented.statements)
    assert len(dots) > len(segmented.statements) / 2  # some fall together


def test_a_tree_of_one_category_is_a_whole_ring(fake_encoder, planted_frame):
    import interest

    study = interest.build(planted_frame(n_users=6, topics=1), encoder=fake_encoder, categories=1, name="one")
    assert "NaN" not in page_of(study)
    assert sunburst(hand_out(study.contents), "all", lambda node: "").count("<path") >= 2


@pytest.mark.parametrize("language", ["en", "zh"])
def test_findings_come_first(segmented, language):
    page = unescape(page_of(segmented, language))
    found = [finding for finding in segmented.findings() if finding.kind != "weak"]
    assert found
    section = page[page.index('id="findings"') : page.index('id="tree"')]
    for finding in found:
        headline, detail = finding_text(finding, segmented.tree, partial(translate, language))
        assert headline in section
        assert detail in section
    texts = segmented.statements.set_index("statement_id")["text"]
    quoted = [texts[example] for finding in found for example in finding.quoted]
    assert all(text in section for text in quoted)
    assert section.count("<blockquote>") == len(quoted)
    assert "<blockquote>" not in page_of(segmented, language, quotes=False)
    for search in found_nothing(segmented.findings(), lacking(segmented.contents)):
        said = translate(language, f"findings.no_{search}").replace("**", "<b>", 1).replace("**", "</b>")
        assert said in page_of(segmented, language)


def test_the_newest_two_segments_are_compared_in_words(segmented):
    t = partial(translate, "en")
    segmented.segments.remove("Alone")
    segmented.segments.add_node("Small", segmented.tree.level("topic")[-1].id)
    found = comparison(hand_out(segmented.contents, language="en"), t)
    assert (found.a, found.b) == ("Small", "第二组")
    assert found.summary == difference_text(
        segmented.segments.compare("Small", "第二组"), "topic", ("Small", "第二组"), segmented.tree, t
    )
    assert {segmented.tree.level("topic")[place].name + " *" for place in (1, -1)} <= {bar.name for bar in found.bars}
    assert found.summary in unescape(page_of(segmented))


def test_short_ids_stay_in_one_line(segmented):
    assert '<span class="whole">user007</span>' in page_of(segmented)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_said_most_stands_first_with_its_statements(segmented, language):
    page = unescape(page_of(segmented, language))
    section = page[page.index('id="said"') : page.index('id="findings"')]
    points = segmented.summary().points
    assert points
    for point in points:
        assert point.text in section
        assert translate(language, "points.people", n=point.people) in section
        assert f'href="#{point.node}"' in section
        topic = page[page.index(f'<div class="topic" id="{point.node}"') :]
        for statement in point.statements[:5]:
            assert segmented.statements["text"][statement] in topic
    assert 'id="said"' not in page_of(segmented, language, quotes=False)
    assert not any(point.text in unescape(page_of(segmented, language, quotes=False)) for point in points)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_own_interests_are_listed(segmented, language):
    segmented.own.add("Dogs", words=["puppy", "leash"])
    page = html_page(hand_out(segmented.contents, language=language))
    section = page[page.index('<section id="own">') :].split("</section>")[0]
    assert "<th>Dogs</th>" in section
    assert f">{len(segmented.own.statements('Dogs')):,}<" in section
    shy = html_page(hand_out(segmented.contents, Privacy(min_users=len(segmented.own.users("Dogs")) + 1), language))
    assert '<section id="own">' not in shy
