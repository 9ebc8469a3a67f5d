"""Whether what people say of a node leans to one of two kinds of statements: late and early, low and high ratings."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from interest.inference.clusters import likeness

if TYPE_CHECKING:
    from scipy import sparse

LEAST_LIKENESS = 0.1
"""However independent the statements of a person look, the person counts for no more than 1 / this."""


class Leanings(NamedTuple):
    """Of m nodes, (m,) each."""

    inside: np.ndarray
    """The part of what is said of a node that is marked, everybody counted for their effective number of statements."""
    outside: np.ndarray
    """The same of all else that is said."""
    p: np.ndarray
    error: np.ndarray
    """Standard errors of inside − outside."""


def leanings(yes: "sparse.csr_matrix", of: "sparse.csr_matrix", all_yes: np.ndarray, all_of: np.ndarray) -> Leanings:
    """Whether the part of marked statements in a node differs from that in all else; a person is the unit.

    `of` (n_people, n_nodes) are a person's statements by node, `yes` the marked ones among them, `all_of` and `all_yes`
    (n_people,) those anywhere. Somebody with n statements in a node counts for n / (1 + (n − 1)ρ), ρ being the likeness
    of a person's statements within a node, at least `LEAST_LIKENESS`, so that nobody has the say. The two shares, D
    apart, are tested by

        t = D / √V,  V = V_in + V_out − 2C

    with V_in, V_out and C from the residuals xᵤ − R nᵤ of people as independent units (the linearised ratio, each
    residual as it is without its person), and the degrees of freedom of as many people as count (Bell and McCaffrey
    2002; Satterthwaite). So it is each node's own likeness that counts: a topic of twelve people with bursts of forty
    statements is twelve observations, whatever it is elsewhere. V_in and V_out are no less than the marks' variance
    R(1 − R) and the ρ of all nodes make certain: else ten people none of whom has a rare mark would not seem to vary
    at all. p is 1 where fewer than two people speak of a node, or of all else.

    References:
        Bell, R. and McCaffrey, D. (2002). Bias reduction in standard errors for linear regression with multi-stage
        samples. Survey Methodology 28 (2).
        Rao, J. and Scott, A. (1992). A simple method for the analysis of clustered binary data. Biometrics 48 (2).
    """
    from scipy.stats import t as student

    nodes = of.shape[1]
    counted = of.tocoo()
    user, node = counted.row, counted.col
    n, k = counted.data.astype(float), np.asarray(yes.tocsr()[user, node]).ravel().astype(float)

    def at(values: np.ndarray) -> np.ndarray:
        """Sums by node."""
        return np.bincount(node, values, minlength=nodes)

    alike = pooled_likeness(k, n)
    rho = max(alike, LEAST_LIKENESS)
    x_in, n_in = _effective(k, n, rho)
    whole = _effective(np.asarray(all_yes, float), np.asarray(all_of, float), rho)
    x_whole, n_whole = (part[user] for part in whole)
    x_rest, n_rest = _effective(all_yes[user] - k, all_of[user] - n, rho)
    w_in, w_out = at(n_in), whole[1].sum() - at(n_whole) + at(n_rest)
    inside = _ratio(at(x_in), w_in)
    outside = _ratio(whole[0].sum() - at(x_whole) + at(x_rest), w_out)

    held = np.minimum(_ratio(n_in, w_in[node]), 0.999)
    r_in = (x_in - n_in * inside[node]) / (1 - held)
    r_rest, r_whole = x_rest - n_rest * outside[node], x_whole - n_whole * outside[node]
    everybody = [(whole[i] * whole[j]).sum() for i, j in ((0, 0), (0, 1), (1, 1))]
    squares = everybody[0] - 2 * outside * everybody[1] + outside**2 * everybody[2] - at(r_whole**2) + at(r_rest**2)
    common = whole[0].sum() / max(whole[1].sum(), 1e-12)
    least = common * (1 - common)
    certain = n_in**2 * (1 + (n - 1) * alike) / n
    v_in = np.maximum(_ratio(at(r_in**2), w_in**2), least * _ratio(at(certain), w_in**2))
    v_out = np.maximum(_ratio(squares, w_out**2), _ratio(least, w_out))
    variance = np.maximum(v_in + v_out - 2 * _ratio(at(r_in * r_rest), w_in * w_out), 1e-12)

    people_in = _ratio(w_in**2, at(n_in**2))
    people_out = _ratio(w_out**2, everybody[2] - at(n_whole**2) + at(n_rest**2))
    tested = (people_in > 1.01) & (people_out > 1.01) & (least > 0)
    free_in, free_out = (np.maximum(people - 1, 0.01) for people in (people_in, people_out))
    freedom = (v_in + v_out) ** 2 / np.maximum(v_in**2 / free_in + v_out**2 / free_out, 1e-300)
    p = 2 * student.sf(np.abs(inside - outside) / np.sqrt(variance), np.maximum(freedom, 1e-3))
    return Leanings(inside, outside, np.where(tested, p, 1.0), np.sqrt(variance))


def pooled_likeness(yes: np.ndarray, of: np.ndarray) -> float:
    """How alike yes and no are in clusters of `of` statements (n_clusters,), `yes` of them yes: ρ."""
    share = np.divide(yes, of, out=np.zeros(len(of)), where=np.asarray(of) > 0)
    return float(likeness(share[:, None], of)[1][0]) if len(of) else 1.0


def _effective(k: np.ndarray, n: np.ndarray, rho: float) -> tuple[np.ndarray, np.ndarray]:
    """Effective counts of clusters: yes, and all."""
    size = n / (1 + np.maximum(n - 1, 0) * rho)
    return size * _ratio(k, n), size


def _ratio(a: np.ndarray | float, b: np.ndarray) -> np.ndarray:
    return np.divide(a, b, out=np.zeros(len(b)), where=b > 1e-12)
