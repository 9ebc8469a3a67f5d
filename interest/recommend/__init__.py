"""Similar users, new interests, items and search, each with its reasons."""

from interest.recommend.because import Because
from interest.recommend.interests import recommend_interests
from interest.recommend.items import ItemSpace, item_space, recommend_items
from interest.recommend.search import SearchResult, search_text
from interest.recommend.users import similar_users

__all__ = [
    "Because",
    "ItemSpace",
    "SearchResult",
    "item_space",
    "recommend_interests",
    "recommend_items",
    "search_text",
    "similar_users",
]
