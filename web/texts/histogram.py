"""Texts of the years and months as bars."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "years_all": "All years",
}
