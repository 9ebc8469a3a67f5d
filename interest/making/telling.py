"""What is told from statements beside their interests: their kinds, and opinions where there is no rating."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.contents.opinions import OPINIONS, Estimate, opinions
from interest.encoders import Encoder
from interest.evaluation.guesses import INVERSE_REGULARISATION
from interest.inference import auc_interval
from interest.ingest import KIND, LIKELY, Statements
from interest.language import KINDS_TOLD, STATEMENT_KINDS
from interest.making.kinds import SURE, kind_probabilities, kinds_of

FOLDS = 5
FEWEST_RATED = 10
"""Liked and disliked statements, of those that express an opinion, from which a model is learned, and their people."""
MOST_RATED = 2000
"""Rated statements that a model is learned from; more hardly better it, and take time."""
CALLED = 0.7
"""The probability from which a statement is called liked or disliked: seven of ten are right."""
DOUBT = 0.02
"""Added to probabilities before they are compared, so that a tiny one does not decide."""
EVIDENCE = 0.3
"""What evidence of kinds is multiplied by beside vectors of length one, to be of their order."""


def told_apart(contents: Contents, since: int = 0) -> Contents:
    """The contents with the kind of each statement, and with opinions estimated where there is no rating.

    Both are columns of statements (see `interest.ingest.attributes.MADE`). Opinions are left out where they are
    switched off, and where they can't be told well enough. What is known of the statements before `since` is kept, as
    long as opinions are estimated in the same way.
    """
    frame, former = contents.ingested.frame, contents.estimate
    if not set(frame["language"]) & set(KINDS_TOLD):
        return contents
    if KIND not in contents.ingested.attributes.kinds:
        since = 0
    wanted = former is None or former.used
    tell = partial(
        told, contents.ingested, contents.space.vectors, contents.encoder.get(), wanted, contents.config.seed
    )
    ingested, found = tell(since=since)
    if since and wanted:
        if found is None:
            found = former
        elif former is None or (found.by, found.holds) != (former.by, former.holds):
            ingested, found = tell(since=0)
    return contents.change(ingested=ingested, estimate=found if wanted else former)


def told(
    ingested: Statements, vectors: np.ndarray, encoder: Encoder, wanted: bool = True, seed: int = 0, since: int = 0
) -> tuple[Statements, Estimate | None]:
    """Statements with their kinds and, if `wanted`, estimated opinions; and how these were found, None without any.

    `vectors` (n, d) are those of the statements by the encoder. Those before `since` keep what was told of them.
    """
    frame, attributes = ingested.frame, ingested.attributes
    rated = _rated(frame, seed) if wanted else np.zeros(0, int)
    rows = np.union1d(rated, np.arange(since, len(frame)))
    asked = frame.iloc[rows]
    probabilities = np.zeros((len(frame), len(STATEMENT_KINDS)))
    probabilities[rows] = kind_probabilities(asked["text"].tolist(), asked["language"].tolist(), vectors[rows], encoder)
    ids = frame["statement_id"]
    kinds, likely = (_former(ingested, column, since) for column in (KIND, LIKELY))
    kinds[since:] = kinds_of(probabilities[since:])
    attributes, estimate = attributes.without_made(LIKELY).with_made(KIND, ids, kinds), None
    if wanted:
        estimate, new = _told_opinions(frame, vectors, probabilities, rated, since)
        likely[since:] = new[since:]
        if (likely != "").any() and (estimate is None or estimate.holds):
            attributes = attributes.with_made(LIKELY, ids, likely)
    return replace(ingested, attributes=attributes), estimate


def _former(ingested: Statements, column: str, since: int) -> np.ndarray:
    """What was told of the statements before `since`, (n,) str; "" for the others."""
    found, known = np.full(len(ingested.frame), "", dtype=object), ingested.attributes.statements
    if column in known:
        told = known.set_index("statement_id")[column].reindex(ingested.frame["statement_id"]).fillna("")
        found[:since] = told.to_numpy(object)[:since]
    return found


def _rated(frame: pd.DataFrame, seed: int) -> np.ndarray:
    """The positions, rising, of liked and disliked statements to learn from; of many some by chance."""
    rated = np.flatnonzero(opinions(frame).isin(["liked", "disliked"]))
    if len(rated) > MOST_RATED:
        rated = np.sort(np.random.default_rng(seed).choice(rated, MOST_RATED, replace=False))
    return rated


def estimated(contents: Contents, wanted: bool) -> Contents:
    """The contents with estimated opinions, or without: the choice of whoever owns the study, which later rows keep."""
    if wanted:
        return told_apart(contents.change(estimate=None))
    return without_estimates(contents).change(estimate=replace(contents.estimate or Estimate("examples"), used=False))


def without_estimates(contents: Contents) -> Contents:
    """The contents without what was estimated from ratings that may not all be there any more."""
    attributes = contents.ingested.attributes
    if LIKELY in attributes.kinds:
        contents = contents.change(ingested=replace(contents.ingested, attributes=attributes.without_made(LIKELY)))
    estimate = contents.estimate
    return contents.change(estimate=estimate if estimate is not None and not estimate.used else None)


def _told_opinions(
    frame: pd.DataFrame, vectors: np.ndarray, probabilities: np.ndarray, rated: np.ndarray, since: int
) -> tuple[Estimate | None, np.ndarray]:
    """How opinions were estimated, and what was of those from `since` on, (n,) str; None where there is nothing to
    estimate.

    Only of statements that express an opinion by their kind: what is searched for is neither liked nor disliked.
    """
    likely = np.full(len(frame), "", dtype=object)
    given, people = opinions(frame).to_numpy(str), frame["user_id"].to_numpy(str)
    good, bad = probabilities[:, _PRAISE], probabilities[:, _BLAME].sum(axis=1)
    expressed = good + bad >= SURE
    asked = expressed & (given == "") & (np.arange(len(frame)) >= since)
    if not asked.any():
        return None, likely
    if not _enough(given[rated][expressed[rated]], people[rated][expressed[rated]]):
        said = np.select([good >= SURE, probabilities[:, _BLAME].max(axis=1) >= SURE], ["liked", "disliked"], "")
        return Estimate("examples"), np.where(asked, said, "")
    evidence = EVIDENCE * np.log((good + DOUBT) / (bad + DOUBT))
    features = np.column_stack([vectors, evidence])
    liked = given[rated] == "liked"
    estimate = _judged(_held_out(features[rated], liked, people[rated]), liked, people[rated], expressed[rated])
    if estimate.holds:
        likely[asked] = _called(_chances(features[rated], liked, features[asked]))
    return estimate, likely


_PRAISE = STATEMENT_KINDS.index("praise")
_BLAME = [STATEMENT_KINDS.index("complaint"), STATEMENT_KINDS.index("fault")]


def _enough(given: np.ndarray, people: np.ndarray) -> bool:
    """Whether there are ratings enough to learn from, and to see how well."""
    each = [(given == opinion).sum() for opinion in ("liked", "disliked")]
    return min(*each, len(np.unique(people))) >= FEWEST_RATED


def _called(chances: np.ndarray) -> np.ndarray:
    """What is called liked or disliked, (n,) str, by its chance to be liked; "" for what is in doubt."""
    return np.select([chances >= CALLED, chances <= 1 - CALLED], ["liked", "disliked"], "")


def _chances(known: np.ndarray, liked: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """The probability that each of some was liked, (k,)."""
    from sklearn.linear_model import LogisticRegression

    # Of far more rows than columns, Newton's steps are the fewest.
    model = LogisticRegression(C=INVERSE_REGULARISATION, solver="newton-cholesky").fit(known, liked)
    found: np.ndarray = model.predict_proba(asked)[:, 1]
    return found


def _held_out(features: np.ndarray, liked: np.ndarray, people: np.ndarray) -> np.ndarray:
    """The chances of each, (n,), by models that never saw anything of the person who wrote it."""
    from sklearn.model_selection import StratifiedGroupKFold

    chances = np.full(len(liked), liked.mean())
    for known, asked in StratifiedGroupKFold(FOLDS).split(features, liked, people):
        if 0 < liked[known].sum() < len(known):
            chances[asked] = _chances(features[known], liked[known], features[asked])
    return chances


def _judged(chances: np.ndarray, liked: np.ndarray, people: np.ndarray, expressed: np.ndarray) -> Estimate:
    """How well they were told, of statements that express an opinion: only of such it is estimated."""
    chances, liked, people = chances[expressed], liked[expressed], people[expressed]
    auc, low, high = (None if np.isnan(figure) else float(figure) for figure in auc_interval(chances, liked, people))
    called = _called(chances)
    right = {name: liked[called == name] == (name == "liked") for name in OPINIONS}
    shares = {name: float(found.mean()) if len(found) else None for name, found in right.items()}
    return Estimate("ratings", auc, low, high, len(liked), len(np.unique(people)), shares["liked"], shares["disliked"])
