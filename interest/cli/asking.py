"""The commands that ask a study something."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, cast

import pandas as pd
import typer

from interest.cli.console import (
    JsonOption,
    StudyArgument,
    named,
    node_of,
    opened,
    print_json,
    print_table,
    progress_bar,
)
from interest.cli.learning import predicted_record, predicted_text
from interest.errors import InputError
from interest.export import records
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.recommend import Intent, whose
from interest.study import Study
from interest.users import Profile

TopOption = Annotated[int, typer.Option("--k", "-k", min=1, help="How many of each kind.")]
TOPICS_SHOWN = 10
QUOTES = 2  # statements shown a topic


def tree(
    study: StudyArgument,
    as_json: JsonOption = False,
    mermaid: Annotated[bool, typer.Option("--mermaid", help="Print a Mermaid flow chart.")] = False,
    categories: Annotated[
        int | None, typer.Option(help="Cut the tree anew, into about so many.", min=1, max=1000)
    ] = None,
    level: Annotated[
        Level | None, typer.Option(help="How far down; by default all, in a chart as far as topics.")
    ] = None,
    hidden: Annotated[bool, typer.Option("--hidden", help="With the nodes that were hidden.")] = False,
) -> None:
    """Print the tree of interests, as edited."""
    if as_json and mermaid:
        raise typer.BadParameter("--json and --mermaid can't be had at once.")
    found = opened(study)
    if categories is not None:
        found = found.recut(categories=categories, topics=found.config.topics)
    shown = _down_to(level or "keyword", found.tree.with_hidden() if hidden else found.tree)
    if as_json:
        typer.echo(shown.to_json())
    elif mermaid:
        typer.echo(shown.to_mermaid(keywords=level == "keyword"))
    else:
        typer.echo(shown.to_text(keywords=len(shown) if level else 5))
        for note in found.notes:
            typer.echo(f"\n{note}")
        if not hidden and (away := found.tree.hidden()):
            typer.echo(f"\nHidden, to be seen with --hidden: {', '.join(node.name for node in away)}.")


def _down_to(level: Level, tree: InterestTree) -> InterestTree:
    """The tree without hidden nodes and what lies below a level."""
    kept = LEVELS[: LEVELS.index(level) + 1]
    below = {node.id: tuple(child.id for child in tree.children(node.id) if child.level in kept) for node in tree}
    return InterestTree({node.id: replace(node, children=below[node.id]) for node in tree if node.level in kept})


def user(
    study: StudyArgument,
    user_id: Annotated[str, typer.Argument(metavar="USER", help="A user's id.")],
    as_json: JsonOption = False,
) -> None:
    """Print what a user cares about, the statements that show it, and who is alike."""
    found = opened(study)
    profile = found.profile(user_id)
    similar = _compared(found.similar_users(user_id), found, partial(found.people.shared_evidence, user_id))
    if as_json:
        times = {"first": profile.first, "last": profile.last}
        print_json(
            {
                "user_id": user_id,
                "n_statements": profile.n_statements,
                "breadth": profile.breadth,
                **{name: time.isoformat() if time is not None else None for name, time in times.items()},
                "weights": records(profile.weights),
                "evidence": records(profile.evidence),
                "similar": _similar_records(similar),
                **predicted_record(found, user_id),
            }
        )
        return
    period = f", {profile.first:%Y-%m-%d} to {profile.last:%Y-%m-%d}" if profile.first is not None else ""
    typer.echo(f"{user_id}: {_statements(profile.n_statements)}{period}; breadth {profile.breadth:.1f} topics")
    if predicted := predicted_text(found, user_id):
        typer.echo(predicted)
    print_table("Interests", ("share", "lift", "interest", "for example"), _profile_rows(profile, found.tree))
    _print_similar(similar, found.tree)


def _statements(count: int) -> str:
    return f"{count:,} statement{'' if count == 1 else 's'}"


def _profile_rows(profile: Profile, tree: InterestTree) -> Iterator[tuple[str, ...]]:
    for node, weight, lift in profile.top("topic", TOPICS_SHOWN)[["node_id", "weight", "lift"]].itertuples(index=False):
        quotes = profile.evidence.loc[profile.evidence["node_id"] == node, "text"].head(QUOTES)
        yield f"{weight:.0%}", f"{lift:.1f}", tree.path_name(node), "\n".join(quotes)


def _compared(similar: pd.DataFrame, study: Study, evidence: Callable[[str], pd.DataFrame]) -> pd.DataFrame:
    """Similar users with what differs parted by whose it is, and with what both say of what they share."""
    ids = similar["user_id"]
    parted = [
        whose(differs, study.contents.weights(user)) for user, differs in zip(ids, similar["differs"], strict=True)
    ]
    added = {
        "only_own": [own for own, _ in parted],
        "only_theirs": [theirs for _, theirs in parted],
        "evidence": [evidence(user) for user in ids],
    }
    return similar.assign(**{name: pd.Series(values, dtype="object") for name, values in added.items()})


def _similar_records(similar: pd.DataFrame) -> list[dict[str, Any]]:
    rows = records(similar.drop(columns="evidence"))
    return [{**row, "evidence": records(said)} for row, said in zip(rows, similar["evidence"], strict=True)]


def _print_similar(similar: pd.DataFrame, tree: InterestTree) -> None:
    rows = [
        (r.user_id, f"{r.score:.2f}", *(named(nodes, tree) for nodes in (r.shared, r.only_own, r.only_theirs)))
        for r in similar.itertuples(index=False)
    ]
    print_table("Similar users", ("user", "score", "shared interests", "only this user", "only the other"), rows)
    quotes = [
        (row.user_id, tree[said.node_id].name, said.text, said.their_text)
        for row in similar.itertuples(index=False)
        for said in row.evidence.itertuples(index=False)
    ]
    if quotes:
        print_table("What they share, in their words", ("user", "interest", "this user", "the other"), quotes)


def recommend(
    study: StudyArgument,
    user_id: Annotated[str | None, typer.Argument(metavar="[USER]", help="A user's id.")] = None,
    new: Annotated[
        Path | None, typer.Option("--for", metavar="NEW.csv", help="Instead: a file of new users and their texts.")
    ] = None,
    k: TopOption = 5,
    only_items: Annotated[bool, typer.Option("--items", help="Items alone.")] = False,
    within: Annotated[
        str | None,
        typer.Option("--in", metavar="NODE", help="Items alone, of this category or topic: its id, name or path."),
    ] = None,
    diversity: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Items alone, unlike each other: 0 by score alone, 1 as unlike as can be."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Recommend interests and items to a user, or these and similar users to new ones, with reasons.

    Nothing of a file of new users enters the study.
    """
    if (user_id is None) == (new is None):
        raise typer.BadParameter("give either a USER of the study or a file of new users with --for.")
    found = opened(study)
    only_items = only_items or within is not None or diversity is not None
    if only_items and found.items is None:
        raise InputError(f"{study!r} has no items that could be recommended; build it with --items FILE.")
    chosen: dict[str, Any] = {
        "node": None if within is None else node_of(found.tree, within), "diversity": diversity or 0.0,
    }  # fmt: skip
    if new is not None:
        _recommend_to_new(found, new, k, chosen, only_items, as_json)
        return
    one = cast(str, user_id)  # either is given
    parts = {} if only_items else {"interests": found.recommend(one, k)}
    parts["items"] = found.recommend_items(one, k, **chosen)
    if as_json:
        print_json({"user_id": user_id, **_part_records(parts, found)})
    else:
        _print_parts(parts, found, f" for {user_id}")


