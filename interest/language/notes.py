"""What a reader should know of names in the languages of a corpus."""

from collections import Counter
from collections.abc import Sequence

from interest.language.detection import LEAST_SHARE
from interest.language.languages import language


def language_notes(languages: Sequence[str]) -> tuple[str, ...]:
    """A plain sentence for each language of the texts in which names are rough, the most frequent first."""
    notes = []
    for code, count in Counter(languages).most_common():
        tongue, share = language(code), count / len(languages)
        if tongue.rough and share >= LEAST_SHARE:
            notes.append(f"Names are rough for {share:.0%} of the texts, which are in {tongue.name}: {tongue.rough}.")
    return tuple(notes)
