"""Time: 100 kB of anything repeated is read in time that grows with its length. One that grows with its square takes minutes."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import product

import pytest

from index import identity
from index.clean import to_text, to_title
from index.formats import characters, comments, sniffing
from index.formats.creators import names

SIZE = 100_000
SECONDS = 2.0
"""Of processor time; the slowest takes 0.4."""

BEGINNINGS = ("", "a", "<rss><wp:", "<!DOCTYPE rss [", "GMT+0000 (")
UNITS = ("<", "<a ", "<!--", "<![CDATA[", "<!DOCTYPE[a>", "</item ", "] ", "&#9", "&lt;p", " ", "\n", "(", "a@", "//", "[...] ", "に")
READERS: tuple[Callable[[str], object], ...] = (
    identity.essence,
    to_text,
    lambda text: to_title(text, is_html=True),
    lambda text: characters.text_of(text.encode()),
    lambda text: (sniffing.feed_root(text), sniffing.is_export(text), sniffing.without(text, "]]>", "-->")),
    lambda text: names([(text, text)]),
    lambda text: comments.of_comments(text, text, []),
)


@pytest.mark.parametrize("unit", UNITS)
def test_no_text_takes_quadratic_time(unit: str) -> None:
    for beginning, read in product(BEGINNINGS, READERS):
        started = time.process_time()
        read(beginning + unit * (SIZE // len(unit)) + "b")
        assert time.process_time() - started < SECONDS, (beginning, unit)