def _recommend_to_new(
    study: Study, file: Path, k: int, chosen: Mapping[str, Any], only_items: bool, as_json: bool
) -> None:
    from interest.ingest import load

    statements = load(file).frame
    answers = []
    with progress_bar() as progress:
        study.place(statements["text"].tolist())  # encodes all texts at once; below they come from the cache
        people = [(user, rows["text"].tolist()) for user, rows in statements.groupby("user_id", sort=False)]
        for number, (user, texts) in enumerate(people):
            progress("recommending", number / len(people))
            parts = {}
            if not only_items:
                similar = study.similar_to(texts, k)
                parts["neighbours"] = _compared(similar, study, partial(study.people.shared_evidence_for, texts))
                parts["interests"] = study.recommend_for(texts, k)
            parts["items"] = study.recommend_items_for(texts, k, **chosen)
            answers.append((user, len(texts), parts))
    if as_json:
        print_json([{"user_id": user, "n_statements": n, **_part_records(parts, study)} for user, n, parts in answers])
        return
    for user, n, parts in answers:
        typer.echo(f"\n{user}: {_statements(n)}")
        _print_parts(parts, study)


def _part_records(parts: Mapping[str, pd.DataFrame], study: Study) -> dict[str, list[dict[str, Any]]]:
    """What is recommended to somebody, for a program."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, part in parts.items():
        match name:
            case "neighbours":
                found[name] = _similar_records(part)
            case "interests":
                found[name] = _interest_records(_explained(part, study.tree), study)
            case "items":
                found[name] = records(_with_texts(part, study))
    return found


def _print_parts(parts: Mapping[str, pd.DataFrame], study: Study, to: str = "") -> None:
    """What is recommended to somebody, for people."""
    rows: list[tuple[str, ...]]
    for name, part in parts.items():
        match name:
            case "neighbours":
                _print_similar(part, study.tree)
            case "interests":
                found = _explained(part, study.tree).itertuples(index=False)
                rows = [(f"{r.score:.2f}", study.tree.path_name(r.node_id), r.because) for r in found]
                print_table(f"Interests{to}", ("score", "interest", "because"), rows)
            case "items":
                found = _with_texts(part, study).itertuples(index=False)
                rows = [(r.item_id, f"{r.score:.2f}", r.text, r.because) for r in found]
                print_table(f"Items{to}", ("item", "score", "text", "because"), rows)


def _explained(recommended: pd.DataFrame, tree: InterestTree) -> pd.DataFrame:
    """The recommendations with their reasons as sentences."""
    return recommended.assign(because=[because.text(tree) for because in recommended["because"]])


def _interest_records(interests: pd.DataFrame, study: Study) -> list[dict[str, Any]]:
    """Rows with a node_id, for a program: with the node's name, level and path."""
    nodes = [study.tree[node] for node in interests["node_id"]]
    named_rows = interests.assign(
        name=[node.name for node in nodes],
        level=[node.level for node in nodes],
        path=[study.tree.path_name(node.id) for node in nodes],
    )
    return records(named_rows)


