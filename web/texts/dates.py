"""Texts of dates."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "undated": "No date",
    "date.updated": "updated {day}",
    "date.snapshot": "seen {day}",
    "date_exact": "{day} {time} ({zone})",
}

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
