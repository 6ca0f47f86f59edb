"""Layout: rows of text in columns. On a terminal nothing is wider than it; elsewhere a row is one line, for programs such as grep. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, chop_cells, set_cell_size

from search.visible import visible

GAP = "  "
NOTE = 4
"""Spaces before a note below its row."""

LEAST = 16
"""Cells that the first column has at least; a terminal that is narrower than its table breaks the lines itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. The first cell is a name and is cut in its middle where there is no room; the notes stand below it, or at its end."""

    cells: tuple[str | int, ...]
    notes: tuple[str, ...] = ()


def lines(heads: Sequence[str], rows: Sequence[Row], width: int | None, *, zero: str = "0") -> Iterator[str]:
    """Yield the lines of a table, its heads first. `width` is that of the terminal, None where there is none. 0 is written as `zero`."""
    cells = [[_text(cell, zero) for cell in row.cells] for row in rows]
    right = [any(isinstance(row.cells[at], int) for row in rows) for at in range(len(heads))]
    widths = [max(map(cell_len, column)) for column in zip(heads, *cells, strict=True)]
    if width is not None:
        widths[0] = min(widths[0], max(LEAST, width - sum(size + len(GAP) for size in widths[1:])))
    yield _line(heads, widths, right)
    for row, texts in zip(rows, cells, strict=True):
        line = _line(texts, widths, right)
        if width is None:
            yield GAP.join([line, *(visible(note) for note in row.notes)])
            continue
        yield line.rstrip()
        for note in row.notes:
            yield from wrapped(note, width, NOTE)


def wrapped(text: str, width: int, indent: int = 0) -> Iterator[str]:
    """Yield a text as lines of at most this width, each after some spaces."""
    room = max(width - indent, LEAST)
    line = ""
    for word in visible(text).split(" "):
        if line and cell_len(line) + 1 + cell_len(word) > room:
            yield " " * indent + line
            line = ""
        *whole, rest = chop_cells(word, room) or [""]
        longer = f"{line} {rest}" if line else rest
        if whole and line:
            yield " " * indent + line
            longer = rest
        yield from (" " * indent + piece for piece in whole)
        line = longer
    yield " " * indent + line


def shortened(text: str, width: int) -> str:
    """Return a text of at most this width: what is too much is cut out of its middle, since names tell most at their ends."""
    if cell_len(text) <= width:
        return text
    end = (width - 1) * 2 // 3
    tail = text[len(text) - end :]
    while cell_len(tail) > end:
        tail = tail[1:]
    return f"{set_cell_size(text, width - 1 - cell_len(tail)).rstrip()}…{tail}"


def _text(cell: str | int, zero: str) -> str:
    return (f"{cell:,}" if cell else zero) if isinstance(cell, int) else visible(cell)


def _line(texts: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    fitted = [shortened(text, size) if at == 0 else text for at, (text, size) in enumerate(zip(texts, widths, strict=True))]
    padded = [
        " " * (size - cell_len(text)) + text if to_right else text + " " * (size - cell_len(text))
        for text, size, to_right in zip(fitted, widths, right, strict=True)
    ]
    return GAP.join(padded).rstrip()
