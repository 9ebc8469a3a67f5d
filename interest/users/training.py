"""Training of the hierarchical attention: losses, loop, early stopping."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from interest.users.attention import Attended, HierarchicalAttention, Parts
from interest.users.closed import Material, Recipe, closeness, found_by
from interest.users.sequences import Group, Sequences

FEWEST_TEXTS = 4
"""Of a user who can be cut into halves that say something."""


@dataclass(frozen=True)
class Settings:
    """How to train; the defaults suit some hundred to some ten thousand users."""

    epochs: int = 10
    steps: int = 8
    """Batches of an epoch at least: few users are halved anew several times in each."""
    patience: int = 3
    """Epochs without a better MRR on held-out users after which training stops."""
    most_users: int = 4000
    """Users that an epoch takes, drawn anew each time from more, which bounds time."""
    batch: int = 256
    """Users among whom halves have to find each other."""
    fast: float = 0.03
    """Learning rate of the single numbers of plain meaning (`HierarchicalAttention.few`)."""
    slow: float = 1e-3
    """Learning rate of the matrices, AdamW's usual one."""
    predictions: float = 0.1
    """What the predictions of topics, categories and labels count against the contrast."""
    keep: float = 0.5
    """Least share of a half's statements that is left in, drawn anew for each batch, so that none is relied on."""
    most_in_half: int = 24
    """Statements of a half in training, which bounds time and memory."""
    halvings: int = 3
    """Random halvings by which held-out users are judged."""
    others: int = 500
    """Users at most, beside those held out, among whom these look for their halves: as later, among everybody."""


@dataclass(frozen=True, eq=False)
class Users:
    """Users to learn from: their statements, and what is to be predicted of each."""

    data: Sequences
    groups: list[Group]
    topics: np.ndarray
    """(n_users, n_topics) float32: the profile, summing to one."""
    categories: np.ndarray
    """(n_users, n_categories) float32."""
    labels: np.ndarray
    """(n_users, n_labels) float32: 1 where a user has a label; all 0 where no label is known."""
    texts: np.ndarray
    """(n,) the number of the text that each statement is a part of."""
    material: Material
    recipe: Recipe
    """What the closed form is made of, and how: what is learned stands beside it."""

    def __len__(self) -> int:
        return len(self.groups)

    @property
    def can_be_halved(self) -> np.ndarray:
        """(n_users,) bool."""
        return np.array([len(np.unique(self.texts[group])) >= FEWEST_TEXTS for group in self.groups])

    def halve(self, user: int, rng: np.random.Generator) -> tuple[Group, Group]:
        """A user's statements in two halves at random.

        Those of one text stay together: sentences of a text find each other whoever wrote it.
        """
        mixed = rng.permutation(self.groups[user])
        _, text = np.unique(self.texts[mixed], return_inverse=True)
        is_first = rng.permutation(text.max() + 1)[text] % 2 == 0
        return mixed[is_first], mixed[~is_first]

    def halvings(self, numbers: Collection[int], count: int, seed: int) -> "list[Halves]":
        """`count` halvings of each of these users, the same for all models that are judged by them."""
        rng = np.random.default_rng(seed)
        cuts = [[self.halve(user, rng) for user in numbers] for _ in range(count)]
        return [([first for first, _ in cut], [second for _, second in cut]) for cut in cuts]

    def closed(self, cuts: "Sequence[Halves]", others: np.ndarray) -> list[np.ndarray]:
        """For each cut the cosines of first halves with second ones by the closed form, (n, n).

        What everybody varies in is told by the statements of the users `others`, who must be others than these.
        """
        turn = None
        if self.recipe.shrinkage < 1:
            turn = self.material.turns([self.recipe.shrinkage], np.isin(self.material.people, others))[0]
        return [closeness(self.material, self.recipe, cut, turn) for cut in cuts]


@dataclass(frozen=True)
class Epoch:
    """A point of the learning curve."""

    epoch: int
    loss: float
    """Mean over the training users; NaN before the first epoch."""
    mrr: float
    """Mean reciprocal rank of held-out users' other halves among each other."""


Halves = tuple[list[Group], list[Group]]


def blended(model: HierarchicalAttention, first: Tensor, second: Tensor, closed: Tensor) -> Tensor:
    """The cosines of first halves with second ones, (n, n): by representations (n, D), beside the closed form's."""
    return (1 - model.beside) * closed + model.beside * (first @ second.T)


