"""What is read of an own interest."""

import pandas as pd

from interest.ui.tree.own import to_read


def test_a_text_that_several_people_wrote_is_read_once():
    texts = pd.Series(["love it", "a tent", "love it", "a stove"])
    assert to_read(texts, pd.Series([2, 3, 0, 1])) == [2, 3, 1]
    assert to_read(texts, pd.Series([], dtype=int)) == []
