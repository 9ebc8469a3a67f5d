"""Names for topics and categories: short, contrasting with their siblings, in the language of the data."""

from interest.hierarchy.naming.categories import category_names
from interest.hierarchy.naming.family import Family
from interest.hierarchy.naming.fits import fits
from interest.hierarchy.naming.stock import joined_sentences
from interest.hierarchy.naming.titles import Title, keyword_name, other_name, unique_name
from interest.hierarchy.naming.topics import topic_names

__all__ = [
    "Family", "Title", "category_names", "fits", "joined_sentences", "keyword_name", "other_name", "topic_names",
    "unique_name",
]  # fmt: skip
