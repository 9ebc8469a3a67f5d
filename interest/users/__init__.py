"""Users as distributions over the interest tree and as vectors."""

from interest.users.labels import Labels, labels_of
from interest.users.learned import LearnedUsers
from interest.users.learning import Learning, learn
from interest.users.placement import place, weights_of
from interest.users.profiles import Profile, profile, profile_table, statement_weights
from interest.users.vectors import UserVectors, mean_vectors, text_vector, unit

__all__ = [
    "Labels",
    "LearnedUsers",
    "Learning",
    "Profile",
    "UserVectors",
    "labels_of",
    "learn",
    "mean_vectors",
    "place",
    "profile",
    "profile_table",
    "statement_weights",
    "text_vector",
    "unit",
    "weights_of",
]
