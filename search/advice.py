"""Advice: what a page that found little says to help (laws 16 and 17). It stands between an engine's answer and its reader's caller."""

from __future__ import annotations

from dataclasses import replace

from search.correcting import corrected
from search.page import Page
from search.query import Query
from search.relaxing import relaxed
from search.spelling import Vocabulary
from search.totals import Answer

LONGEST = 250
"""Characters of a query text that gets advice. Each query that is proposed costs what the query costs, up to 40 ms with 256 words, and
one word or filter less hardly helps so many: without this bound such a text took 700 ms instead of 50."""


def advised(query: Query, page: Page, vocabulary: Vocabulary, answer: Answer) -> Page:
    """Return the page with a correction (a first page only) and relaxations, where it needs them and the query wants advice.

    `answer` is the engine without advice; it is asked for nothing but totals, a bounded number of times.
    """
    if not query.advice or len(query.text) > LONGEST:
        return page
    first = query.page == 1 and query.cursor is None
    correction = corrected(query, page, vocabulary, answer) if first else None
    return replace(page, suggestion=correction, relaxations=relaxed(query, page, answer))
