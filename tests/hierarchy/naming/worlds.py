"""What tests of names share: worlds made by hand, and the names in them."""

import re

import numpy as np

from interest.config import Config
from interest.hierarchy.keywords import topic_keywords
from interest.hierarchy.naming import category_names, topic_names

AXES = np.eye(10)
HAN = re.compile(r"[\u4e00-\u9fff]")


def names_of(study, level: str) -> list[str]:
    return [node.name for node in study.tree.level(level)]


def found_names(world, rows: list[np.ndarray]) -> list[str]:
    return names_of_topics(*world, [topic_keywords(*world, part) for part in rows], [0] * len(rows))


def names_of_topics(*given) -> list[str]:
    return [title.name for title in topic_names(*given)]


def names_of_categories(*given) -> list[str]:
    return [title.name for title in category_names(*given)]


def named_by(world: tuple, config: Config) -> tuple:
    """The world with the words that names may use."""
    words, meaning = world
    return words.named_by(config), meaning
