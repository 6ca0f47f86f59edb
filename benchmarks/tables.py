"""Tables and figures as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTHING = "-"
MIB = 2**20


def table(head: Sequence[str], rows: Iterable[Sequence[str]], words: int = 1) -> str:
    """Return a table whose first columns are of words and whose others are of figures."""
    lines = [head, [*["---"] * words, *["---:"] * (len(head) - words)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def milliseconds(spent: float | None) -> str:
    """Return as many digits as tell something: three at most below 1,000."""
    return NOTHING if spent is None else f"{spent:.2f}" if spent < 1 else f"{spent:.1f}" if spent < 10 else f"{spent:,.0f}"  # noqa: PLR2004 - digits


def seconds(spent: float | None) -> str:
    """Return seconds with two digits after the point, or none from 100 on."""
    return NOTHING if spent is None else f"{spent:.2f}" if spent < 100 else f"{spent:,.0f}"  # noqa: PLR2004 - digits


def mebibytes(held: int | None) -> str:
    """Return MiB, or nothing of what was not measured."""
    return NOTHING if held is None else f"{held / MIB:,.0f}"
