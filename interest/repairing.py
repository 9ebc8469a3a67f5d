"""Damaged studies brought back as far as what is left of them goes."""

import os
import re
from dataclasses import replace
from pathlib import Path

from interest.contents import Contents, Current, Cuts
from interest.errors import StudyError
from interest.hierarchy.cutting import cut_tree
from interest.hierarchy.editing.edits import Log
from interest.library.about import COPY, MARKER, copy_of, read_about
from interest.library.checking import NEEDED, Check, check
from interest.library.files import write
from interest.library.reading import read_without
from interest.library.storage import saved
from interest.making import Editor

_NUMBER = re.compile(r"[a-z]e(\d+)")


def repair(folder: Path) -> Check:
    """Have a damaged study open again: what can be derived is, what is lost is left out. Gives what was wrong.

    A damaged tree is that of the build with the edits made again, and, where that is damaged too, cut and edited anew.
    Raises `StudyError` where nothing can be made of what is left, which then stays as it is.
    """
    folder = Path(os.path.abspath(folder))
    first = check(folder)
    if "study" in first.parts and (text := copy_of(folder)):
        write(folder / MARKER, text)
    found = check(folder)
    broken = set(found.parts) - {"copy"}
    if broken & NEEDED:
        raise StudyError(
            f"The study in {folder} can't be repaired: too much of it is damaged "
            f"({', '.join(sorted(broken & NEEDED))}). Build it anew from its data."
        )
    if "edits" in broken or ("built" in broken and "cut" not in broken):
        broken |= {"edits", "built"}  # the tree stays as edited, from which there is no way back
    if broken:
        contents = read_without(folder, broken)
        if "cut" in broken:
            contents = _cut_again(contents, has_built="built" not in broken)
        elif "edits" in broken:
            contents = contents.change(cuts=replace(contents.cuts, log=Log(made=_edits_made(contents))))
        if "feedback" in broken:
            feedback = folder / read_about(folder)["feedback"]
            feedback.replace(folder / f"damaged-{feedback.name}")  # somebody may read more in it than we can
        saved(contents, folder)
    elif found.damages:
        write(folder / COPY, (folder / MARKER).read_bytes())
    return first if first.damages else found


def _edits_made(contents: Contents) -> int:
    """How many edits there were at least: new nodes must not get ids that others have."""
    return max((int(found[1]) for node in contents.tree.nodes if (found := _NUMBER.match(node))), default=0)


def _cut_again(contents: Contents, has_built: bool) -> Contents:
    log = contents.cuts.log
    statements = contents.ingested.frame
    built = contents.cuts.built if has_built else cut_tree(contents.space, contents.words, statements, contents.config)
    if not log.edits:
        return contents.change(cuts=Cuts(built, built, log), quality=None)
    last = replace(log, edits=log.edits[:-1], undone=(*log.undone, log.edits[-1]))
    current = Current(contents.change(cuts=Cuts(built, built, last), quality=None))
    Editor(current).redo()  # which makes all of them
    return current.contents
