"""Values as people write them: numbers, ratings, times, ids."""

from interest.ingest.values.ids import bare_id, guest_id, padded_like, padded_twins, padded_width, rounded_ids
from interest.ingest.values.numbers import has_decimal_commas, parse_numbers
from interest.ingest.values.ratings import Ratings, is_scale, is_unrated, parse_ratings, scale_in, scale_of_words
from interest.ingest.values.strange import implausible
from interest.ingest.values.times import DateOrder, date_order, parse_times, read_times

__all__ = [
    "DateOrder",
    "Ratings",
    "bare_id",
    "date_order",
    "guest_id",
    "has_decimal_commas",
    "implausible",
    "is_scale",
    "is_unrated",
    "padded_like",
    "padded_twins",
    "padded_width",
    "parse_numbers",
    "parse_ratings",
    "parse_times",
    "read_times",
    "rounded_ids",
    "scale_in",
    "scale_of_words",
]
