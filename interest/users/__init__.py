"""Users as distributions over the interest tree and as vectors."""

from interest.users.closed import ClosedUsers, Recipe, choose_recipe
from interest.users.crowd import Crowd, Neighbours, Queries
from interest.users.labels import Labels, labels_of
from interest.users.learned import LearnedUsers
from interest.users.learning import Learning, learn
from interest.users.placement import place, weights_of
from interest.users.profiles import Profile, Profiles, profile, statement_weights
from interest.users.vectors import UserVectors, mean_vectors, text_vector, unit

__all__ = [
    "ClosedUsers",
    "Crowd",
    "Labels",
    "LearnedUsers",
    "Learning",
    "Neighbours",
    "Profile",
    "Profiles",
    "Queries",
    "Recipe",
    "UserVectors",
    "choose_recipe",
    "labels_of",
    "learn",
    "mean_vectors",
    "place",
    "profile",
    "statement_weights",
    "text_vector",
    "unit",
    "weights_of",
]
