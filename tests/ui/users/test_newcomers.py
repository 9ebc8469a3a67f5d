"""People who are not in the study."""

import pandas as pd
import pytest

from interest.errors import InputError
from interest.ingest import frame_table
from interest.study import Study
from interest.ui.users import newcomers


def test_newcomers_are_met_and_leave_no_trace(small_study: Study) -> None:
    before = small_study.statements.copy()
    table = frame_table(
        pd.DataFrame({"user_id": ["a", "a", "b"], "text": ["puppy and leash", "kennel and fetch", "guitar chords"]})
    )
    people = newcomers.texts_by_user(table)
    assert people == {"a": ["puppy and leash", "kennel and fetch"], "b": ["guitar chords"]}
    seen: list[float] = []
    found = newcomers.meet(small_study, people, 3, seen.append)
    assert seen == [0.5, 1.0]
    assert [len(person.placed) for person in found] == [2, 1]
    assert all(len(person.neighbours) == 3 for person in found)
    table = newcomers.summary(found, small_study.tree)
    assert table["user_id"].tolist() == ["a", "b"]
    assert table["similar"][0] == found[0].neighbours["user_id"].tolist()
    pd.testing.assert_frame_equal(small_study.statements, before)


def test_a_file_without_texts_is_refused() -> None:
    with pytest.raises(InputError):
        newcomers.texts_by_user(frame_table(pd.DataFrame({"number": ["1", "2"]})))
