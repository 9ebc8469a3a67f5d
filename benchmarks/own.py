"""Own interests on labelled texts: are the statements of a class found by its name alone, and is the error known?

usage: python benchmarks/own.py FILE [FILE …] [--rows 2000] [--answers 5] [--least 10]

Each FILE has the columns text and topic (as other benchmarks). The classes' names, underscores as spaces, are own
interests without a description. In the same run, on the same vectors: all statements whose centred cosine with the name
is at least .3; and the nearest name of all, which knows that each text has just one of these classes. Means over the
classes of precision (of those that claim anything), recall and F1, then the share of wrong ones that was predicted
against the true one.

alone: each interest without the others of the list. absent: each class in turn is taken out of the statements; how
often it is claimed all the same, and how many statements against the size of the class. answers: so many that
belong and that don't, drawn from the nearest (twice as many as were found), are given as examples; the rest is scored.
checked: the statements that the program asks about are answered by the labels, ten at a time, until the error is
measured: how often the interval holds the true one. strangers: how many of ten names that nothing is about are claimed.
Nothing is laid out or clustered.
"""

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from labelled import read_labelled

from interest.config import Config
from interest.contents import Contents, Cuts, Deferred
from interest.contents.own import OwnInterest
from interest.encoders import choose_encoder, encode_texts
from interest.guided import Found, finder
from interest.hierarchy.clustering.features import Centers
from interest.hierarchy.space import Space
from interest.hierarchy.words import Words
from interest.ingest import CleaningReport, Statements
from interest.language import languages_of, tokenize

COSINE = 0.3
"""Of the naive one."""
STRANGERS = {
    "en": ("volcanoes", "chess openings", "submarines", "medieval castles", "horse racing", "opera singers",
           "beekeeping", "archery", "stamp collecting", "dinosaur fossils"),
    "zh": ("火山", "国际象棋", "潜水艇", "中世纪城堡", "赛马", "歌剧", "养蜂", "射箭", "集邮", "恐龙化石"),
}  # fmt: skip
"""Names that hardly any data are about."""


def contents_of(texts: list[str], languages: list[str], vectors: np.ndarray, words: Words, encoder) -> Contents:
    """Contents of which only what own interests read is filled in."""
    n = len(texts)
    frame = pd.DataFrame(
        {"statement_id": np.arange(n), "row": np.arange(n), "user_id": [f"u{i}" for i in range(n)], "text": texts}
    ).assign(language=languages)
    none = np.zeros((n, 2), np.float32)
    centers = Centers.of(vectors, languages)
    space = Space(vectors, centers, centers.center(vectors, languages), none, none, [], none)
    ingested = Statements(frame, pd.DataFrame(), CleaningReport(pd.DataFrame(), n))
    return Contents(
        "benchmark", Config(encoder.name), ingested, Deferred.known(space), Deferred.known(words),
        Cuts(None, None), Deferred.known(encoder),
    )  # fmt: skip


def measured(found: Found, inside: np.ndarray, counted: np.ndarray) -> tuple[float, float, float, float]:
    """Precision, recall, F1 and the predicted share of wrong ones, among the statements that are counted."""
    claimed = np.zeros(len(inside), bool)
    claimed[found.statements["statement_id"]] = True
    return *rates(claimed & counted, inside & counted), found.wrong.share


def rates(claimed: np.ndarray, inside: np.ndarray) -> tuple[float, float, float]:
    """Precision (NaN without a claim), recall, F1."""
    right = (claimed & inside).sum()
    precision = right / claimed.sum() if claimed.any() else np.nan
    recall = right / max(inside.sum(), 1)
    return precision, recall, 2 * right / max(claimed.sum() + inside.sum(), 1)


def line(title: str, rows: list[tuple[float, ...]]) -> str:
    """Means over the classes."""
    table = np.array(rows, float)
    claimed = ~np.isnan(table[:, 0])
    precision = table[claimed, 0].mean() if claimed.any() else np.nan
    text = f"{title:22} precision {precision:.2f}  recall {table[:, 1].mean():.2f}  F1 {table[:, 2].mean():.2f}"
    text += f"  claimed {claimed.sum()}/{len(rows)}"
    if table.shape[1] > 3 and claimed.any():
        wrong, said = 1 - table[claimed, 0], table[claimed, 3]
        text += f"  wrong: predicted {said.mean():.2f}, true {wrong.mean():.2f}, off by {abs(said - wrong).mean():.2f}"
    return text


def with_answers(
    interest: OwnInterest, found: Found, texts: list[str], inside: np.ndarray, n: int, rng: np.random.Generator
) -> tuple[OwnInterest, np.ndarray] | None:
    """The interest with n answers of each kind, and which statements are left to count; None where there are fewer."""
    near = found.ranked["statement_id"].to_numpy()[: max(4 * n, 2 * len(found.statements))]
    near = rng.permutation(near)
    yes, no = ([texts[i] for i in near[inside[near] == value]][:n] for value in (True, False))
    if min(len(set(yes)), len(set(no))) < n:
        return None
    left = ~np.isin(np.array(texts, object), np.array([*yes, *no], object))
    return replace(interest, belong=tuple(dict.fromkeys(yes)), doesnt=tuple(dict.fromkeys(no))), left


