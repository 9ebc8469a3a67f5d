"""Nothing is handed on that shouldn't be, and numbers add up all the same."""

import hashlib
import io
import re
import zipfile
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd
import pytest

import interest
from interest.errors import InputError
from interest.hierarchy.tree import LEVELS
from interest.report import Privacy, hand_out
from interest.report.files import FILES
from interest.report.privacy import common_phrases, fold


def seen(study, kind: str, privacy: Privacy, language: str = "en") -> bytes:
    """All that a file holds, archives unpacked, as bytes."""
    contents = FILES[kind](hand_out(study.contents, privacy, language))
    if kind in (".html", ".json"):
        return contents
    with zipfile.ZipFile(io.BytesIO(contents)) as archive:
        return b"\n".join(name.encode() + b"\n" + archive.read(name) for name in archive.namelist())


def users_by(frame, level):
    return frame.groupby(level)["user_id"].nunique().to_dict()


def test_small_nodes_become_other_by_hand(tiny):
    folded = fold(tiny, 2)
    # c3 is a's alone: c2, the next larger, has to go with it, else "other" would be one person.
    assert folded["category"].tolist() == ["c1"] * 4 + ["other"] * 5
    # t2 is d's alone, and t1 is all that is left to hide it among
    assert folded["topic"].tolist() == ["c1-other"] * 4 + ["other-other"] * 5
    assert fold(tiny, 1) is tiny


def test_those_that_gather_the_rest_are_folded_too(tiny):
    frame = tiny.assign(keyword=["k1", "k1", "k1", "k2", "k2", "k2", "k0", "k0", "k9"], category="c", topic="t")
    assert fold(frame, 2)["keyword"].tolist() == ["k1"] * 3 + ["k2"] * 3 + ["t-other"] * 3
    assert fold(frame, 2, others=["k2"])["keyword"].tolist() == ["k1"] * 3 + ["t-other"] * 6


def test_too_few_users_altogether(tiny):
    with pytest.raises(InputError, match="only 4 users, but min_users is 5"):
        fold(tiny, 5)
    with pytest.raises(InputError, match="got 0"):
        Privacy(min_users=0)


@pytest.mark.parametrize("least", [1, 2, 3, 5, 12, 39])
def test_sizes_add_up_and_every_node_has_its_users(uneven, least):
    handout = hand_out(uneven.contents, Privacy(min_users=least), "en")
    tree, statements = handout.tree, handout.statements
    assert len(statements) == len(uneven.statements)
    for level in LEVELS:
        assert sum(node.size for node in tree.level(level)) == len(statements)
        assert users_by(statements, level) == {node.id: node.users for node in tree.level(level)}
    for node in tree:
        assert node.users >= least
        assert not node.children or sum(child.size for child in tree.children(node.id)) == node.size
        # what was said in a node's "other" can't be had by subtraction either
        assert sum(child.is_other for child in tree.children(node.id)) <= 1
    if least == 1:
        assert [n.id for n in tree] == [n.id for n in uneven.tree]
        assert {n.id: n.size for n in tree} == {n.id: n.size for n in uneven.tree}


@pytest.mark.parametrize("least", [3, 5])
def test_sources_and_phrases_have_their_users(uneven, least):
    ingested = uneven.contents.ingested
    sources = np.where(ingested.frame["user_id"] == "loner_one", "one person's diary", "many")
    ingested = replace(ingested, frame=ingested.frame.assign(source=pd.array(sources, dtype="str")))
    handout = hand_out(uneven.contents.change(ingested=ingested), Privacy(min_users=least), "zh")
    assert set(handout.statements["source"]) == {"many", "其他"}
    allowed = common_phrases(uneven.statements, uneven.mentions, least)
    assert allowed
    assert all(set(node.keyphrases) <= allowed for node in handout.tree)


@pytest.mark.parametrize(("kind", "quotes"), product(FILES, [True, False]))
def test_no_real_id_leaks(segmented, kind, quotes):
    found = seen(segmented, kind, Privacy(pseudonymous=True, quotes=quotes))
    assert not [user for user in segmented.users if user.encode() in found]
    plain = [hashlib.sha256(user.encode()).hexdigest()[:10].encode() for user in segmented.users]
    assert not [digest for digest in plain if digest in found]
    open_to_all = seen(segmented, kind, Privacy())
    assert any(user.encode() in open_to_all for user in segmented.users)


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_quote_leaks(uneven, kind, language):
    found = seen(uneven, kind, Privacy(quotes=False), language).decode("utf-8", "replace")
    texts = [text for text in uneven.statements["text"] if len(text) > 12]
    assert texts
    assert not [text for text in texts if text in found]
    if kind != ".parquet.zip":  # which is compressed within
        assert any(text in seen(uneven, kind, Privacy(), language).decode("utf-8", "replace") for text in texts)


