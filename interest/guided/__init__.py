"""Own interests: statements for what somebody looks for by words, a sentence or examples (guided topics).

Beside the tree, which says what there is without being asked.
"""

from interest.guided.collection import Own, own_table, speakers
from interest.guided.finding import CHECKED, Found, Wrong, finder
from interest.guided.reading import read_own

__all__ = ["CHECKED", "Found", "Own", "Wrong", "finder", "own_table", "read_own", "speakers"]