def checked(interest: OwnInterest, find: Callable[[OwnInterest], Found], texts: list[str], inside: np.ndarray) -> Found:
    """What is found once the program's own questions are answered, until it says that the error is measured."""
    found = find(interest)
    for _ in range(5):
        if found.wrong.known == "measured" or not found.ask:
            break
        for statement in found.ask:
            interest = interest.judged(texts[statement], bool(inside[statement]))
        found = find(interest)
    return found


def report(file: Path, rows: int, answers: int, least: int) -> None:
    """Print what was measured on one file."""
    gold = read_labelled(file, rows).drop_duplicates("text").reset_index(drop=True)
    texts, languages = gold["text"].tolist(), languages_of(gold["text"])
    encoder = choose_encoder("auto", texts, languages)
    vectors = encode_texts(encoder, texts)
    tokens = [tokenize(text, code) for text, code in zip(texts, languages, strict=True)]
    words = Words.of(texts, tokens, languages, encoder)
    contents = contents_of(texts, languages, vectors, words, encoder)
    sizes = gold["topic"].value_counts()
    topics = sorted(sizes.index[sizes >= least])
    interests = [OwnInterest(topic.replace("_", " ")) for topic in topics]
    members = [(gold["topic"] == topic).to_numpy() for topic in topics]
    everything, rng = np.ones(len(texts), bool), np.random.default_rng(0)
    print(f"\n{file.name}: {len(texts):,} texts, {len(topics)} classes, encoder {encoder.name}", flush=True)
    cosines = contents.space.meaning @ contents.meaning_of([interest.name for interest in interests]).T
    nearest = cosines.argmax(axis=1)
    print(line("cosine .3", [rates(cosines[:, i] >= COSINE, inside) for i, inside in enumerate(members)]))
    print(line("nearest name", [rates(nearest == i, inside) for i, inside in enumerate(members)]))
    find = partial(finder(contents).find, among=interests)
    found = [find(interest) for interest in interests]
    lone = [
        measured(finder(contents).find(one), inside, everything) for one, inside in zip(interests, members, strict=True)
    ]
    print(line("own, each alone", lone), flush=True)
    alone = [measured(*pair, everything) for pair in zip(found, members, strict=True)]
    print(line("own, the list", alone), flush=True)
    taught = []
    for interest, known, inside in zip(interests, found, members, strict=True):
        if told := with_answers(interest, known, texts, inside, answers, rng):
            taught.append((measured(known, inside, told[1]), measured(find(told[0]), inside, told[1])))
    if taught:
        print(line("  of these, rest", [before for before, _ in taught]))
        print(line(f"own, {answers}+{answers} answers", [after for _, after in taught]), flush=True)
    answered = [checked(one, find, texts, inside) for one, inside in zip(interests, members, strict=True)]
    asked = [measured(*pair, everything) for pair in zip(answered, members, strict=True)]
    print(line("own, checked", asked))
    pairs = zip(answered, asked, strict=True)
    sure = [(one.wrong, row[0]) for one, row in pairs if one.wrong.known == "measured"]
    held = np.mean([wrong.low - 1e-9 <= 1 - right <= wrong.high + 1e-9 for wrong, right in sure]) if sure else np.nan
    print(f"  measured for {len(sure)} of {len(topics)}; the 95% interval holds the true share for {held:.0%}")
    gone = []
    for interest, inside in zip(interests, members, strict=True):
        left = np.flatnonzero(~inside)
        phrases = replace(words.phrases, matrix=words.phrases.matrix[left])
        other = replace(words, texts=[texts[i] for i in left], phrases=phrases)
        without = contents_of(list(other.texts), [languages[i] for i in left], vectors[left], other, encoder)
        gone.append(len(finder(without).find(interest, interests).statements) / inside.sum())
    claimed = np.mean(np.array(gone) > 0)
    strangers = [OwnInterest(name) for name in STRANGERS["zh" if languages.count("zh") > len(texts) / 2 else "en"]]
    strange = [len(finder(contents).find(one).statements) for one in strangers]
    print(
        f"strangers: claimed {np.mean(np.array(strange) > 0):.0%} of the time, {np.mean(strange):.1f} statements each"
    )
    print(f"absent: claimed {claimed:.0%} of the time, {np.mean(gone):.2f} of the class's size", flush=True)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--answers", type=int, default=5)
    parser.add_argument("--least", type=int, default=10)
    chosen = parser.parse_args()
    for file in chosen.files:
        report(file, chosen.rows, chosen.answers, chosen.least)


if __name__ == "__main__":
    main()
