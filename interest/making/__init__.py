"""How what a study holds comes about and changes: built, grown, cut anew, edited."""

from interest.making.adding import drift, with_more
from interest.making.building import STAGES, build_contents
from interest.making.candidates import Candidate, candidate_of, candidates
from interest.making.editor import Editor
from interest.making.forgetting import forgotten
from interest.making.growing import cut_anew, follow, grown_anew
from interest.making.telling import estimated, told_apart

__all__ = [
    "STAGES", "Candidate", "Editor", "build_contents", "candidate_of", "candidates", "cut_anew", "drift", "estimated",
    "follow", "forgotten", "grown_anew", "told_apart", "with_more",
]  # fmt: skip
