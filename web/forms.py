"""Forms: in which forms the answer to a search is to be had. The one place that says it; links, routes and pages read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["html", "json", "atom", "rss", "csv"]


@dataclass(frozen=True, slots=True)
class FormKind:
    """One form: how its addresses end, what it is sent as, and how an error at such an address is told."""

    suffix: str
    content_type: str
    errors: Literal["html", "problem"]
    syndicated: bool = False
    """True where posts come newest first, without facets, and the words are never relaxed unless asked to (law 15)."""

    @property
    def media_type(self) -> str:
        """Return what links say it is: the content type without parameters."""
        return self.content_type.partition(";")[0]


FORMS: dict[Form, FormKind] = {
    "html": FormKind("", "text/html; charset=utf-8", "html"),
    "json": FormKind(".json", "application/json", "problem"),
    "atom": FormKind(".atom", "application/atom+xml; charset=utf-8", "problem", syndicated=True),
    "rss": FormKind(".rss", "application/rss+xml; charset=utf-8", "problem", syndicated=True),
    "csv": FormKind(".csv", "text/csv; charset=utf-8; header=present", "problem", syndicated=True),
}

SUGGESTIONS = "application/x-suggestions+json"
DESCRIPTION = "application/opensearchdescription+xml"
"""What suggestions and the description are sent as: OpenSearch 1.1 names these."""

PROGRAMS = (".xml", "/suggest", "/healthz")
"""Endings of other addresses that only programs ask for."""


def is_for_programs(path: str) -> bool:
    """Return whether an error at this address is told to a program (`application/problem+json`), not to a person."""
    return path.endswith((*PROGRAMS, *(kind.suffix for kind in FORMS.values() if kind.errors == "problem")))
