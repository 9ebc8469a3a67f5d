"""The words that names are made of."""

import pytest

from interest.hierarchy.words import Words
from interest.language import tokenize


@pytest.mark.parametrize(("said", "title"), [("the puppy's", "puppy"), ("my new Levi's", "Levi's")])
def test_no_heading_ends_in_a_possessive_but_a_name_may(said, title, fake_encoder):
    others = ["lead", "basket", "collar", "walk", "brush", "vet"]
    texts = [f"{said} {others[i % 6]} came" for i in range(18)]
    words = Words.of(texts, [tokenize(text, "en") for text in texts], ["en"] * len(texts), fake_encoder)
    assert title in words.phrases.titles and "puppy's" not in words.phrases.titles
