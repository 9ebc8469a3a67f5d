"""What somebody says of how data are to be read, where it shall not be left to the data."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from interest.ingest.attributes import Kind
from interest.ingest.roles import Columns
from interest.ingest.sources import Options, layout_said
from interest.ingest.tables import RawTable
from interest.ingest.values.ratings import Scale


@dataclass(frozen=True)
class Said:
    """How data are to be read; None, and what is not named, leaves it to the data."""

    columns: Columns = field(default_factory=dict)
    """The column of a role, several for texts, None for "there is none"."""
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    day_first: bool | None = None
    """Whether dates such as 03/05/2026 begin with the day."""
    decimal_comma: bool | None = None
    """Whether 1,200 is one and a fifth."""
    rating_scale: Scale | None = None
    """The worst and the best rating."""
    kinds: Mapping[str, Kind | None] = field(default_factory=dict)
    """What kind of attribute a column is; None leaves it out."""
    mask: bool | None = None
    """Whether contacts are masked; they are where nobody says otherwise."""

    def options(self, likely: bool = False) -> Options:
        """What concerns the file that a table is in."""
        return Options(self.encoding, self.delimiter, self.sheet, layout_said(self.columns), likely)

    def of(self, table: RawTable) -> RawTable:
        """A table with what is said of its values, where nothing is said of the table itself."""
        names = ("day_first", "decimal_comma", "rating_scale")
        return replace(table, **{name: getattr(self, name) for name in names if getattr(table, name) is None})

    def over(self, former: "Said") -> "Said":
        """This with what was said before, where nothing is said now; columns are those of other data."""
        known = {name: value for name, value in vars(self).items() if value is not None}
        return replace(former, **{**known, "kinds": {**former.kinds, **self.kinds}})

    def to_json(self) -> dict[str, Any]:
        """As what JSON knows."""
        return asdict(self)

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Self:
        """What `to_json` gave."""
        scale = values["rating_scale"]
        return cls(**{**values, "rating_scale": None if scale is None else (scale[0], scale[1])})
