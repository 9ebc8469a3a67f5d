"""Hierarchical attention: what a user said, abstracted to topics and to categories, as one vector."""

from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

LEVELS = ("statement", "topic", "category")
"""The levels of a representation: the pooled vectors themselves, H1 and H2."""
SHARPNESS = 6.0
"""Of the first attention weights: logits of about 6 × the cosine of two statements in the directions of a head."""
GATE_START = 0.3
"""Open enough that gradients reach the matrices behind a gate from the first step on."""
BESIDE_START = 0.3
"""Of the part that the representation has beside the closed form."""
TEMPERATURE_START = 0.1
"""As in `interest.users.placement`: among 20 topics a cosine of .8 where the others have 0 is sure."""
CONTRAST_START = 10.0
"""Of the learned sharpness of the contrast: cosines that differ by .1 differ by a factor e."""
SMALLEST = 1e-6
"""Keeps square roots, logarithms and divisions finite."""


@dataclass(frozen=True)
class Architecture:
    """Which parts the model has; the defaults are the whole, the others are for ablation."""

    attention: bool = True
    """Off: pooling alone."""
    topics: bool = True
    """The part that H1 has in the representation."""
    categories: bool = True
    """The part that H2 has."""
    concatenate: bool = True
    """Off: the representation is the deepest level alone."""
    heads: int = 4
    width: int = 64


@dataclass(frozen=True)
class Sizes:
    """Of the tensors of a model."""

    dimension: int
    """d, of statement vectors."""
    topics: int
    categories: int
    sources: int
    labels: int


class Batch(NamedTuple):
    """Users as padded sequences of statements."""

    tokens: Tensor
    """(B, L, d): vectors of statements."""
    mask: Tensor
    """(B, L) bool: True where there is a statement."""
    log_weight: Tensor
    """(B, L): logarithm of the weight."""
    age: Tensor
    """(B, L): 0 for the newest statement of the data, 1 for the oldest."""
    source: Tensor
    """(B, L) int: number of the source; one past the last for an unknown one."""


class Parts(NamedTuple):
    """The levels of a batch before they are encoded."""

    concatenated: Tensor
    """(B, D): Concat(H2, H1, pooled W), not yet centred."""
    topics: Tensor
    """(B, n_topics): the predicted distribution, all above 0."""
    categories: Tensor
    """(B, n_categories)."""


class Attended(NamedTuple):
    """What the model makes of a batch."""

    vectors: Tensor
    """(B, D), L2-normalised: the representation."""
    topics: Tensor
    """(B, n_topics): logarithm of the predicted distribution."""
    categories: Tensor
    """(B, n_categories): the same."""
    labels: Tensor
    """(B, n_labels): logits."""


class Attention(nn.Module):
    """Multi-head attention behind a gate (Vaswani et al. 2017): queries + tanh(g) · MHA(queries, keys, keys).

    Each head is softmax(QKᵀ/√d_k + b)V with a bias b a key. With the gate shut (0) it passes its queries on; the
    projections start as the principal directions of the statements, so that what a user said in like words is drawn
    together.
    """

    def __init__(self, dimension: int, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Parameter(torch.zeros(dimension, width))
        self.key = nn.Parameter(torch.zeros(dimension, width))
        self.value = nn.Parameter(torch.zeros(dimension, width))
        self.out = nn.Parameter(torch.zeros(width, dimension))
        self.gate = nn.Parameter(torch.tensor(GATE_START))

    @torch.no_grad()
    def start(self, directions: Tensor) -> None:
        """Start from orthonormal directions (d, width), the most important first; they are dealt out to the heads."""
        dealt = torch.cat([directions[:, head :: self.heads] for head in range(self.heads)], dim=1)
        scale = (SHARPNESS * (dealt.shape[1] / self.heads) ** 0.5) ** 0.5
        self.query.copy_(scale * dealt)
        self.key.copy_(scale * dealt)
        self.value.copy_(dealt)
        self.out.copy_(dealt.T)

    def forward(self, queries: Tensor, keys: Tensor, bias: Tensor) -> Tensor:
        """Queries and keys (B, L, d), bias (B, L), −inf where there is no key → (B, L, d)."""
        q, k, v = self._split(queries @ self.query), self._split(keys @ self.key), self._split(keys @ self.value)
        heads = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias[:, None, None, :])  # (B, heads, L, d_k)
        return queries + torch.tanh(self.gate) * heads.transpose(1, 2).flatten(2) @ self.out

    def weights(self, queries: Tensor, keys: Tensor, bias: Tensor, path: Tensor) -> Tensor:
        """What each key counts in each output, (B, L, L), rows summing to one; `path` what it counts in each query.

        Attention, mean over heads, and the residual path together (attention rollout, Abnar and Zuidema 2020).
        """
        q, k = self._split(queries @ self.query), self._split(keys @ self.key)
        logits = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5 + bias[:, None, None, :]  # (B, heads, L, L)
        gate = torch.tanh(self.gate).abs()
        return (path + gate * logits.softmax(dim=-1).mean(dim=1)) / (1 + gate)

    def _split(self, projected: Tensor) -> Tensor:
        return projected.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # (B, heads, L, d_k)


