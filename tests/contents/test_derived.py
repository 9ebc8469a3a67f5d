"""What is derived from contents, and what makes it stale."""

from dataclasses import fields, replace

import pytest

from interest.contents import Contents, Current, Cuts
from interest.contents.derived import Derived, declared, derived
from interest.study import Study

PARTS = {field.name for field in fields(Contents)} - {"known"}


class Watched(Contents):
    """Contents that notice which of their parts are read."""

    def __getattribute__(self, name: str) -> object:
        if name in PARTS:
            object.__getattribute__(self, "read").add(name)
        return object.__getattribute__(self, name)


def watched(contents: Contents) -> Watched:
    """The same parts, nothing derived yet, nothing read yet."""
    copy = object.__new__(Watched)
    vars(copy).update(vars(contents), known=Derived(), read=set())
    return copy


@pytest.mark.parametrize("name", [compute.__qualname__ for compute in declared])
def test_all_parts_that_are_read_are_named(small_study: Study, name: str) -> None:
    """Else a change would leave something as it was that follows from what changed."""
    ask, parts, despite = next(entry for compute, entry in declared.items() if compute.__qualname__ == name)
    contents = watched(small_study.contents.change(fusion=None))
    ask(contents)
    assert contents.read - despite <= parts
    assert parts <= PARTS


def test_it_is_computed_once_until_what_it_follows_from_changes(small_study: Study) -> None:
    asked = []

    @derived("ingested", "cuts")
    def size(contents: Contents) -> int:
        asked.append(contents)
        return len(contents.statements)

    del declared[next(compute for compute in declared if compute.__qualname__ == size.__qualname__)]
    contents = small_study.contents
    assert size(contents) == size(contents) == 480
    assert size(contents.change(name="other")) == 480
    assert len(asked) == 1
    assert size(contents.change(cuts=replace(contents.cuts))) == 480
    assert len(asked) == 2
    assert size(contents.change(cuts=contents.cuts)) == 480  # the same object is no change
    assert len(asked) == 2


def test_an_edit_leaves_what_does_not_follow_from_the_tree(small_study: Study) -> None:
    study = Study(small_study.contents)
    before = study.mentions, study.users, study.contents.user_vectors
    profiles = study.profiles
    study.edit.rename(study.tree.level("topic")[0].id, "Renamed")
    after = study.mentions, study.users, study.contents.user_vectors
    assert all(one is other for one, other in zip(before, after, strict=True))
    assert study.profiles is not profiles
    assert small_study.profiles is profiles  # the study that it was taken from is as it was


def test_who_changes_contents_changes_them_for_all_who_look(small_study: Study) -> None:
    current = Current(small_study.contents)
    former = current.contents
    current.change(name="new")
    assert (current.contents.name, former.name) == ("new", "small")
    assert current.contents.cuts is former.cuts


def test_fresh_cuts_have_no_edits(small_study: Study) -> None:
    cuts = Cuts.fresh(small_study.contents.cut)
    assert cuts.built is cuts.edited and not cuts.log.edits
    assert cuts.successors("nobody") == ()
