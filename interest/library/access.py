"""Who may do what with a study, where several people share a server. On one's own machine nobody asks.

It stands in a file of its own in the study's folder, so that it goes with it when the study is renamed or deleted, and
neither into a copy nor into the file that somebody downloads. A study without one is that of the server's admins.
"""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from interest.errors import InputError
from interest.library.files import write

Role = Literal["reader", "editor", "owner"]
ROLES: tuple[Role, ...] = ("reader", "editor", "owner")
"""What each may do includes what those before it may: look and hand on; change; rename, delete, share."""
EVERYBODY = "*"
ACCESS = "access.json"


@dataclass(frozen=True)
class Access:
    """The people of a study, by the names that they log in with; `EVERYBODY` stands for all who can log in."""

    owner: str = ""
    editors: tuple[str, ...] = ()
    readers: tuple[str, ...] = ()

    def allows(self, who: str, role: Role, admins: Collection[str] = ()) -> bool:
        """Whether somebody may do what the role may."""
        if who and (who == self.owner or who in admins):
            return True
        if role == "owner":
            return False
        known = self.editors if role == "editor" else (*self.editors, *self.readers)
        return bool(who) and (who in known or EVERYBODY in known)

    def without(self, who: str) -> "Access":
        """The same but for one, who may nothing any more."""
        return Access(
            "" if self.owner == who else self.owner,
            tuple(name for name in self.editors if name != who),
            tuple(name for name in self.readers if name != who),
        )

    def letting(self, who: str, role: Role) -> "Access":
        """The same but for one, who may do what the role may and no more; a new owner takes the place of the old one.

        Raises `InputError` where `EVERYBODY` would own it.
        """
        others = self.without(who)
        if role == "owner":
            if who == EVERYBODY:
                raise InputError(f"A study has one owner, not {EVERYBODY}; let them all be editors.")
            return replace(others, owner=who)
        if role == "editor":
            return replace(others, editors=(*others.editors, who))
        return replace(others, readers=(*others.readers, who))


def person(name: str) -> str:
    """A name as it is compared: logins and mail addresses know no capitals."""
    return name.strip().casefold()


def people(names: str) -> tuple[str, ...]:
    """The names in a list with commas, Chinese ones too."""
    parts = names.replace("，", ",").replace("、", ",").replace(";", ",").split(",")
    return tuple(dict.fromkeys(name for part in parts if (name := person(part))))


def read_access(folder: Path) -> Access:
    """Whose a study is; nobody's where that can't be read."""
    try:
        said = json.loads((folder / ACCESS).read_text("utf-8"))
        return Access(str(said["owner"]), tuple(map(str, said["editors"])), tuple(map(str, said["readers"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Access()


def write_access(folder: Path, access: Access) -> None:
    """Say whose a study is."""
    write(folder / ACCESS, json.dumps(asdict(access), ensure_ascii=False, indent=1).encode("utf-8"))
