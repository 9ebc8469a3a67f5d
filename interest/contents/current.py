"""The contents of a study as they are now: the one place where they change."""

from typing import Any

from interest.contents.contents import Contents


class Current:
    """A slot for contents. Who edits reads it, and puts other contents in; who asks reads it each time anew."""

    def __init__(self, contents: Contents) -> None:
        self._contents = contents

    @property
    def contents(self) -> Contents:
        """What is held now."""
        return self._contents

    def put(self, contents: Contents) -> None:
        """Go over to other contents."""
        self._contents = contents

    def change(self, **parts: Any) -> None:
        """Go over to the contents with some parts replaced: see `Contents.change`."""
        self.put(self._contents.change(**parts))
