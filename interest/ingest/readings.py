"""How a table was read: what it was found in, which column is what and why, how its values were understood."""

from dataclasses import dataclass

from interest.ingest.roles import Use


@dataclass(frozen=True)
class Reading:
    """The decisions that were made for one table, each a sentence or a use of a column with its reason."""

    file: str
    n_rows: int
    found: tuple[str, ...]
    """How the table was found in its file."""
    uses: tuple[Use, ...]
    values: tuple[str, ...]
    """How users, times, numbers and ratings were read."""

    @property
    def used(self) -> list[Use]:
        """The columns that have a role."""
        return [use for use in self.uses if use.role not in ("attribute", "unused")]

    @property
    def others(self) -> list[Use]:
        """The columns that have none: attributes and unused ones."""
        return [use for use in self.uses if use.role in ("attribute", "unused")]
