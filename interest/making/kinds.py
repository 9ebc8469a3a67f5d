"""What kind each statement is: by cues in its words, and by likeness to examples in the study's own vectors."""

from collections.abc import Collection, Sequence

import numpy as np

from interest.encoders import Encoder, encode_texts
from interest.evaluation.guesses import fitted_classifier
from interest.language import KINDS_TOLD, STATEMENT_KINDS, cues_in, language

NONE = "none"
CUE = 3.0
"""How much a cue adds to the logarithm of the odds by examples: twenty times as likely."""
SURE = 0.6
"""The probability from which a statement is called a kind; most texts are none."""


def kinds_of(probabilities: np.ndarray) -> np.ndarray:
    """The likeliest kind of each statement, (n,) str, "" where none is likely, from (n, 5) probabilities."""
    best = probabilities.argmax(axis=1)
    sure = probabilities[np.arange(len(best)), best] >= SURE
    return np.where(sure, np.array(STATEMENT_KINDS)[best], "")


def kind_probabilities(
    texts: Sequence[str], languages: Sequence[str], vectors: np.ndarray, encoder: Encoder
) -> np.ndarray:
    """How likely each statement is of each of `STATEMENT_KINDS`, (n, 5); what is left to 1 is that it is none.

    0 in languages in which kinds are not told. `vectors` (n, d) are the texts' by `encoder`, which encodes the
    examples of the languages that there are.
    """
    found = np.zeros((len(texts), len(STATEMENT_KINDS)))
    told = np.flatnonzero(np.isin(languages, KINDS_TOLD)).tolist()
    if len(told) == 0:
        return found
    likely = likeness(vectors[told], encoder, sorted({languages[row] for row in told}))
    cues = np.array([(*cues_in(texts[row], languages[row]), 0.0) for row in told])
    odds = likely + CUE * cues
    odds = np.exp(odds - odds.max(axis=1, keepdims=True))
    found[told] = (odds / odds.sum(axis=1, keepdims=True))[:, :-1]
    return found


def likeness(vectors: np.ndarray, encoder: Encoder, codes: Collection[str]) -> np.ndarray:
    """The logarithm of the probability of each kind, and of none, by a logistic model of the examples, (n, 6)."""
    examples = [(kind, text) for code in codes for kind, texts in language(code).seeds.items() for text in texts]
    encoded = encode_texts(encoder, [text for _, text in examples])
    middle = encoded.mean(axis=0)
    model = fitted_classifier(_about(encoded, middle), np.array([kind for kind, _ in examples]))
    order = [list(model.classes_).index(kind) for kind in (*STATEMENT_KINDS, NONE)]
    found: np.ndarray = model.predict_log_proba(_about(vectors, middle))[:, order]
    return found


def _about(vectors: np.ndarray, middle: np.ndarray) -> np.ndarray:
    """Seen from the middle of the examples, of length one: some encoders put all texts close together."""
    shifted = vectors - middle
    return shifted / np.maximum(np.linalg.norm(shifted, axis=1, keepdims=True), 1e-9)
