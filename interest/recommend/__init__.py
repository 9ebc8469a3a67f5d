"""Similar users, new interests, items and search, each with its reasons."""

from interest.recommend.because import Because
from interest.recommend.fusion import Fusion
from interest.recommend.interests import recommend_interests
from interest.recommend.items import ItemSpace, Voice, item_space, learn_fusion, rank_items, recommend_items
from interest.recommend.judging import item_recommenders
from interest.recommend.search import SearchResult, search_text
from interest.recommend.users import similar_users

__all__ = [
    "Because",
    "Fusion",
    "ItemSpace",
    "SearchResult",
    "Voice",
    "item_recommenders",
    "item_space",
    "learn_fusion",
    "rank_items",
    "recommend_interests",
    "recommend_items",
    "search_text",
    "similar_users",
]
