"""Kinds of statement and estimated opinions: how often are they right, and what is claimed where there is nothing?

usage: python benchmarks/opinions.py [--shuffles 10]

kinds: the sentences of benchmarks/kinds/ (written before any cue, by the same hand; every second one of a kind is held
out, and only these are scored). Precision and recall by kind; accuracy over all six (with "none") of ours, of the cues
alone, of the examples alone, and of the naive way: a question mark is a question, words of praise and complaint are
these.
queries: of the samples' search queries, which ask and look for something, the part that is called each kind.
opinions: the samples with ratings, models never having seen the person. AUC with its interval by people of the
statements that express an opinion, by the study's own ratings, by examples alone, and by counting words of praise and
complaint; and how many of those called liked and disliked were.
nothing: the same with the ratings shuffled among the statements: how often estimates would be shown.
time: seconds for all statements of a sample once the examples are encoded.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import numpy as np
import pandas as pd

from interest.contents.opinions import LEAST_AUC, opinions
from interest.encoders import Encoder, choose_encoder, encode_texts
from interest.inference import auc_interval
from interest.ingest import Statements
from interest.ingest.loading import load
from interest.language import STATEMENT_KINDS, cues_in
from interest.language.talk import balance_of
from interest.making.kinds import NONE, SURE, kind_probabilities, kinds_of, likeness
from interest.making.telling import told

HERE = Path(__file__).parent
SAMPLES = HERE.parent / "sample_data"
RATED = ("shop", "entertainment")
QUERIES = ("search/queries.csv", "shop/searches.csv")
KINDS = (*STATEMENT_KINDS, NONE)
PRAISE, COMPLAINT, FAULT = (STATEMENT_KINDS.index(kind) for kind in ("praise", "complaint", "fault"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shuffles", type=int, default=10)
    shuffles = parser.parse_args().shuffles
    for code, encoder in (("en", "english"), ("en", "multilingual"), ("zh", "multilingual")):
        held_out_kinds(code, choose_encoder(encoder, [], []))
    for file in QUERIES:
        queries(file)
    for sample in RATED:
        rated(sample, shuffles)


def held_out_kinds(code: str, encoder: Encoder) -> None:
    """Every second sentence of each kind."""
    table = pd.read_csv(HERE / "kinds" / f"{code}.tsv", sep="\t", names=["kind", "text"], keep_default_na=False)
    table = table[table.groupby("kind").cumcount() % 2 == 1]
    texts, gold = table["text"].tolist(), table["kind"].to_numpy(str)
    vectors, codes = encode_texts(encoder, texts), [code] * len(texts)
    ours = named(kinds_of(kind_probabilities(texts, codes, vectors, encoder)))
    cues = np.array([cues_in(text, code) for text in texts])
    ways = {
        "ours": ours,
        "cues alone": np.where(cues.max(axis=1) > 0, np.array(STATEMENT_KINDS)[cues.argmax(axis=1)], NONE),
        "examples alone": np.array(KINDS)[likeness(vectors, encoder, [code]).argmax(axis=1)],
        "naive": np.array([naive(text, code) for text in texts]),
    }
    print(f"\nkinds, {code}, {encoder.name}: {len(texts)} sentences held out")
    print("  accuracy: " + ", ".join(f"{way} {np.mean(found == gold):.2f}" for way, found in ways.items()))
    for kind in KINDS:
        figures = (f"{way} {precision(found, gold, kind)}" for way, found in ways.items())
        print(f"  {kind:10} precision/recall: {', '.join(figures)}")


def naive(text: str, code: str) -> str:
    """A question mark is a question; otherwise what most words of the lists of praise and complaint say."""
    if text.endswith(("?", "？")):
        return "question"
    balance = balance_of(text, code)
    return "praise" if balance > 0 else "complaint" if balance < 0 else NONE


def named(kinds: np.ndarray) -> np.ndarray:
    return np.where(kinds == "", NONE, kinds)


def precision(found: np.ndarray, gold: np.ndarray, kind: str) -> str:
    right = np.sum((found == kind) & (gold == kind))
    called = np.sum(found == kind)
    return f"{right / called:.2f}/{right / np.sum(gold == kind):.2f}" if called else f"–/{0:.2f}"


def queries(file: str) -> None:
    """Search queries hardly praise, complain or wish: what is called so is mostly wrong."""
    frame = load(SAMPLES / file).frame
    texts, languages = frame["text"].tolist(), frame["language"].tolist()
    encoder = choose_encoder("auto", texts, languages)
    cues = np.array([cues_in(*pair) for pair in zip(texts, languages, strict=True)])
    ways = {
        "ours": kinds_of(kind_probabilities(texts, languages, encode_texts(encoder, texts), encoder)),
        "cues alone": np.where(cues.max(axis=1) > 0, np.array(STATEMENT_KINDS)[cues.argmax(axis=1)], NONE),
        "naive": np.array([naive(*pair) for pair in zip(texts, languages, strict=True)]),
    }
    print(f"\nqueries, {file}: {len(texts)}")
    for way, found in ways.items():
        print(f"  {way}: " + ", ".join(f"{kind} {np.mean(found == kind):.1%}" for kind in STATEMENT_KINDS))


def rated(sample: str, shuffles: int) -> None:
    """Opinions on a sample with ratings, as they are and shuffled."""
    statements = load(SAMPLES / sample)
    frame = statements.frame
    texts, languages = frame["text"].tolist(), frame["language"].tolist()
    encoder = choose_encoder("auto", texts, languages)
    vectors = encode_texts(encoder, texts)
    _, estimate = told(statements, vectors, encoder)
    begin = perf_counter()
    probabilities = kind_probabilities(texts, languages, vectors, encoder)
    kinds_take = perf_counter() - begin
    told(statements, vectors, encoder)
    opinions_take = perf_counter() - begin - 2 * kinds_take
    given, people = opinions(frame).to_numpy(str), frame["user_id"].to_numpy(str)
    good, bad = probabilities[:, PRAISE], probabilities[:, COMPLAINT] + probabilities[:, FAULT]
    known = np.isin(given, ("liked", "disliked"))
    telling = known & (good + bad >= SURE)
    counted = np.array([balance_of(*pair) for pair in zip(texts, languages, strict=True)])
    print(f"\nopinions, {sample}: {known.sum()} rated, {telling.sum()} of them express an opinion; {encoder.name}")
    print(f"  own ratings: {estimate}")
    for what, some in (("that express one", telling), ("all rated", known)):
        for name, score in (("examples alone", good - bad), ("words counted", counted)):
            auc, low, high = auc_interval(score[some], given[some] == "liked", people[some])
            print(f"  {name}, {what}: AUC {auc:.3f} [{low:.3f}, {high:.3f}]")
    kinds = kinds_of(probabilities)
    for opinion, called in (("liked", kinds == "praise"), ("disliked", np.isin(kinds, ("complaint", "fault")))):
        own = given[known & called]
        print(f"  by kind alone, called {opinion}: {np.sum(own == opinion)} of {len(own)} right")
    base = np.mean(given[known] == "liked")
    print(f"  liked without looking: {base:.2f}")
    print(f"  kinds take {kinds_take:.2f} s for {len(texts)} statements, opinions {opinions_take:.2f} s more")
    shown = [found for found in shuffled(statements, vectors, encoder, shuffles) if found]
    print(f"  nothing: shown in {len(shown)} of {shuffles} with shuffled ratings (least AUC {LEAST_AUC})")


def shuffled(statements: Statements, vectors: np.ndarray, encoder: Encoder, times: int) -> Iterator[bool]:
    """Whether estimates by ratings would be shown, with the ratings that there are dealt out anew."""
    frame = statements.frame
    there = frame["rating"].notna().to_numpy()
    for seed in range(times):
        rating = frame["rating"].to_numpy(copy=True)
        rating[there] = np.random.default_rng(seed).permutation(rating[there])
        _, found = told(replace(statements, frame=frame.assign(rating=rating)), vectors, encoder, seed=seed)
        yield found is not None and found.by == "ratings" and found.holds


if __name__ == "__main__":
    main()
