"""Dictionary: the terms of one field of a block, sorted, for prefixes.

Whoosh has one too, but reading a term of it takes 80 us, and 3,800 words of 6,575 posts begin with c. Here the terms are one text, in
which the terms with a prefix stand side by side: finding 3,800 of 100,000 takes 0.4 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.engines.whoosh.schema import Posting


@dataclass(frozen=True, slots=True)
class Dictionary:
    """`text` is every term between line ends, in UTF-8; `counts` are the numbers of posts that have them, dead ones included."""

    text: bytes
    counts: NDArray[np.int64]

    def terms(self) -> list[str]:
        """Return all terms."""
        return self.text.decode().split("\n")[1:-1]

    def beginning(self, prefix: str) -> Iterable[tuple[str, int]]:
        """Return the terms that begin with the prefix (not the empty one) and their counts."""
        mark = b"\n" + prefix.encode()
        start = self.text.find(mark)
        if start < 0:
            return ()
        end = self.text.index(b"\n", self.text.rfind(mark) + 1)
        terms = self.text[start + 1 : end].decode().split("\n")
        first = self.text.count(b"\n", 0, start)
        return zip(terms, self.counts[first : first + len(terms)].tolist(), strict=True)


def listed(found: Iterable[Posting]) -> tuple[str, bytes]:
    """Return the terms of a field as the text of a dictionary, and their counts as u4."""
    pairs = sorted((term, count) for term, count, _weight, _value in found)
    text = b"\n".join([b"", *(term for term, _count in pairs), b""]).decode()
    return text, np.array([count for _term, count in pairs], "<u4").tobytes()
