"""What of a study is handed on: the one place that reads the study; pages and tables are made of this alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial

import pandas as pd

from interest.audit import figures as measured
from interest.contacts import mask_contacts
from interest.contents import Contents, Current
from interest.evaluation import Quality
from interest.figures.style import node_colours
from interest.findings import Finding, Search, find, found_nothing, lacking
from interest.guided import Own, own_table
from interest.hierarchy.tree import InterestTree
from interest.ingest import Unit
from interest.report.columns import allowed
from interest.report.privacy import Privacy, common_phrases, fold, tree_of
from interest.segments import Segment, Segments, asked
from interest.segments.contrasts import SegmentProfile, contrast
from interest.summaries import Point, summary
from interest.texts import PEOPLE, Language, Say, translate
from interest.users import Profiles

OTHER_COLOUR = "#b4bcbc"


@dataclass(frozen=True)
class Group:
    """A segment that is handed on."""

    segment: Segment
    members: tuple[str, ...]
    """Its users, as they are called in the handout."""
    about: tuple[str, ...]
    """The ids of the nodes that define it."""

    @property
    def name(self) -> str:
        """The name of the segment."""
        return self.segment.name


@dataclass(frozen=True)
class Making:
    """How the study was made."""

    encoder: str
    seed: int
    rows: int
    """Input rows."""
    cleaning: Mapping[str, int]
    """How often each reason of the cleaning report occurs."""
    edits: int


@dataclass(frozen=True, eq=False)
class Handout:
    """A study as others may see it. Nothing here says more than its `privacy` allows."""

    name: str
    language: Language
    """Of what is written around it."""
    privacy: Privacy
    made_on: date
    making: Making
    tree: InterestTree
    colours: Mapping[str, str]
    """The colour of each node by id, that of the app."""
    statements: pd.DataFrame
    """As in `Study.statements`, without what lies in hidden nodes; `text` is empty without quotes."""
    findings: tuple[Finding, ...]
    """What stands out, of the nodes that are shown, without what is weak: that is marked where it stands."""
    found_nothing: tuple[Search, ...]
    """What was looked for in vain."""
    summaries: Mapping[str, tuple[Point, ...]]
    """What is said most, by the id of a category or topic, "" for the whole; none without quotes."""
    groups: tuple[Group, ...]
    groups_left_out: int
    """Segments that can't be applied, or by which too few people could be told apart."""
    own: pd.DataFrame
    """Own interests, as `interest.guided.own_table` has them, of the statements that are shown; those of too few
    people are left out."""
    drivers: pd.DataFrame
    """Which interests go with the outcomes of people, as `interest.segments.asked` has it, without rows that tell of
    fewer people than allowed."""
    ticked: frozenset[str]
    """The columns among these outcomes that say one value or nothing."""
    columns: pd.DataFrame
    """Which values of the data's columns go with which interests, as `interest.findings.by_columns` has it, without
    rows that tell of fewer people than allowed."""
    of_people: frozenset[str]
    """The columns that say one thing of each person; the others differ from statement to statement."""
    quality: Quality | None
    """What is known of the nodes that are left; None where it was not asked for."""
    precision: pd.DataFrame
    """How much of the whole and of the nodes that are left is right, by who read some of it: see
    `interest.audit.figures`, without what nothing is claimed of; no statements, and no rows where nobody read any."""
    unit: Unit = "user"
    """What is counted beside statements: see `Statements.unit`."""

    @property
    def has_people(self) -> bool:
        """Whether a column says who wrote."""
        return self.unit == PEOPLE

    @property
    def say(self) -> Say:
        """The texts in the language of the handout; where nobody is known, of rows."""
        return partial(translate, self.language, unit=self.unit)

    @cached_property
    def profiles(self) -> Profiles:
        """Everybody's profile over the tree of the handout."""
        return Profiles.of(self.statements, self.tree)

    @cached_property
    def profile_table(self) -> pd.DataFrame:
        """The same as a table: see `Profiles.to_frame`."""
        return self.profiles.to_frame()

    @cached_property
    def by_id(self) -> pd.DataFrame:
        """The statements by their ids."""
        return self.statements.set_index("statement_id")

    @cached_property
    def users(self) -> list[str]:
        """Who wrote something, as they are called here."""
        return list(dict.fromkeys(self.statements["user_id"]))

    def group_profile(self, group: Group) -> SegmentProfile:
        """A segment against everybody else. Nodes that fewer than `min_users` of its users have are left out."""
        members = set(group.members)
        rows = self._contrast(group, [user for user in self.users if user not in members], group.about)
        statements = int(self.statements["user_id"].isin(members).sum())
        return SegmentProfile(group.name, len(members), statements, rows[rows["share_a"] > 0])

    def compare(self, a: Group, b: Group) -> pd.DataFrame:
        """Two segments, as `contrast` has it. Nodes that some of a segment's users have, but too few, are left out."""
        return self._contrast(a, b.members, {*a.about, *b.about})

    def _contrast(self, group: Group, theirs: Collection[str], nodes: Collection[str]) -> pd.DataFrame:
        rows = contrast(self.profiles, self.tree, group.members, theirs, nodes)
        wrote = set(self.users)
        for column, users in (("share_a", group.members), ("share_b", theirs)):
            count = (rows[column] * len(wrote.intersection(users))).round()
            rows = rows[(count == 0) | (count >= self.privacy.min_users)]
        return rows.reset_index(drop=True)


