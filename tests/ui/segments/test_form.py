"""The ids in a pasted text."""

from interest.ui.segments.ids import split_ids


def test_pasted_ids_are_parted_but_known_ones_stay_whole() -> None:
    known = ["Smith, J", "u1", "用户二"]
    assert split_ids("Smith, J\nu1; u2,u1\n\n 用户二、用户三，u4\t u5 ", known) == (
        "Smith, J", "u1", "u2", "用户二", "用户三", "u4", "u5",
    )  # fmt: skip
    assert split_ids(" \n ,", known) == ()
