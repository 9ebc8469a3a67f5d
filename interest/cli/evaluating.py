"""The command that says how far a study, and what it recommends, can be trusted."""

from collections.abc import Iterator
from math import isnan
from typing import Annotated

import pandas as pd
import typer

from interest.cli.console import JsonOption, StudyArgument, opened, print_json, print_table, progress_bar
from interest.evaluation import FIGURES as METRICS
from interest.evaluation import SPLITS, Quality
from interest.export import records
from interest.hierarchy.tree import InterestTree
from interest.study import Study

LABEL_FIGURES = {"accuracy": "accuracy", "macro_f1": "macro-F1"}
LABEL_PARTS = ("precision", "recall", "f1")
FIGURES = ("outliers", "cohesion", "separation", "stability")
ITEMS_SHOWN, ITEMS_A_ROUND, INTERESTS_SHOWN = 10, 5, 5
RANGE = ["value", "low", "high"]
AGREEMENT = ("ami", "ari", "v_measure", "homogeneity", "completeness", "hierarchical_f1")


def evaluate(
    study: StudyArgument,
    items: Annotated[bool, typer.Option("--items", help="Judge the recommended items instead.")] = False,
    interests: Annotated[bool, typer.Option("--interests", help="Judge the recommended interests instead.")] = False,
    feedback: Annotated[
        bool, typer.Option("--feedback", help="Judge what likes and dislikes of recommended items would bring instead.")
    ] = False,
    labels: Annotated[bool, typer.Option("--labels", help="Judge how well labels can be told instead.")] = False,
    split: Annotated[
        str,
        typer.Option(help=f"How to hold out: {', '.join(SPLITS)} (only for --items and --feedback)."),
    ] = "random",
    k: Annotated[
        int | None,
        typer.Option(
            "--k",
            "-k",
            min=1,
            help="How many are recommended: 10 items, 5 interests, or 5 items a round for --feedback.",
        ),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="How often everybody is shown items, for --feedback.")] = 5,
    as_json: JsonOption = False,
) -> None:
    """Print how far the tree can be trusted: figures for the whole and each node, and against labels in the data.

    What they mean is explained in docs/reliability.md. With --items: how many of the items that people took are
    recommended to them without being known, by content, by behaviour and by both, beside popularity and chance
    (docs/method.md). With --interests: how many of the topics that people wrote about are recommended to them when all
    that they wrote about these is held out. With --feedback: how many items are found within some rounds with and
    without likes and dislikes, and by chance.
    """
    if items + interests + feedback + labels > 1:
        raise typer.BadParameter(
            "--items, --interests, --feedback and --labels are different questions; ask one at a time."
        )
    found = opened(study)
    if items:
        _evaluate_items(found, split, k or ITEMS_SHOWN, as_json)
        return
    if interests:
        _evaluate_interests(found, split, k or INTERESTS_SHOWN, as_json)
        return
    if labels:
        _evaluate_labels(found, as_json)
        return
    if feedback:
        _evaluate_feedback(found, split, k or ITEMS_A_ROUND, rounds, as_json)
        return
    with progress_bar() as progress:
        quality = found.quality(progress=progress)
    if as_json:
        print_json(_plain(quality))
        return
    whole = quality.whole
    typer.echo(
        f"{whole.outliers:.0%} of the statements are loosely related (outliers). The topics' words: coherence (NPMI) "
        f"{_number(whole.coherence)}, diversity {_number(whole.diversity)}."
    )
    levels = ("nodes", "weak", "cohesion", "separation", "stability", "silhouette")
    rows = [(row["level"], *(_number(row[name]) for name in levels)) for row in records(whole.levels)]
    print_table("Levels", ("level", *levels), rows)
    if len(quality.agreement):
        labelled = quality.agreement["labelled"].iloc[0]
        rows = [(row["level"], *(_number(row[name]) for name in AGREEMENT)) for row in records(quality.agreement)]
        title = f"Agreement with the labels of {labelled:,} statements"
        print_table(title, ("level", *(name.replace("_", " ") for name in AGREEMENT)), rows)
    columns = ("interest", "statements", "users", *FIGURES, "weak because")
    print_table("Categories and topics, weak ones first", columns, _node_rows(quality, found.tree))


def _evaluate_items(study: Study, split: str, k: int, as_json: bool) -> None:
    with progress_bar() as progress:
        table = study.item_quality(split, k, progress)
    _print_recommenders("Items", table, split, k, as_json)


def _evaluate_interests(study: Study, split: str, k: int, as_json: bool) -> None:
    with progress_bar() as progress:
        table = study.interest_quality(split, k, progress)
    _print_recommenders("Interests", table, split, k, as_json)


