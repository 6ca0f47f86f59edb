"""The command of a peer, in the words of Backissues: reindex, rebuild and serve."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import front


@dataclass(frozen=True, slots=True)
class Indexed:
    """How many posts the index holds now, and the seconds that feeds were read and cleaned, where that is known."""

    documents: int
    reading: float | None = None


@dataclass(frozen=True, slots=True)
class Peer:
    """What a peer does."""

    reindex: Callable[[Path, Path], Indexed]
    """(folder of the feeds, folder of the data)."""
    serve: Callable[[Path, int], None]
    """(folder of the data, port)."""
    rebuild: Callable[[Path], Indexed] | None = None


def run(peer: Peer) -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("reindex", "rebuild", "serve"):
        command = commands.add_parser(name)
        command.add_argument("--data", type=Path, required=True)
        command.add_argument("--json", action="store_true", help="print an object; nothing else can be printed")
    commands.choices["reindex"].add_argument("feeds", type=Path)
    commands.choices["serve"].add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.command == "serve":
        peer.serve(given.data, given.port)
        return
    if given.command == "rebuild" and not peer.rebuild:
        parser.error("this peer keeps no posts to build its index from")
    indexed = peer.rebuild(given.data) if given.command == "rebuild" and peer.rebuild else peer.reindex(given.feeds, given.data)
    print(json.dumps({"index": {"documents": indexed.documents}, "reading_seconds": indexed.reading}))


def behind_front(opened: Callable[[Path], tuple[front.Search, front.Suggest | None]]) -> Callable[[Path, int], None]:
    """Return what serves the searches that are opened in a folder of data."""

    def serve(data: Path, port: int) -> None:
        search, suggest = opened(data)
        front.serve(search, suggest, port)

    return serve