def hand_out(contents: Contents, privacy: Privacy | None = None, language: Language | None = None) -> Handout:
    """What of a study may be handed on; `language` is that of the study's names by default.

    Raises `InputError` where the study has fewer users than a node must have to be shown.
    """
    privacy = privacy or Privacy()
    language = language or ("zh" if contents.naming_language.startswith("zh") else "en")
    seen = contents.tree.in_sight(contents.statements)
    found = find(contents)
    folded = fold(seen, privacy.min_users, [node.id for node in contents.tree if node.is_other])
    tree = tree_of(folded, contents.tree, translate(language, "handout.other"))
    if privacy.min_users > 1:
        tree = _with_phrases(tree, common_phrases(seen, contents.mentions, privacy.min_users))
    names = privacy.called(contents.users)
    groups = _groups(contents, privacy, names)
    drivers = _drivers(asked(contents).table, tree, privacy.min_users)
    return Handout(
        name=contents.name,
        language=language,
        privacy=privacy,
        made_on=date.today(),
        making=_making(contents),
        tree=tree,
        colours=_colours(tree, contents.tree),
        statements=_statements(folded, privacy, names, translate(language, "handout.other")),
        findings=_findings(found, tree, privacy, names, drivers),
        found_nothing=found_nothing(found, lacking(contents)),
        summaries=_summaries(contents, tree, privacy),
        groups=groups,
        groups_left_out=len(contents.segments) - len(groups),
        own=_own(contents, folded, privacy.min_users),
        drivers=drivers,
        ticked=frozenset(one.outcome.column for one in asked(contents).outcomes if one.outcome.ticked),
        columns=allowed(contents, tree, privacy.min_users),
        of_people=frozenset(contents.ingested.attributes.of_users),
        quality=_quality(contents.quality, tree),
        precision=_precision(contents, tree),
        unit=contents.unit,
    )


def _with_phrases(tree: InterestTree, phrases: Collection[str]) -> InterestTree:
    """The tree without the phrases of nodes that are not among these."""
    return InterestTree(
        {
            node.id: replace(node, keyphrases=tuple(phrase for phrase in node.keyphrases if phrase in phrases))
            for node in tree
        }
    )


def _statements(folded: pd.DataFrame, privacy: Privacy, names: Mapping[str, str], other: str) -> pd.DataFrame:
    """The statements without what may not be seen of them."""
    found = folded.assign(user_id=folded["user_id"].map(names).astype("str"))
    few = found.groupby("source")["user_id"].transform("nunique") < privacy.min_users
    found.loc[few, "source"] = other
    if not privacy.quotes:
        found["text"] = pd.array([""] * len(found), dtype="str")
    if privacy.pseudonymous:
        found["text"] = pd.array([mask_contacts(text).text for text in found["text"]], dtype="str")
        # The order of users in the input would tell who is who to those who know it.
        found["timestamp"] = found["timestamp"].dt.normalize()
        found = found.sort_values("user_id", kind="stable")
    return found


