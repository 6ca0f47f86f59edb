"""Forget: take a source or a post out of the archive and the index, so that its words stand nowhere (reliability.md T20)."""

from __future__ import annotations

import contextlib
import difflib
import os
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive
from index.holdings import Holdings
from index.ledger import Ledger
from index.reindex import Progress, update
from index.report import Problem
from index.rewriting import rewriting
from index.sources import files
from search.errors import SourceError
from search.port import Indexable
from search.settings import Settings

SIMILAR = 0.4
"""How alike a name must be to be offered: difflib's ratio. Paths share their beginnings, so that a low one is enough."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What was forgotten, how many posts went with it, and what went wrong with the posts that stay."""

    name: str
    posts: int
    problems: tuple[Problem, ...]


def forget_source(settings: Settings, engine: Indexable, name: str, progress: Progress) -> Forgotten:
    """Forget a remembered source, and the posts that only it had. Raises SourceError that lists names like it."""
    with Archive(settings.data, rewriting(settings.links.rewrite)) as archive:
        root = _remembered(archive.ledger, name)
        before = archive.count()
        archive.drop_roots([root])
        problems = update(settings, archive, engine, progress)
        return Forgotten(root, before - archive.count(), problems)


def forget_post(settings: Settings, engine: Indexable, name: str, progress: Progress) -> Forgotten:
    """Forget the post with this id or address for good: no source brings it back. Raises PostNotFound."""
    with Holdings(settings.data) as holdings:
        post = holdings.find(name, rewriting(settings.links.rewrite))
    with Archive(settings.data, rewriting(settings.links.rewrite)) as archive:
        before = archive.count()
        archive.forget_post(post)
        problems = update(settings, archive, engine, progress)
        return Forgotten(post, before - archive.count(), problems)


def _remembered(ledger: Ledger, name: str) -> str:
    """Return the name of the source that is meant. Raises SourceError."""
    names = [root.name for root in ledger.roots()]
    path = os.path.abspath(os.path.expanduser(name))  # noqa: PTH100, PTH111 - as `files.root_of` makes names
    meant = [name, path]
    with contextlib.suppress(SourceError):
        meant.append(files.root_of(name).name)
    for known in meant:
        if known in names:
            return known
        if wholes := ledger.wholes(known):
            raise SourceError(f"{known}: a part of {' and of '.join(wholes)}: take it out there, or forget that")
    by_end = {Path(known).name: known for known in names}
    near = difflib.get_close_matches(Path(path).name, by_end) + difflib.get_close_matches(path, names, cutoff=SIMILAR)
    close = list(dict.fromkeys(by_end.get(found, found) for found in near))
    hint = f"; did you mean {' or '.join(close)}?" if close else "; backissues status lists the sources"
    raise SourceError(f"{name}: no source of this name is remembered{hint}")
