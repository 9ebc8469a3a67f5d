"""How far languages lie apart in an encoder's space, where data don't tell: by texts that say the same in each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from interest.hierarchy.clustering.features import Centers, unit

SAME = 0.3
"""Part of the smaller language's statements that meet one in the other about the same thing, from which both speak of
the same subjects. Data of the same subjects have .6 and more, of different ones about .1."""


def centers_of(vectors: np.ndarray, languages: Sequence[str], parallel: Mapping[str, np.ndarray]) -> Centers:
    """The centers of vectors (n, d) by language.

    A language's own mean is taken for where the language lies, as long as languages speak of the same subjects. Where
    they don't, it would take the subjects away as well and lay cats on cars: there the languages that `parallel` has
    texts in, language → (n_texts, d), the same texts in each, lie as far apart as these texts do.
    """
    own = Centers.of(vectors, languages)
    codes = [code for code in parallel if code in own.means]
    if len(codes) < 2:
        return own
    groups = np.asarray(languages)
    rows = np.flatnonzero(np.isin(groups, codes))
    offsets = {code: parallel[code].mean(axis=0) for code in codes}
    subjects = np.sum([unit(parallel[code] - offsets[code]) for code in codes], axis=0)
    bare = vectors[rows] - np.stack([offsets[code] for code in groups[rows]])
    if _shared(unit(bare - bare.mean(axis=0)) @ unit(subjects).T, groups[rows], codes) >= SAME:
        return own
    return replace(own, means={**own.means, **{code: offsets[code] + bare.mean(axis=0) for code in codes}})


def _shared(nearness: np.ndarray, groups: np.ndarray, codes: Sequence[str]) -> float:
    """The part of the smallest language's statements that have their like in all others, by the text nearest to them.

    `nearness` (n, n_texts) is that of statements in the languages `groups` to texts about one thing each.
    """
    nearest, n = nearness.argmax(axis=1), nearness.shape[1]
    counts = np.stack([np.bincount(nearest[groups == code], minlength=n) for code in codes])
    return float(counts.min(axis=0).sum() / counts.sum(axis=1).min())
