"""Reasons: why a result was found, in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from search.page import Hit, Reason
from web import strings

REASONS = 3
"""Reasons that a result shows, the largest."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a result was found: pairs (share of the score in percent, what earned it), the largest first, and how many more there are."""

    parts: tuple[tuple[int, str], ...]
    more: int


def of(hit: Hit) -> Why | None:
    """Return the reasons of a result for people, or None where it has none."""
    whole = sum(reason.score for reason in hit.reasons or ())
    if not hit.reasons or not whole:
        return None
    parts = tuple((max(1, round(100 * reason.score / whole)), _reason(reason)) for reason in hit.reasons[:REASONS])
    return Why(parts, len(hit.reasons) - len(parts))


def _reason(reason: Reason) -> str:
    field = strings.text(f"why.in.{reason.field}") if reason.field else ""
    return strings.text(f"why.{reason.kind}", text=reason.text, field=field)
