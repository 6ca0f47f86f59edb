"""Advice: what an answer that found little says to help, with the address of each."""

from __future__ import annotations

from dataclasses import dataclass, replace

from search.page import Correction, Page, Relaxation
from search.query import Query
from web.links import Links


@dataclass(frozen=True, slots=True)
class CorrectionLink:
    """What the query may have meant, and the address of its answer."""

    correction: Correction
    url: str


@dataclass(frozen=True, slots=True)
class RelaxationLink:
    """What the query may leave out, and the address of its answer then."""

    relaxation: Relaxation
    url: str


@dataclass(frozen=True, slots=True)
class AdviceView:
    """All that may help, in the order of the page."""

    correction: CorrectionLink | None
    relaxations: tuple[RelaxationLink, ...]


def linked(query: Query, page: Page, links: Links) -> AdviceView:
    """Return the advice of the page, the answer to `query`, with its addresses."""

    def address(asked: Query) -> str:
        # Words that were written anew are whole words, whatever the last one was before.
        kept = links.kept if asked.text == query.text else tuple(pair for pair in links.kept if pair[0] != "prefix")
        return replace(links, kept=kept).search(asked)

    correction = CorrectionLink(page.suggestion, address(page.suggestion.query)) if page.suggestion else None
    return AdviceView(correction, tuple(RelaxationLink(one, address(one.query)) for one in page.relaxations))