def _print_recommenders(what: str, table: pd.DataFrame, split: str, k: int, as_json: bool) -> None:
    """All metrics of `Study.item_quality` or `interest_quality`: a row each, a column a recommender."""
    if as_json:
        print_json({"split": split, "k": k, "recommenders": records(table)})
        return
    figures, names = table.set_index(["metric", "recommender"]), table["recommender"].drop_duplicates().tolist()
    rows = [
        (metric.replace("_", " "), *(_with_interval(*figures.loc[(metric, name), RANGE]) for name in names))
        for metric in METRICS
    ]
    people = int(figures.loc["ndcg", "people"].max())
    title = f"{what} held out ({split}) that are among the first {k}, with 95% intervals over {people} people"
    print_table(title, ("metric", *names), rows)


def _evaluate_feedback(study: Study, split: str, k: int, rounds: int, as_json: bool) -> None:
    with progress_bar() as progress:
        table = study.feedback_quality(split, k, rounds, progress)
    if as_json:
        print_json({"split": split, "k": k, "rounds": rounds, "policies": records(table)})
        return
    figures = table.set_index(["metric", "recommender"])
    played = table.loc[table["metric"] == "found", "recommender"]
    columns = ("found", *(f"round {number}" for number in range(1, rounds + 1)))
    rows = [(name, *(_with_interval(*figures.loc[(metric, name), RANGE]) for metric in columns)) for name in played]
    title = f"Items held out ({split}) that are found in {rounds} rounds of {k}, and likes a user in each round"
    print_table(title, ("recommender", *columns), rows)
    people, value, low, high = figures.loc[("ahead of no feedback", "feedback"), ["people", *RANGE]]
    known = "too few people for an interval" if isnan(low) else f"95% interval: {low:+.3f} to {high:+.3f}"
    typer.echo(f"\nFeedback finds {value:+.3f} more than no feedback, of {people:.0f} people; {known}.")


def _with_interval(value: float, low: float, high: float) -> str:
    """The figure with its interval, where it has one."""
    return _number(value) if isnan(low) else f"{value:.2f} [{low:.2f}, {high:.2f}]"


def _node_rows(quality: Quality, tree: InterestTree) -> Iterator[tuple[str, ...]]:
    """A row a category or topic."""
    nodes = quality.nodes[quality.nodes["level"] != "keyword"]
    for row in records(nodes.sort_values("weak", ascending=False, kind="stable")):
        figures = (f"{row['outliers']:.0%}", *(_number(row[name]) for name in FIGURES[1:]))
        counts = (f"{row['statements']:,}", f"{row['users']:,}")
        yield tree.path_name(row["node_id"]), *counts, *figures, ", ".join(row["reasons"])


def _plain(quality: Quality) -> dict[str, object]:
    """The figures for a program; what can't be had is null."""
    whole = quality.whole
    figures = pd.DataFrame([{name: getattr(whole, name) for name in ("outliers", "coherence", "diversity")}])
    return {
        "whole": {**records(figures)[0], "levels": records(whole.levels)},
        "nodes": records(quality.nodes),
        "agreement": records(quality.agreement),
    }


def _number(value: float | int | None) -> str:
    """Counts as they are, figures with two digits, "–" for what can't be had."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return "–"
    return f"{value:.2f}" if isinstance(value, float) else f"{value:,}"


def _evaluate_labels(study: Study, as_json: bool) -> None:
    """Print how well the labels in the data are told from the vectors."""
    with progress_bar() as progress:
        quality = study.label_quality(progress=progress)
    if as_json:
        parts = {"figures": records(quality.figures), "labels": records(quality.each)}
        print_json({"vectors": quality.vectors, **parts, "notes": list(quality.notes)})
        return
    rows = [
        (r.what, f"{r.n:,}", LABEL_FIGURES[r.metric], f"{r.value:.2f} [{r.low:.2f}, {r.high:.2f}]", f"{r.baseline:.2f}")
        for r in quality.figures.itertuples(index=False)
    ]
    columns = ("labels of", "guessed", "figure", "value", "always the most frequent")
    print_table("Labels guessed by cross-validation, with 95% intervals over users", columns, rows)
    for what in quality.figures["what"].unique():
        own = quality.each[quality.each["what"] == what].drop(columns="what")
        rows = [
            (row["label"], f"{row['n']:,}", *("–" if row[name] is None else f"{row[name]:.2f}" for name in LABEL_PARTS))
            for row in records(own)
        ]
        print_table(f"Each label of {what}", ("label", what, *LABEL_PARTS), rows)
    for note in quality.notes:
        typer.echo(f"\n{note}")