def _with_texts(items: pd.DataFrame, study: Study) -> pd.DataFrame:
    """Recommended items with their texts, and their reasons as sentences."""
    items = _explained(items, study.tree)
    items.insert(1, "text", _item_texts(items["item_id"], study))
    return items


def _item_texts(ids: pd.Series, study: Study) -> list[str]:
    """The items' texts; "" for one that is seen only in interactions."""
    texts = {} if study.items is None else dict(zip(study.items["item_id"], study.items["text"], strict=True))
    return [texts.get(item, "") for item in ids]


def search(
    study: StudyArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for, in Chinese or English.")],
    k: TopOption = 10,
    as_json: JsonOption = False,
) -> None:
    """Find the interests, users, statements and items that fit a text."""
    text = text.encode("utf-8", "replace").decode()  # bytes that the terminal's encoding doesn't know
    if not text.strip():
        raise InputError("There is nothing to search for: the text is empty.")
    found = opened(study)
    result = found.search(text, k)
    quotes = found.statements.set_index("statement_id")[["user_id", "text"]]
    people = result.users.assign(text=quotes["text"].reindex(result.users["statement_id"]).tolist())
    statements = result.statements.join(quotes, on="statement_id")
    items = result.items.assign(text=_item_texts(result.items["item_id"], found))
    if as_json:
        parts = {"users": people, "statements": statements, "items": items}
        answer = {"intent": _intent(result.intent, found), "interests": _interest_records(result.interests, found)}
        print_json({**answer, **{name: records(frame) for name, frame in parts.items()}})
        return
    typer.echo(_intent_text(result.intent, found.tree))
    rows: list[tuple[str, ...]]
    rows = [(f"{r.score:.2f}", found.tree.path_name(r.node_id)) for r in result.interests.itertuples(index=False)]
    print_table("Interests", ("score", "interest"), rows)
    rows = [(f"{r.score:.2f}", r.user_id, r.text) for r in people.itertuples(index=False)]
    print_table("Users", ("score", "user", "for example"), rows)
    rows = [(f"{r.score:.2f}", f"{r.people}", r.user_id, r.text) for r in statements.itertuples(index=False)]
    print_table("Statements", ("score", "people", "for example", "statement"), rows)
    if found.items is not None:
        rows = [(f"{r.score:.2f}", r.item_id, r.text) for r in items.itertuples(index=False)]
        print_table("Items", ("score", "item", "text"), rows)


def _intent(intent: Intent, study: Study) -> dict[str, Any]:
    """An intent for a program."""
    return {
        "clear": intent.clear,
        "topics": _interest_records(intent.topics, study),
        "categories": _interest_records(intent.categories, study),
        "related": list(intent.related),
    }


def _intent_text(intent: Intent, tree: InterestTree) -> str:
    """An intent in words."""
    if not intent.clear:
        return "This is not clearly about any interest here."
    likely = [f"{tree.path_name(row.node_id)} {row.weight:.0%}" for row in intent.topics.itertuples(index=False)]
    return f"Most likely about {', '.join(likely)}; close to it: {named(intent.related, tree) or 'nothing'}."
