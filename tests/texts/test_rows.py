"""What is said of rows where no column says who wrote: complete in both languages, and of every kind of row."""

import re
import string
from typing import get_args

import pytest

from interest.ingest import Unit
from interest.texts import LANGUAGES, PEOPLE, catalogue, of_rows, translate, units

NAME = re.compile("<([a-zA-Z]+)>")


def texts_of(entry: object) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry.values())


def fields(entry: object) -> set[str]:
    return {name for text in texts_of(entry) for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_say_the_same_of_rows() -> None:
    assert set(of_rows("en")) == set(of_rows("zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_takes_the_place_of_a_text_of_people(language: str) -> None:
    for key, entry in of_rows(language).items():
        assert fields(entry) <= fields(catalogue(language)[key]), key
        assert set(NAME.findall(" ".join(texts_of(entry)))) - {"b", "br"} <= set(units(language)["text"]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_row_has_its_name(language: str) -> None:
    assert set(units(language)) == set(get_args(Unit)) - {PEOPLE}
    assert len({frozenset(names) for names in units(language).values()}) == 1


def test_the_name_of_a_row_stands_in_the_text() -> None:
    assert translate("en", "tree.user_share", share=0.3) == "30% of all users"
    assert translate("en", "tree.user_share", "review", share=0.3) == "30% of all reviews"
    assert translate("en", "finding_detail.pair", "answer", n=1) == "1 response speaks of both."
    assert translate("zh", "tree.user_share", "text", share=0.3) == "占全部文本的 30%"
    assert translate("en", "app.listing", "review") == translate("en", "app.listing")
