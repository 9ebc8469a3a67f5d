"""Similar users, new interests, items and search, each with its reasons; and what feedback changes."""

from interest.recommend.bandit import Arms, Bandit, Judged, Personal
from interest.recommend.because import Because
from interest.recommend.feedback import Feedback, Lessons, bandit_of, personal_to
from interest.recommend.intent import Intent, nearness, reach_of
from interest.recommend.interests import recommend_interests, unsuited_topics
from interest.recommend.items import Shop, Told, Voice, feedback_policies, item_recommenders
from interest.recommend.items.catalogue import Catalogue, catalogue_of, judged_catalogue, no_items
from interest.recommend.judging_interests import (
    INTEREST_SPLITS,
    interest_recommenders,
    measure_interests,
    shown_interests,
)
from interest.recommend.people import People, reach_of_topics, unsuited_of
from interest.recommend.search import SearchResult, search, search_text
from interest.recommend.users import similar_users, whose

__all__ = [
    "Arms",
    "Bandit",
    "Because",
    "Catalogue",
    "Feedback",
    "INTEREST_SPLITS",
    "Intent",
    "Judged",
    "Lessons",
    "People",
    "Personal",
    "SearchResult",
    "Shop",
    "Told",
    "Voice",
    "feedback_policies",
    "interest_recommenders",
    "item_recommenders",
    "bandit_of",
    "catalogue_of",
    "personal_to",
    "unsuited_of",
    "measure_interests",
    "nearness",
    "no_items",
    "reach_of",
    "reach_of_topics",
    "recommend_interests",
    "judged_catalogue",
    "search",
    "search_text",
    "shown_interests",
    "similar_users",
    "unsuited_topics",
    "whose",
]
