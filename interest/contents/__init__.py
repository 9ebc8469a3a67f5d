"""What a study holds, as data: it knows no question."""

from interest.contents.contents import Contents, Origin
from interest.contents.current import Current
from interest.contents.derived import derived
from interest.contents.parts import Cuts, Deferred, Stock

__all__ = ["Contents", "Current", "Cuts", "Deferred", "Origin", "Stock", "derived"]
