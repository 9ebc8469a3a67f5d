"""Who imports whom: the rooms of the code, and whether it stays in shape.

    python benchmarks/imports.py

Prints a line a room with the rooms that it imports and in how many places, imports for typing alone among them. Ends
with 1 where files import each other in a circle, or a file or folder has outgrown its bounds; `make lint` runs it.
"""

import sys
from collections import Counter
from pathlib import Path

import grimp
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

ROOT = Path(__file__).parents[1]
PACKAGE = "interest"
MOST_LINES = 400
MOST_FILES = 15
"""In a folder, its __init__.py and folders not counted."""


def room(module: str) -> str:
    """The part of the package that a module belongs to; the package itself is "interest"."""
    return (module.split(".") + [""])[1] or PACKAGE


def rooms(graph: grimp.ImportGraph) -> dict[str, Counter[str]]:
    """How many imports lead from each room to each other one."""
    found: dict[str, Counter[str]] = {room(module): Counter() for module in sorted(graph.modules)}
    for importer in graph.modules:
        for imported in graph.find_modules_directly_imported_by(importer):
            if room(importer) != room(imported):
                found[room(importer)][room(imported)] += 1
    return found


def circles(graph: grimp.ImportGraph) -> list[list[str]]:
    """Sets of files of which each reaches all others by imports (the strongly connected parts), largest first."""
    modules = sorted(graph.modules)
    places = {module: place for place, module in enumerate(modules)}
    edges = [(places[a], places[b]) for a in modules for b in graph.find_modules_directly_imported_by(a)]
    importers, imported = np.array(edges).T
    matrix = csr_array((np.ones(len(edges)), (importers, imported)), shape=(len(modules), len(modules)))
    n_parts, part = connected_components(matrix, connection="strong")
    parts = [[module for module, own in zip(modules, part, strict=True) if own == one] for one in range(n_parts)]
    return sorted((members for members in parts if len(members) > 1), key=len, reverse=True)


def outgrown(package: Path) -> list[str]:
    """What is too large to be one thing, in words."""
    said = []
    for folder in sorted({path.parent for path in package.rglob("*.py")}):
        files = sorted(folder.glob("*.py"))
        n_files = sum(file.name != "__init__.py" for file in files)
        if n_files > MOST_FILES:
            said.append(f"{folder.relative_to(package.parent)}: {n_files} files, at most {MOST_FILES}")
        for file in files:
            n_lines = len(file.read_text("utf-8").splitlines())
            if n_lines > MOST_LINES:
                said.append(f"{file.relative_to(package.parent)}: {n_lines} lines, at most {MOST_LINES}")
    return said


def main() -> int:
    sys.path.insert(0, str(ROOT))  # this copy, whichever is installed
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    for name, imported in rooms(graph).items():
        print(f"{name:<12}", ", ".join(f"{other} {n}" for other, n in sorted(imported.items())) or "-")
    complaints = [f"a circle of {len(files)} files: {', '.join(files)}" for files in circles(graph)]
    complaints += outgrown(ROOT / PACKAGE)
    print("\n" + ("\n".join(complaints) or "No circle of files; no file or folder too large."))
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