def _findings(
    found: tuple[Finding, ...], tree: InterestTree, privacy: Privacy, names: Mapping[str, str], drivers: pd.DataFrame
) -> tuple[Finding, ...]:
    """The findings with enough people behind them; with a minimum, none that is about few people."""
    told, outcomes = [], set(zip(drivers["column"], drivers["node_id"], strict=True))
    for finding in found:
        nodes = tuple(node for node in finding.nodes if node in tree)
        whole = nodes == finding.nodes if finding.kind != "largest" else nodes[:1] == finding.nodes[:1]
        alone = finding.kind == "concentrated" and privacy.min_users > 1
        groups = tuple(part for part in finding.groups if part.users >= privacy.min_users)
        whole = whole and (finding.goes is None or (finding.goes.column, finding.node) in outcomes)
        whole = whole and len(groups) == len(finding.groups)  # else a small one could be told from the sum
        if whole and not alone and finding.kind != "weak" and finding.users >= privacy.min_users:
            told.append(replace(finding, nodes=nodes, people=tuple(names[user] for user in finding.people)))
    return tuple(told)


def _summaries(contents: Contents, tree: InterestTree, privacy: Privacy) -> dict[str, tuple[Point, ...]]:
    """The points of nodes that are shown; with a minimum, none that fewer people say."""
    if not privacy.quotes:
        return {}
    shown = [node.id for node in tree if node.level != "keyword" and node.id in contents.tree]
    points = {node: summary(contents, node or None).points for node in ("", *shown)}
    return {
        node: tuple(point for point in said if point.people >= privacy.min_users and point.node in tree)
        for node, said in points.items()
    }


def _own(contents: Contents, statements: pd.DataFrame, min_users: int) -> pd.DataFrame:
    table, own = own_table(contents), Own(Current(contents))
    shown = [statements.index.intersection(own.statements(name)["statement_id"]) for name in table["name"]]
    users = [statements.loc[rows, "user_id"].nunique() for rows in shown]
    table = table.assign(statements=[len(rows) for rows in shown], users=users)
    return table[table["users"] >= max(min_users, 1)].reset_index(drop=True)


def _drivers(rows: pd.DataFrame, tree: InterestTree, min_users: int) -> pd.DataFrame:
    """The rows of nodes that are shown, behind each figure of which are people enough; none that names what was held
    fixed and is not shown.

    Of a share, also those with the value and those without must be enough on either side: where all or none have it, it
    is known of each.
    """
    shown = {node.name for node in tree}
    here = rows[rows["node_id"].isin(list(tree.nodes))]
    here = here.assign(beside=[tuple(name for name in names if name in shown) for names in here["beside"]])
    sides = [(here["users"], here["with_it"]), (here["people"] - here["users"], here["without"])]
    fewest = [people for people, _ in sides]
    for people, mean in sides:
        have = (people.astype(float) * mean.astype(float)).round()
        fewest += [part.where(here["value"] != "", people) for part in (have, people - have)]
    enough = pd.concat([part.astype(float) for part in fewest], axis=1).min(axis=1) >= min_users
    return here[enough | (min_users == 1)].reset_index(drop=True)


def _groups(contents: Contents, privacy: Privacy, names: Mapping[str, str]) -> tuple[Group, ...]:
    """The segments by which nobody can be told apart, neither those in them nor those who are not."""
    segments, groups = Segments(Current(contents)), []
    for segment in segments:
        if segments.missing(segment.name):
            continue
        members = segments.members(segment.name)
        rest = len(contents.users) - len(members)
        if len(members) >= privacy.min_users and (rest == 0 or rest >= privacy.min_users):
            groups.append(Group(segment, tuple(sorted(names[user] for user in members)), segments.about(segment.name)))
    return tuple(groups)


def _making(contents: Contents) -> Making:
    counts = contents.report.counts
    return Making(
        encoder=contents.config.encoder,
        seed=contents.config.seed,
        rows=contents.report.n_rows,
        cleaning=dict(zip(counts["reason"], (int(count) for count in counts["count"]), strict=True)),
        edits=len(contents.cuts.log.edits),
    )


def _colours(tree: InterestTree, former: InterestTree) -> dict[str, str]:
    """Nodes keep the colours of the app; what was folded is grey."""
    known = node_colours(former)
    return {node.id: known.get(node.id, OTHER_COLOUR) for node in tree}


def _quality(quality: Quality | None, tree: InterestTree) -> Quality | None:
    if quality is None:
        return None
    return replace(quality, nodes=quality.nodes[quality.nodes["node_id"].isin(list(tree.nodes))])


def _precision(contents: Contents, tree: InterestTree) -> pd.DataFrame:
    rows = measured(contents)
    shown = rows["node_id"].isin(["", *tree.nodes])
    return rows[shown & rows["precision"].notna()].drop(columns="needed").reset_index(drop=True)
