"""How what a study holds comes about and changes: built, grown, cut anew, edited."""

from interest.making.adding import drift, with_more
from interest.making.building import STAGES, build_contents
from interest.making.editor import Editor
from interest.making.forgetting import forgotten
from interest.making.growing import cut_anew, follow, grown_anew
from interest.making.telling import estimated, told_apart

__all__ = [
    "STAGES", "Editor", "build_contents", "cut_anew", "drift", "follow", "forgotten", "grown_anew", "told_apart",
    "estimated", "with_more",
]  # fmt: skip
