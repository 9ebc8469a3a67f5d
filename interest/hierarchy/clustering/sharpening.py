"""Where classes are hard to tell apart: features anew, in which the sure statements teach what tells topics apart."""

import numpy as np

from interest.hierarchy.clustering.features import unit

HARD = 0.25
"""Share of outliers from which a space doesn't separate what is in it: a quarter of the statements in no cluster."""


def sharpen(features: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """The statements (n, f) in the discriminant space of their clusters: float32 of shape (n, k − 1), L2-normalised.

    Linear discriminant analysis (Fisher 1936) with covariances shrunk after Ledoit and Wolf (2004) learns from the
    clusters found (labels (n,), −1 for outliers, k clusters) which directions part them and which only scatter, and is
    then asked about all statements: self-training as in Ding and Li (2007), one round of it. What the encoder puts
    between two topics moves to the one whose traits it has.
    """
    from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

    sure = labels >= 0
    discriminant = LinearDiscriminantAnalysis(solver="eigen", shrinkage="auto")
    discriminant.fit(features[sure].astype(np.float64), labels[sure])
    return unit(discriminant.transform(features).astype(np.float32))
