"""The log of edits."""

import pytest

from interest.hierarchy.editing.edits import Edit, Log


def test_the_log_as_json():
    log = (
        Log().add(Edit("merge", ("t1", "t2"), ("两者",), called=("a", "b"))).add(Edit("split", ("t3",), into=3)).undo()
    )
    assert Log.from_json(log.to_json()) == log
    for text in ("[]", "{}", "{", '{"edits": [{"kind": "x", "nodes": []}], "undone": [], "made": 1}'):
        with pytest.raises((ValueError, KeyError, TypeError)):
            Log.from_json(text)
