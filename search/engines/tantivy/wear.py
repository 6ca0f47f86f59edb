"""Wear: how much of an index is of no use any more, in a small file of the generation, so that nothing has to be opened to know it."""

from __future__ import annotations

import json
from pathlib import Path

from search.generations import Generation

NAME = "wear.json"
WORN = 0.5
"""Share of the records that belong to no post any more, above which an index is built anew."""


def write(folder: Path, records: int, used: int) -> None:
    """Write down how many numbers all records have, and those of live posts."""
    (folder / NAME).write_text(json.dumps({"records": records, "used": used}), encoding="ascii")


def worn(generation: Generation) -> bool:
    """Say whether most records of the generation are of no use, or nobody knows. They go only when the index is built anew."""
    try:
        found = json.loads((generation.path / NAME).read_text(encoding="ascii"))
        return bool(found["records"] * (1 - WORN) > found["used"])
    except (OSError, ValueError, KeyError, TypeError):
        return True
