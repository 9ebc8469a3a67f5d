"""Who the people are: the groups of like-minded ones that the data show."""

from interest.contents import Contents
from interest.findings.finding import Finding, Part, best
from interest.segments.found import found


def groups(contents: Contents) -> list[Finding]:
    """The found groups as one finding; none where people lie on a continuum."""
    told = found(contents)
    if not len(told):
        return []
    people = told.people - told.in_none
    nodes = tuple(dict.fromkeys(node for segment in told.segments for node in segment.nodes))
    members = {user for segment in told.segments for user in segment.users}
    said = contents.statements[contents.statements["user_id"].isin(members)]
    return [
        Finding(
            "groups", nodes, people, len(said), people / told.people, examples=best(said),
            groups=tuple(Part(segment.name, len(segment.users), segment.share) for segment in told.segments),
        )
    ]  # fmt: skip