def contrast(cosines: Tensor, sharpness: Tensor) -> Tensor:
    """InfoNCE (van den Oord, Li and Vinyals 2018), both ways: −log softmax(sharpness · cosine) of the own other half.

    `cosines` (B, B) are those of first halves with second ones.
    """
    logits = sharpness * cosines
    own = torch.arange(len(logits), device=logits.device)
    return (functional.cross_entropy(logits, own) + functional.cross_entropy(logits.T, own)) / 2


def divergence(log_predicted: Tensor, target: Tensor) -> Tensor:
    """Kullback–Leibler divergence KL(target ‖ predicted) of distributions (B, n), mean over users."""
    return functional.kl_div(log_predicted, target, reduction="batchmean")


def label_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """Cross-entropy of the labels (B, n), shared among those of one user; users without any don't count."""
    known = labels.sum(dim=-1) > 0
    if not known.any():
        return logits.sum() * 0.0
    return functional.cross_entropy(logits[known], functional.normalize(labels[known], p=1.0, dim=-1))


def parts_of(model: HierarchicalAttention, data: Sequences, groups: Sequence[Group]) -> Parts:
    """The parts of any number of users, in their order."""
    orders, found = zip(
        *((order, model.parts(batch)) for order, batch in data.batches(groups, model.device)), strict=True
    )
    place = torch.from_numpy(np.argsort(np.concatenate(orders))).to(model.device)
    return Parts(*(torch.cat(tensors)[place] for tensors in zip(*found, strict=True)))


@torch.no_grad()
def user_vectors(model: HierarchicalAttention, data: Sequences, groups: Sequence[Group]) -> np.ndarray:
    """The representations of users, (n, D) float32."""
    return model(parts_of(model, data, groups)).vectors.cpu().numpy()


@torch.no_grad()
def vectors_and_labels(
    model: HierarchicalAttention, data: Sequences, groups: Sequence[Group]
) -> tuple[np.ndarray, np.ndarray]:
    """The representations of users, (n, D), and how likely each label is for each, (n, n_labels), both float32."""
    seen = model(parts_of(model, data, groups))
    return seen.vectors.cpu().numpy(), seen.labels.softmax(dim=-1).cpu().numpy()


@torch.no_grad()
def label_logits(model: HierarchicalAttention, data: Sequences, groups: Sequence[Group]) -> np.ndarray:
    """What the label head says of users, (n, n_labels)."""
    return model(parts_of(model, data, groups)).labels.cpu().numpy()


@torch.no_grad()
def set_center(model: HierarchicalAttention, data: Sequences, groups: Sequence[Group]) -> None:
    """Centre the model by the mean over users."""
    model.center.copy_(parts_of(model, data, groups).concatenated.mean(dim=0))


@torch.no_grad()
def judge(
    model: HierarchicalAttention, data: Sequences, cuts: Sequence[Halves], closed: Sequence[np.ndarray]
) -> np.ndarray:
    """1 / the rank at which each user's halves find each other, the mean of both ways and of the halvings, (n,).

    `closed` has the cosines by the closed form for each cut.
    """
    found = []
    for cut, near in zip(cuts, closed, strict=True):
        first, second = (model(parts_of(model, data, side)).vectors for side in cut)
        found.append(found_by(blended(model, first, second, torch.from_numpy(near).to(model.device)).cpu().numpy()))
    return np.mean(found, axis=0)