def test_pseudonyms_are_the_same_under_one_key_alone(segmented):
    privacy = Privacy(pseudonymous=True)
    first, again = (hand_out(segmented.contents, privacy, language) for language in ("en", "zh"))
    other = hand_out(segmented.contents, Privacy(pseudonymous=True))
    assert set(first.users) == set(again.users)
    assert not set(first.users) & set(other.users)
    assert len(set(first.users)) == segmented.statements["user_id"].nunique()
    assert all(re.fullmatch(r"u-[a-z2-7]{10}", user) for user in first.users)
    assert privacy.key.hex() not in repr(privacy)


def test_pseudonyms_tell_no_order_and_no_hour(segmented):
    handout = hand_out(segmented.contents, Privacy(pseudonymous=True))
    assert handout.users == sorted(handout.users)
    assert (handout.statements["timestamp"].dt.normalize() == handout.statements["timestamp"]).all()
    assert all(list(group.members) == sorted(group.members) for group in handout.groups)


def test_small_segments_and_small_parts_of_them_are_left_out(segmented):
    assert [group.name for group in hand_out(segmented.contents).groups] == ["First <b>ones</b>", "第二组", "Alone"]
    handout = hand_out(segmented.contents, Privacy(min_users=3))
    assert [group.name for group in handout.groups] == ["First <b>ones</b>", "第二组"]
    assert handout.groups_left_out == 1
    assert b"Alone" not in seen(segmented, ".zip", Privacy(min_users=3))
    first, second = handout.groups
    rows = handout.group_profile(first).interests
    assert (rows["share_a"] * len(first.members)).round().min() >= 3
    both = handout.compare(first, second)
    counts = (both["share_b"] * len(second.members)).round()
    assert ((counts == 0) | (counts >= 3)).all()


def test_all_but_a_few_is_no_segment_either(segmented):
    segmented.segments.add_ids("Nearly all", segmented.users[:-2])
    assert "Nearly all" in [group.name for group in hand_out(segmented.contents).groups]
    assert "Nearly all" not in [group.name for group in hand_out(segmented.contents, Privacy(min_users=3)).groups]


def test_hidden_nodes_are_not_handed_on(segmented):
    gone = segmented.tree.level("category")[0]
    segmented.edit.hide(gone.id)
    handout = hand_out(segmented.contents)
    assert gone.id not in handout.tree
    assert len(handout.statements) == len(segmented.statements) - gone.size


def test_findings_about_few_people_are_not_handed_on(uneven):
    few = [finding for finding in uneven.findings() if finding.kind == "concentrated"]
    people = {user for finding in few for user in finding.people}
    assert people
    pseudonymous = hand_out(uneven.contents, Privacy(pseudonymous=True))
    named = {user for finding in pseudonymous.findings for user in finding.people}
    assert len(named) == len(people)
    assert named <= set(pseudonymous.users)
    handout = hand_out(uneven.contents, Privacy(min_users=3))
    assert handout.findings
    assert all(finding.kind != "concentrated" and finding.users >= 3 for finding in handout.findings)
    assert all(node in handout.tree for finding in handout.findings for node in finding.nodes)


@pytest.mark.parametrize("kind", [".html", ".xlsx", ".zip", ".json"])
def test_contacts_are_hidden_with_pseudonyms(planted_frame, fake_encoder, kind):
    frame = planted_frame(n_users=20)
    frame["text"] = [f"{text} 13812345678 or ann@example.com" for text in frame["text"]]
    study = interest.build(frame[["user_id", "text"]], encoder=fake_encoder, mask=False)
    assert b"ann@example" in seen(study, kind, Privacy())
    handed_on = seen(study, kind, Privacy(pseudonymous=True))
    assert b"ann@example" not in handed_on and b"13812345678" not in handed_on
    assert "[…] or […]".encode() in handed_on or b"[\\u2026] or [\\u2026]" in handed_on


@pytest.mark.parametrize("least", [1, 4, 8])
def test_a_point_of_few_people_never_appears(uneven, least):
    handout = hand_out(uneven.contents, Privacy(min_users=least, pseudonymous=True))
    points = [point for said in handout.summaries.values() for point in said]
    assert points or least > max(point.people for point in uneven.summary().points)
    assert all(point.people >= least and point.node in handout.tree for point in points)
    behind = handout.statements.set_index("statement_id")["user_id"]
    assert all(behind[list(point.statements)].nunique() == point.people for point in points)
    assert not hand_out(uneven.contents, Privacy(quotes=False)).summaries
