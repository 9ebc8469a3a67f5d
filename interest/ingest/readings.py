"""How a table was read: what it was found in, which column is what and why, how its values were understood."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from interest.ingest.roles import Columns, Use
from interest.ingest.roles.names import ROLES
from interest.ingest.tables import RawTable
from interest.ingest.values.ratings import Scale


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
    day_first: bool | None = None
    """Whether its dates begin with the day, where that was said or is beyond doubt."""
    decimal_comma: bool | None = None
    """What was said of its numbers."""
    rating_scale: Scale | None = None
    """What was said of its ratings."""

    @property
    def used(self) -> list[Use]:
        """The columns that have a role."""
        return [use for use in self.uses if use.role not in ("attribute", "unused")]

    @property
    def others(self) -> list[Use]:
        """The columns that have none: attributes and unused ones."""
        return [use for use in self.uses if use.role in ("attribute", "unused")]

    def fits(self, table: RawTable) -> bool:
        """Whether a table has all columns that were used, so that it can be read as this one was."""
        return all(use.column in table.frame for use in self.used)

    def columns_for(self, table: RawTable) -> Columns:
        """The columns of a table as they were read before; what may be in a column that is new is left to be found."""
        known = {use.column for use in self.uses}
        found: dict[str, list[str] | None] = {} if set(table.frame) - known else dict.fromkeys(ROLES)
        if all(use.role != "speaker" for use in self.uses) and any(use.role == "automatic" for use in self.uses):
            found.pop("speaker", None)  # formerly who speaks was one of the marks of what no user wrote
        for use in self.used:
            if use.role in ROLES:
                found[use.role] = [*(found.get(use.role) or []), use.column]
        return found

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """The reading that `to_json` gave."""
        scale = values["rating_scale"]
        plain = {name: tuple(values[name]) for name in ("found", "values")}
        uses = tuple(Use(**use) for use in values["uses"])
        return cls(**{**values, **plain, "uses": uses, "rating_scale": None if scale is None else (scale[0], scale[1])})

    def to_json(self) -> dict[str, Any]:
        """As what JSON knows."""
        return asdict(self)