class HierarchicalAttention(nn.Module):
    """Two stacked attentions over a user's statements W (B, L, d), and their concatenation.

        H1 = W + g₁ MHA(W, W, W)           its head gives the user's distribution over topics
        H2 = H1 + g₂ MHA(H1, W, W)         … over categories
        u  = encode(Concat(H2, H1, pooled W))

    A head compares each token with a prototype a node, softmax(cos(H, prototype)/τ), and pools; prototypes start as
    the centroids of the tree. A distribution p enters the concatenation as √p, whose inner products are Bhattacharyya
    coefficients: common topics don't drown rare ones. Each part is centred over users, brought to length one and
    weighted by a learned scale. Weights, recency and sources are additive biases of the logits of all attentions and
    poolings.

    u stands beside the closed form of `interest.users.closed`, c: cosines are (1 − γ) cos(c, c') + γ cos(u, u'), with γ
    learned. So training adds to what needs none, and γ = 0 is the closed form itself.
    """

    def __init__(self, sizes: Sizes, architecture: Architecture) -> None:
        super().__init__()
        self.architecture, self.sizes = architecture, sizes
        d, width = sizes.dimension, min(architecture.width, sizes.dimension)
        self.widths = (sizes.categories, sizes.topics, d)  # of Concat(H2, H1, pooled W)
        self.center = nn.Buffer(torch.zeros(sum(self.widths)))
        self.first = Attention(d, width, architecture.heads)
        self.second = Attention(d, width, architecture.heads)
        self.topic_prototypes = nn.Parameter(torch.zeros(sizes.topics, d))
        self.category_prototypes = nn.Parameter(torch.zeros(sizes.categories, d))
        self.log_temperatures = nn.Parameter(torch.full((2,), TEMPERATURE_START).log())
        self.pooling = nn.Parameter(torch.zeros(len(LEVELS), d))
        self.recency = nn.Parameter(torch.zeros(()))
        self.sources = nn.Parameter(torch.zeros(sizes.sources + 1))
        self.log_scales = nn.Parameter(torch.zeros(len(self.widths)))
        self.log_sharpness = nn.Parameter(torch.tensor(CONTRAST_START).log())
        self.log_odds = nn.Parameter(torch.tensor(BESIDE_START).logit())
        self.label_head = nn.Parameter(torch.zeros(sum(self.widths), sizes.labels))

    @torch.no_grad()
    def start(self, directions: Tensor, topics: Tensor, categories: Tensor) -> None:
        """Start from what is known without training.

        `directions` (d, width) as for `Attention`; `topics` and `categories` (n, d) the centroids of the nodes.
        """
        self.first.start(directions)
        self.second.start(directions)
        self.topic_prototypes.copy_(functional.normalize(topics, dim=-1))
        self.category_prototypes.copy_(functional.normalize(categories, dim=-1))

    @property
    def device(self) -> torch.device:
        """Where the model lies."""
        return self.center.device

    @property
    def beside(self) -> Tensor:
        """γ, in [0, 1]: what the representation counts beside the closed form."""
        return torch.sigmoid(self.log_odds)

    @torch.no_grad()
    def stand_back(self) -> None:
        """Count nothing beside the closed form."""
        self.log_odds.fill_(float("-inf"))

    def few(self) -> list[nn.Parameter]:
        """Single numbers of plain meaning, and the labels' logistic regression: learned fast, and from few users."""
        return [
            self.log_scales, self.log_temperatures, self.log_sharpness, self.log_odds, self.recency, self.sources,
            self.first.gate, self.second.gate, self.label_head,
        ]  # fmt: skip

    def forward(self, parts: Parts, own_center: bool = False) -> Attended:
        """The representation of each user; with `own_center` centred over these users instead of by `center`."""
        center = parts.concatenated.mean(dim=0) if own_center else self.center
        vectors = self.encode(parts.concatenated - center)
        return Attended(vectors, parts.topics.log(), parts.categories.log(), vectors @ self.label_head)

    def parts(self, batch: Batch) -> Parts:
        """Both attentions, their heads, and what is pooled."""
        bias = self._bias(batch)
        levels = self._levels(batch.tokens, bias)
        pools = self._pools(levels, bias)
        topics = self._distribution(levels[1], pools[1], self.topic_prototypes, self.log_temperatures[0])
        categories = self._distribution(levels[2], pools[2], self.category_prototypes, self.log_temperatures[1])
        pooled = (pools[0][:, None] @ batch.tokens)[:, 0]  # (B, d)
        return Parts(torch.cat([categories.sqrt(), topics.sqrt(), pooled], dim=-1), topics, categories)

    def weights(self, batch: Batch) -> Tensor:
        """What each token counts at each of `LEVELS`, through pooling and attentions, (B, 3, L); each sums to one."""
        bias = self._bias(batch)
        levels = self._levels(batch.tokens, bias)
        through1 = torch.eye(bias.shape[1], device=bias.device)
        if self._has_first:
            through1 = self.first.weights(batch.tokens, batch.tokens, bias, through1)
        through2 = through1
        if self._has_second:
            through2 = self.second.weights(levels[1], batch.tokens, bias, through1)
        pooled, topics, categories = (pool[:, None] for pool in self._pools(levels, bias))  # (B, 1, L)
        return torch.cat([pooled, topics @ through1, categories @ through2], dim=1)

    @property
    def _has_first(self) -> bool:
        return self.architecture.attention and self.architecture.topics

    @property
    def _has_second(self) -> bool:
        return self.architecture.attention and self.architecture.categories

    def _levels(self, tokens: Tensor, bias: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """W, H1 and H2, each (B, L, d); a level that the architecture lacks is the one below."""
        h1 = self.first(tokens, tokens, bias) if self._has_first else tokens
        h2 = self.second(h1, tokens, bias) if self._has_second else h1
        return tokens, h1, h2

    def _pools(self, levels: tuple[Tensor, Tensor, Tensor], bias: Tensor) -> list[Tensor]:
        """What each token counts in the pool of each level, (B, L) each."""
        return [(bias + level @ query).softmax(dim=-1) for level, query in zip(levels, self.pooling, strict=True)]

    def encode(self, concatenated: Tensor) -> Tensor:
        """The centred concatenation (B, D) as a representation of length one."""
        parts = [functional.normalize(part, dim=-1, eps=SMALLEST) for part in concatenated.split(self.widths, dim=-1)]
        scaled = torch.cat([scale * part for scale, part in zip(self._scales(), parts, strict=True)], dim=-1)
        return functional.normalize(scaled, dim=-1, eps=SMALLEST)

    def _scales(self) -> Tensor:
        """What each part counts; 0 for parts that the architecture lacks."""
        has = self.architecture
        pooled = has.concatenate or not (has.topics or has.categories)
        kept = [has.categories, has.topics and (has.concatenate or not has.categories), pooled]
        return self.log_scales.exp() * torch.tensor(kept, device=self.device)

    def _bias(self, batch: Batch) -> Tensor:
        """What a statement counts before it is compared with anything, (B, L): √weight, recency, source."""
        bias = batch.log_weight / 2 - self.recency * batch.age + self.sources[batch.source]
        return bias.masked_fill(~batch.mask, float("-inf"))

    def _distribution(self, tokens: Tensor, pool: Tensor, prototypes: Tensor, log_temperature: Tensor) -> Tensor:
        """The user's distribution over nodes (B, n), all above 0."""
        cosine = functional.normalize(tokens, dim=-1, eps=SMALLEST) @ functional.normalize(prototypes, dim=-1).T
        shares = (cosine / log_temperature.exp()).softmax(dim=-1)  # (B, L, n)
        return (pool[:, None] @ shares)[:, 0] * (1 - SMALLEST) + SMALLEST / len(prototypes)
