"""What the users of a study say, with what must not be known of it left out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from interest.contents import Contents
from interest.ingest.roles import first_named
from interest.ingest.values import bare_id
from interest.recommend.items.space import Voice


@dataclass(frozen=True, eq=False)
class Told:
    """What each user says by a function, of which neither times nor items are known."""

    of: Callable[[str], Voice]
    tells_items: bool = False
    tells_times: bool = False

    def without(self, user_id: str, items: Sequence[str], since: pd.Timestamp | None) -> Voice:
        """All that somebody says."""
        return self.of(user_id)


@dataclass(frozen=True, eq=False)
class StudyVoices:
    """The users of a study; see `interest.recommend.items.learning.Voices`."""

    contents: Contents

    def of(self, user_id: str) -> Voice:
        """All that somebody says."""
        own = self.contents.rows_of(user_id)
        if not len(own):
            return Voice()
        return Voice(self.contents.space.meaning[own], self.contents.weights(user_id), self._topics[own])

    def without(self, user_id: str, items: Sequence[str], since: pd.Timestamp | None) -> Voice:
        """What somebody says but about these items, and before a moment; what has no time is kept."""
        own = self.contents.rows_of(user_id)
        kept = np.ones(len(own), bool)
        if self._about is not None:
            kept &= ~np.isin(self._about[own], list(items))
        if since is not None:
            kept &= ~(self._times[own] >= since.to_datetime64())
        if kept.all():
            return self.of(user_id)
        rest = own[kept]
        if not len(rest):
            return Voice()
        topics, counts = np.unique(self._topics[rest], return_counts=True)
        weights = pd.DataFrame({"node_id": topics, "level": "topic", "weight": counts / counts.sum()})
        return Voice(self.contents.space.meaning[rest], weights, self._topics[rest])

    @property
    def tells_items(self) -> bool:
        """Whether statements say which item they are about."""
        return self._about is not None

    @property
    def tells_times(self) -> bool:
        """Whether most statements have times."""
        return bool(np.mean(~np.isnat(self._times)) > 0.5) if len(self._times) else False

    @cached_property
    def _topics(self) -> np.ndarray:
        return self.contents.cut.assignments["topic"].to_numpy(object)

    @cached_property
    def _times(self) -> np.ndarray:
        times = self.contents.ingested.frame["timestamp"]
        return (times.dt.tz_convert(None) if times.dt.tz else times).to_numpy("datetime64[ns]")

    @cached_property
    def _about(self) -> np.ndarray | None:
        """The item that each statement is about, "" for none; None where no column has the ids of most items."""
        statements, items = self.contents.ingested.attributes.statements, self.contents.stock.items
        column = first_named(statements.drop(columns="statement_id"), "item_id")
        if column is None or items is None:
            return None
        found = np.array([bare_id(str(value)) for value in statements[column]], dtype=object)
        return found if np.isin(found, items["item_id"]).mean() > 0.5 else None
