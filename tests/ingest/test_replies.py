"""Replies below comments: found at any depth, and in no time where a record is no comment at all."""

import time

import pytest

from interest.ingest.sources.talks.replies import with_replies


def comment(number: int, **more: object) -> dict[str, object]:
    return {"id": number, "text": f"comment number {number}", "likes": 3, **more}


def test_replies_to_replies_are_records_in_their_order():
    record = comment(1, replies=[comment(2, replies=[comment(3)]), comment(4)])
    found, below = with_replies([(7, record), (8, comment(5))])
    assert [(number, each["id"]) for number, each in found] == [(7, 1), (7, 2), (7, 3), (7, 4), (8, 5)]
    assert below == 3


@pytest.mark.parametrize("n", [2, 12_000])
def test_lists_of_other_things_are_left_where_they_are(n):
    record = {f"k{i}": [{"size": 1, "note": "of another kind"}] if i % 2 else {"a": "b c", "d": i} for i in range(n)}
    start = time.process_time()
    assert with_replies([(1, record)]) == ([(1, record)], 0)
    assert time.process_time() - start < 2
