"""Where classes are hard to tell apart: features anew, in which the sure statements teach what tells topics apart."""

import numpy as np

from interest.hierarchy.clustering.features import unit

EASY, HARD = 0.2, 0.3
"""Shares of outliers up to which a space separates what is in it, and from which it doesn't. In between it has a say
beside the new one, since one statement more or less in a cluster must not decide about the whole tree."""


def sharpened(features: np.ndarray, fitted: np.ndarray, labels: np.ndarray) -> np.ndarray | None:
    """Features anew for statements (n, f); None where classes are told apart as it is.

    They are learned from the statements at `fitted` (m,), whose clusters are `labels` (m,), −1 for outliers.
    """
    hard = min(1.0, (float((labels < 0).mean()) - EASY) / (HARD - EASY))
    if hard <= 0:
        return None
    learned = discriminant_space(features, fitted, labels)
    if hard == 1:
        return learned
    return unit(np.hstack([np.sqrt(1 - hard) * features, np.sqrt(hard) * learned]))  # cosines weigh 1 − hard and hard


def discriminant_space(features: np.ndarray, fitted: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The statements (n, f) in the discriminant space of clusters: float32 of shape (n, k − 1), L2-normalised.

    Linear discriminant analysis (Fisher 1936) with covariances shrunk after Ledoit and Wolf (2004) learns from the k
    clusters found (`labels` (m,) of the statements at `fitted`, −1 for outliers) which directions part them and which
    only scatter, and is then asked about all statements: self-training as in Ding and Li (2007), one round of it. What
    the encoder puts between two topics moves to the one whose traits it has.
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    sure = labels >= 0
    discriminant = LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto")
    discriminant.fit(features[fitted[sure]].astype(np.float64), labels[sure])
    return unit(discriminant.transform(features).astype(np.float32))
