"""Rows: the terms of each post in their order, as numbers, so that the best results can be scored to the last digit.

Tantivy gives back scores of its own and no positions. So each post has a record beside the index: how long its fields are, its sketch,
its title, and a number for each position of each text field. Records stand one after the other at addresses that only grow; files hold
a stretch of addresses each and are never written again. The files of many small runs are joined, which moves no address.
"""

from __future__ import annotations

import re
import shutil
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Self
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from search.analysis import FILLER
from search.document import Analysed
from search.fields import SKETCH_STEMS, TEXT_FIELDS
from search.numbering import numbered
from search.sketch import sketch

Codes = NDArray[np.uint32]
"""The terms of a row, each as its code."""

NAME = re.compile(r"rows-([0-9a-f]{16})-([0-9a-f]{16})")
"""Name of a file: the addresses where it begins and ends, counted in numbers of 4 bytes."""
PART = "rows.part"
"""The file that is being written."""
WIDTH = 4
"""Bytes of a number."""

_FIELDS = len(TEXT_FIELDS)
_HEAD = 2 * _FIELDS + 2 + SKETCH_STEMS
"""Numbers before the codes: positions and terms of each field, the bytes of the title and of its row, the sketch."""


def code(term: str) -> int:
    """Return the number of a term. Of a million terms each has the number of another one with a chance of 1 in 4,000.

    It may count a term too often in a score; what matches is decided by Tantivy, by the terms themselves.
    """
    return crc32(term.encode())


@dataclass(frozen=True, slots=True)
class Made:
    """The bytes of a record, and how many terms each text field has."""

    content: bytes
    lengths: tuple[int, ...]


def made(analysed: Analysed) -> Made:
    """Return the record of a post, whose terms are a row for each text field."""
    terms = numbered(analysed.terms)
    fillers = terms.codes == (terms.vocabulary.index(FILLER) if FILLER in terms.vocabulary else -1)
    spans = list(pairwise((0, *terms.ends.values())))
    lengths = tuple(int(end - start - fillers[start:end].sum()) for start, end in spans)
    title, row = analysed.document.title.encode(), terms["title.exact"].encode()
    stems = sketch(Analysed(analysed.document, terms))
    head = [*(end - start for start, end in spans), *lengths, len(title), len(row), *stems, *[0] * (SKETCH_STEMS - len(stems))]
    codes = np.array([code(term) for term in terms.vocabulary], "<u4")[terms.codes]
    texts = title + row
    return Made(np.array(head, "<u4").tobytes() + codes.tobytes() + texts + bytes(-len(texts) % WIDTH), lengths)


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one post. Nothing is copied before it is asked for."""

    numbers: Codes

    @property
    def head(self) -> Codes:
        """How many positions each text field has, in the order of `TEXT_FIELDS`, then how many terms."""
        return self.numbers[: 2 * _FIELDS]

    @property
    def sketch(self) -> tuple[int, ...]:
        """The post's sketch."""
        return tuple(stem for stem in self.numbers[2 * _FIELDS + 2 : _HEAD].tolist() if stem)

    def texts(self) -> tuple[str, str]:
        """Return the title and its row of exact terms."""
        title, terms = self.numbers[2 * _FIELDS : 2 * _FIELDS + 2].tolist()
        start = _HEAD + int(self.numbers[:_FIELDS].sum())
        kept = self.numbers[start : start + -(-(title + terms) // WIDTH)].tobytes()
        return kept[:title].decode(), kept[title : title + terms].decode()

    def codes(self, size: int) -> Codes:
        """Return the codes of all fields, one after the other; `size` is how many there are."""
        return self.numbers[_HEAD : _HEAD + size]


class Writing:
    """Adds records to the files in a folder; to be used in a `with`."""

    def __init__(self, folder: Path) -> None:
        """Go on behind the last address."""
        self._folder = folder
        self._stretches = _stretches(folder)
        self._start = self._end = self._stretches[-1].end if self._stretches else 0
        self._file = (folder / PART).open("wb")

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_exception: object) -> None:
        """Close the file."""
        self._file.close()

    def add(self, record: bytes) -> int:
        """Write a record; return its address."""
        address, self._end = self._end, self._end + len(record) // WIDTH
        self._file.write(record)
        return address

    def finish(self) -> None:
        """Give the file its name, and join it with those before it, until each is twice as large as the next."""
        self._file.close()
        part = self._folder / PART
        if self._end == self._start:
            part.unlink()
            return
        last = _Stretch(self._start, self._end)
        part.rename(self._folder / last.name)
        while self._stretches and self._stretches[-1].size < 2 * last.size:
            last = self._joined(self._stretches.pop(), last)

    def _joined(self, one: _Stretch, other: _Stretch) -> _Stretch:
        """Put two files into a new one: each is a link, and others may read it under its old name."""
        whole = _Stretch(one.start, other.end)
        with (self._folder / PART).open("wb") as target:
            for name in (one.name, other.name):
                with (self._folder / name).open("rb") as source:
                    shutil.copyfileobj(source, target)
                (self._folder / name).unlink()
        (self._folder / PART).rename(self._folder / whole.name)
        return whole


class Rows:
    """The records in a folder."""

    def __init__(self, folder: Path) -> None:
        """Map the files into memory; what is not read takes none."""
        stretches = _stretches(folder)
        self._starts = [one.start for one in stretches]
        self._parts: list[Codes] = [np.memmap(folder / one.name, "<u4", "r").view(np.ndarray) for one in stretches]
        self.size = sum(map(len, self._parts))
        """Numbers of all records, those of posts that are gone included."""

    def record(self, address: int) -> Record:
        """Return the record that begins at the address."""
        part = bisect_right(self._starts, address) - 1
        return Record(self._parts[part][address - self._starts[part] :])

    def records(self, addresses: Sequence[int]) -> list[Record]:
        """Return the records at these addresses."""
        return [self.record(address) for address in addresses]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int

    @property
    def name(self) -> str:
        return f"rows-{self.start:016x}-{self.end:016x}"

    @property
    def size(self) -> int:
        return self.end - self.start


def _stretches(folder: Path) -> list[_Stretch]:
    found = (NAME.fullmatch(path.name) for path in folder.iterdir())
    return sorted((_Stretch(int(match[1], 16), int(match[2], 16)) for match in found if match), key=lambda one: one.start)
