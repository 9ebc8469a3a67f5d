"""Candidates for new topics: what people speak of since rows were added and that fits no topic of the tree."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from interest.contents import Contents, Cuts
from interest.contents.derived import derived
from interest.errors import EditError
from interest.hierarchy.clustering.centroids import nearest_group
from interest.hierarchy.clustering.neighbours import Nearest
from interest.hierarchy.editing.edits import Log
from interest.hierarchy.examples import typical_statements
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import topic_names
from interest.hierarchy.nodes import EXAMPLES, KEYPHRASES
from interest.making.leftovers import Clump, Leftovers, alike, clumps

SAME = 0.5
"""The part of the statements that were dismissed from which a clump is the same one."""
GROWN = 1.5
"""So many times what was dismissed is shown again: half as many statements more."""


@dataclass(frozen=True)
class Candidate:
    """A topic that a person may accept. Nothing of the tree is changed by it before."""

    name: str
    statements: tuple[int, ...]
    """The ids of its statements, rising."""
    examples: tuple[int, ...]
    """Ids of typical ones, the most typical first."""
    keyphrases: tuple[str, ...]
    category: str
    """The id of the category that it would stand under: the one that it is most like."""
    people: int
    new: int
    """How many of the people wrote of it in what was added."""
    added: float
    """The share of statements that were added: by chance about so many of the people would be new."""
    chance: float
    """How often chance gives such a clump where rows that are added are like those before, in [0, 1]."""

    @property
    def size(self) -> int:
        """How many statements it has."""
        return len(self.statements)


@derived("ingested", "cuts", "deferred_space", "deferred_words", "config", "foundation")
def candidates(contents: Contents) -> tuple[Candidate, ...]:
    """The candidates for new topics, the largest first; none before rows were added, or where chance can explain all.

    Of the statements that are far from all topics of the build, old and new, those that are alike are clumps; a clump
    is a candidate where more of the people behind it are new than chance explains (`interest.inference.new_by_chance`
    below .05 for all clumps together). What was accepted is in the tree; what was dismissed comes back once it has half
    as many statements more.
    """
    n, cuts, meaning = contents.foundation, contents.cuts, contents.space.meaning
    if n is None or n >= len(meaning):
        return ()
    beside = Leftovers.of(meaning, cuts.built.assignments["topic"].iloc[:n].tolist(), cuts.built.tree)
    users = contents.ingested.frame["user_id"].tolist()
    found = found_clumps(meaning, users, beside, cuts.log, n, contents.config.seed)
    return _described(contents, found) if found else ()


def candidate_of(contents: Contents, said: Candidate | str) -> Candidate:
    """The candidate that is meant, by itself or its name. Raises `EditError` where it is none (any more)."""
    found = candidates(contents)
    name = said if isinstance(said, str) else said.name
    for candidate in found:
        if candidate.name.casefold() == name.strip().casefold():
            return candidate
    names = ", ".join(f"“{candidate.name}”" for candidate in found)
    if not names:
        raise EditError("There are no candidates for new topics in this study.")
    raise EditError(f"There is no candidate “{name}”; there are {names}.")


def found_clumps(
    meaning: np.ndarray, users: Sequence[str], beside: Leftovers, log: Log, foundation: int, seed: int
) -> tuple[Clump, ...]:
    """The clumps of leftovers about which nobody has decided: see `clumps`."""
    decided = [(edit.kind, np.array(edit.rows)) for edit in log.edits if edit.rows]
    left = np.flatnonzero(beside.far)
    for kind, rows in decided:
        if kind == "accept":
            left = np.setdiff1d(left, rows)
    dismissed = [rows for kind, rows in decided if kind == "dismiss"]
    return tuple(
        clump
        for clump in clumps(meaning, users, left, beside.tight, foundation, seed)
        if not any(_is_known(clump.rows, rows) for rows in dismissed)
    )


def _is_known(rows: np.ndarray, dismissed: np.ndarray) -> bool:
    return len(np.intersect1d(rows, dismissed)) >= SAME * len(dismissed) and len(rows) < GROWN * len(dismissed)


def joined_later(cuts: Cuts, meaning: np.ndarray, far: np.ndarray) -> tuple[Log, dict[int, str]]:
    """Candidates that were accepted with the statements that came since and are like theirs.

    `meaning` (n, d) and `far` (n,) are of all statements; those that `cuts` don't know yet are new. Gives the log, and
    the keyword in the edited tree of each new statement that joins, by its position.
    """
    known = cuts.edited.assignments["keyword"].to_numpy(object)
    new = np.flatnonzero(far[len(known) :]) + len(known)
    accepted = [edit for edit in cuts.log.edits if edit.kind == "accept"]
    if not accepted or not len(new):
        return cuts.log, {}
    rows = [np.array(edit.rows) for edit in accepted]
    joins = alike(meaning, rows, new)
    places: dict[int, str] = {}
    grown = {}
    for i, (edit, own) in enumerate(zip(accepted, rows, strict=True)):
        more = new[joins == i]
        grown[edit.number] = replace(edit, rows=(*edit.rows, *more.tolist()))
        places |= zip(more.tolist(), Nearest.of(meaning[more], meaning[own]).vote(known[own]), strict=True)
    edits = tuple(grown.get(edit.number, edit) for edit in cuts.log.edits)
    return replace(cuts.log, edits=edits), places


def _described(contents: Contents, found: Sequence[Clump]) -> tuple[Candidate, ...]:
    tree, words, meaning, statements = contents.tree, contents.namable, contents.space.meaning, contents.statements
    by_category, by_topic = (statements.groupby(level).indices for level in ("category", "topic"))
    categories = {node.id: by_category[node.id] for node in tree.level("category") if not node.talk} or by_category
    stands = [nearest_group(meaning, clump.rows, categories) for clump in found]
    keywords = [topic_keywords(words, meaning, clump.rows) for clump in found]
    topics = tree.level("topic")
    # A topic is told from what is left in it once the candidates are gone.
    taken = np.concatenate([clump.rows for clump in found])
    rivals = {node: left for node in topics if len(left := np.setdiff1d(by_topic[node.id], taken))}
    parents = [*stands, *(node.parent or "" for node in rivals)]
    families = [parents.index(parent) for parent in parents]
    names = topic_names(words, meaning, keywords, families, [node.name for node in topics], [*rivals.values()])
    n = len(meaning) - (contents.foundation or 0)
    return tuple(
        Candidate(
            name=title.name,
            statements=tuple(clump.rows.tolist()),
            examples=tuple(typical_statements(meaning, words.texts, clump.rows, EXAMPLES)),
            keyphrases=tuple(words.phrases.names[i] for i in own.ranked[:KEYPHRASES]),
            category=category,
            people=clump.people,
            new=clump.new,
            added=n / len(meaning),
            chance=clump.chance,
        )
        for clump, own, title, category in zip(found, keywords, names, stands, strict=True)
    )