def train(
    model: HierarchicalAttention,
    users: Users,
    learn_from: np.ndarray,
    held_out: np.ndarray,
    settings: Settings,
    seed: int,
    report: Callable[[float], None] = lambda fraction: None,
) -> list[Epoch]:
    """Train on some users and leave the model in the state that was best on others; gives the learning curve.

    `learn_from` and `held_out` are numbers of users; those held out all have enough texts to be halved. The curve
    begins with the closed form. Where no state is better than that by more than a standard error, the model counts
    nothing beside it. `report` may raise `Cancelled`.
    """
    rng = np.random.default_rng(seed)
    steps = _Steps(model, users, learn_from, settings, rng)
    halvable = learn_from[users.can_be_halved[learn_from]]
    cuts = users.halvings([*held_out, *rng.permutation(halvable)[: settings.others]], settings.halvings, seed)
    closed = users.closed(cuts, learn_from)
    groups = [users.groups[user] for user in rng.permutation(learn_from)[: settings.most_users]]
    before = np.mean([found_by(near) for near in closed], axis=0)[: len(held_out)]
    curve = [Epoch(0, np.nan, float(before.mean()))]
    best, state, found = Epoch(0, np.nan, -1.0), model.state_dict(), before
    for number in range(1, settings.epochs + 1):
        loss = steps.epoch(number, halvable, report)
        set_center(model, users.data, groups)
        now = judge(model, users.data, cuts, closed)[: len(held_out)]
        curve.append(Epoch(number, loss, float(now.mean())))
        if curve[-1].mrr > best.mrr:
            best, found = curve[-1], now
            state = {name: value.clone() for name, value in model.state_dict().items()}
        if number - best.epoch >= settings.patience:
            break
    model.load_state_dict(state)
    if (found - before).mean() <= (found - before).std() / np.sqrt(len(found)):
        model.stand_back()
    return curve


class _Steps:
    """Gradient descent (AdamW, Loshchilov and Hutter 2019), an epoch at a time."""

    def __init__(
        self,
        model: HierarchicalAttention,
        users: Users,
        learn_from: np.ndarray,
        settings: Settings,
        rng: np.random.Generator,
    ) -> None:
        few = {id(parameter) for parameter in model.few()}
        matrices = [parameter for parameter in model.parameters() if id(parameter) not in few]
        self.optimizer = torch.optim.AdamW(
            [
                {"params": model.few(), "lr": settings.fast, "weight_decay": 0.0},
                {"params": matrices, "lr": settings.slow},
            ]
        )
        self.model, self.users, self.settings, self.rng = model, users, settings, rng
        # By their own statements the halves of users would find each other too well: each side tells of the other.
        side = rng.permutation(len(learn_from)) % 2 == 0
        self.sides = learn_from[side], learn_from[~side]

    def epoch(self, number: int, learn_from: np.ndarray, report: Callable[[float], None]) -> float:
        """One pass over the users in random order, or several, the first epoch being number 1; the mean loss."""
        batches: list[tuple[np.ndarray, np.ndarray]] = []
        while len(batches) < self.settings.steps:
            order = self.rng.permutation(learn_from)[: self.settings.most_users]
            for own, others in (self.sides, self.sides[::-1]):
                those = order[np.isin(order, own)]
                parts = np.array_split(those, max(1, round(len(those) / self.settings.batch)))
                batches += [(part, others) for part in parts if len(part)]
        losses = []
        for step, (part, others) in enumerate(batches):
            report((number - 1 + step / len(batches)) / self.settings.epochs)
            losses.append(self._step(part, others))
        return float(np.mean(losses))

    def _step(self, learn_from: np.ndarray, others: np.ndarray) -> float:
        cuts = [self.users.halve(user, self.rng) for user in learn_from]
        keep = self.rng.uniform(self.settings.keep, 1.0)
        sides = [self._thinned(cut[0], keep) for cut in cuts], [self._thinned(cut[1], keep) for cut in cuts]
        closed = torch.from_numpy(self.users.closed([sides], others)[0]).to(self.model.device)
        first, second = (self.model(parts_of(self.model, self.users.data, side), own_center=True) for side in sides)
        near = blended(self.model, first.vectors, second.vectors, closed)
        loss = contrast(near, self.model.log_sharpness.exp())
        for seen in (first, second):
            loss = loss + self.settings.predictions / 2 * self._predictions(seen, learn_from)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        return float(loss.detach())

    def _thinned(self, half: Group, keep: float) -> Group:
        kept = half[self.rng.random(len(half)) < keep]
        return (kept if len(kept) else half)[: self.settings.most_in_half]

    def _predictions(self, seen: Attended, numbers: np.ndarray) -> Tensor:
        """What is foretold of each user from half of their statements, against all of them."""
        topics, categories, labels = (
            torch.from_numpy(table[numbers]).to(self.model.device)
            for table in (self.users.topics, self.users.categories, self.users.labels)
        )
        loss = divergence(seen.topics, topics) + divergence(seen.categories, categories)
        return loss + label_loss(seen.labels, labels) if labels.shape[1] else loss
