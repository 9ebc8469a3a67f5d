"""The commands that ask a study something."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from interest.cli.console import JsonOption, StudyArgument, named, opened, print_json, print_table, progress_bar
from interest.errors import InputError
from interest.export import records
from interest.hierarchy.tree import LEVELS, InterestTree, Level
from interest.recommend import Intent
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
    profile, similar = found.profile(user_id), found.similar_users(user_id)
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
                "similar": records(similar),
            }
        )
        return
    period = f", {profile.first:%Y-%m-%d} to {profile.last:%Y-%m-%d}" if profile.first is not None else ""
    typer.echo(f"{user_id}: {_statements(profile.n_statements)}{period}; breadth {profile.breadth:.1f} topics")
    print_table("Interests", ("share", "lift", "interest", "for example"), _profile_rows(profile, found.tree))
    _print_similar(similar, found.tree)


def _statements(count: int) -> str:
    return f"{count:,} statement{'' if count == 1 else 's'}"


def _profile_rows(profile: Profile, tree: InterestTree) -> Iterator[tuple[str, ...]]:
    for node, weight, lift in profile.top("topic", TOPICS_SHOWN)[["node_id", "weight", "lift"]].itertuples(index=False):
        quotes = profile.evidence.loc[profile.evidence["node_id"] == node, "text"].head(QUOTES)
        yield f"{weight:.0%}", f"{lift:.1f}", tree.path_name(node), "\n".join(quotes)


def _print_similar(similar: pd.DataFrame, tree: InterestTree) -> None:
    rows = [
        (row.user_id, f"{row.score:.2f}", named(row.shared, tree), named(row.differs, tree))
        for row in similar.itertuples(index=False)
    ]
    print_table("Similar users", ("user", "score", "shared interests", "interests of one only"), rows)


def recommend(
    study: StudyArgument,
    user_id: Annotated[str | None, typer.Argument(metavar="[USER]", help="A user's id.")] = None,
    new: Annotated[
        Path | None, typer.Option("--for", metavar="NEW.csv", help="Instead: a file of new users and their texts.")
    ] = None,
    k: TopOption = 5,
    as_json: JsonOption = False,
) -> None:
    """Recommend interests and items to a user, or interests and similar users to new ones, with reasons.

    Nothing of a file of new users enters the study.
    """
    if (user_id is None) == (new is None):
        raise typer.BadParameter("give either a USER of the study or a file of new users with --for.")
    found = opened(study)
    if new is not None:
        _recommend_to_new(found, new, k, as_json)
        return
    interests = _explained(found.recommend(user_id, k), found.tree)
    items = _explained(found.recommend_items(user_id, k), found.tree)
    items.insert(1, "text", _item_texts(items["item_id"], found))
    if as_json:
        print_json({"user_id": user_id, "interests": _interest_records(interests, found), "items": records(items)})
        return
    _print_interests(f"Interests for {user_id}", interests, found.tree)
    rows = [(r.item_id, f"{r.score:.2f}", r.text, r.because) for r in items.itertuples(index=False)]
    print_table(f"Items for {user_id}", ("item", "score", "text", "because"), rows)


def _recommend_to_new(study: Study, file: Path, k: int, as_json: bool) -> None:
    from interest.ingest import load

    statements = load(file).frame
    answers = []
    with progress_bar() as progress:
        study.place(statements["text"].tolist())  # encodes all texts at once; below they come from the cache
        people = [(user, rows["text"].tolist()) for user, rows in statements.groupby("user_id", sort=False)]
        for number, (user, texts) in enumerate(people):
            progress("recommending", number / len(people))
            neighbours = study.similar_to(texts, k)
            answers.append((user, len(texts), neighbours, _explained(study.recommend_for(texts, k), study.tree)))
    if as_json:
        print_json(
            [
                {
                    "user_id": user,
                    "n_statements": count,
                    "neighbours": records(neighbours),
                    "interests": _interest_records(interests, study),
                }
                for user, count, neighbours, interests in answers
            ]
        )
        return
    for user, count, neighbours, interests in answers:
        typer.echo(f"\n{user}: {_statements(count)}")
        _print_similar(neighbours, study.tree)
        _print_interests("Interests", interests, study.tree)


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


def _print_interests(title: str, interests: pd.DataFrame, tree: InterestTree) -> None:
    rows = [(f"{r.score:.2f}", tree.path_name(r.node_id), r.because) for r in interests.itertuples(index=False)]
    print_table(title, ("score", "interest", "because"), rows)


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
