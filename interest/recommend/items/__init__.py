"""Items for people: what is known of them, what foretells who takes what, and what is recommended for which reason."""

from interest.recommend.items.judging import ALONE, Shop, feedback_policies, item_recommenders
from interest.recommend.items.learning import Trials, Voices, learn_fusion
from interest.recommend.items.offering import Offer, item_arms, offers, rank_items, recommend_items
from interest.recommend.items.space import ItemSpace, Voice, item_space
from interest.recommend.items.voices import StudyVoices, Told

__all__ = [
    "ALONE",
    "ItemSpace",
    "Offer",
    "Shop",
    "StudyVoices",
    "Told",
    "Trials",
    "Voice",
    "Voices",
    "feedback_policies",
    "item_arms",
    "item_recommenders",
    "item_space",
    "learn_fusion",
    "offers",
    "rank_items",
    "recommend_items",
]
