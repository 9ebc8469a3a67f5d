"""What stands between two marks, such as a comment, found in linear time."""

import re
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Enclosed:
    """All from an opening mark to the next closing one; both are patterns.

    `opening.*?closing` looks for an end from every opening mark on, and where there is none, from 60,000 of them, for a
    minute. Here the search ends where there is no closing mark any more.
    """

    opening: str
    closing: str
    _opening: re.Pattern[str] = field(init=False, repr=False)
    _closing: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("opening", "closing"):
            object.__setattr__(self, f"_{name}", re.compile(getattr(self, name), re.IGNORECASE))

    def sub(self, instead: str, text: str) -> str:
        """The text with each of them replaced."""
        kept, at = [], 0
        while (opening := self._opening.search(text, at)) and (closing := self._closing.search(text, opening.end())):
            kept += [text[at : opening.start()], instead]
            at = closing.end()
        return "".join([*kept, text[at:]]) if kept else text
