"""Citation: a post as other programs and papers refer to it: a line of text, BibTeX, RIS, and Dublin Core. Pure.

It says nothing of the text, and not when it was looked at: the same post has the same citation.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from search.dates import local
from search.document import Document
from web import strings
from web.links import outward

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{char: f"\\{char}" for char in "%&#$_"},
    }
)
"""What has a meaning in BibTeX. Braces are written as words, since BibTeX counts them even behind a backslash."""
_BIBTEX_ADDRESS = str.maketrans({"\\": "%5C", "{": "%7B", "}": "%7D"})
"""An address is taken as it stands by `url`; only what would end the field is written otherwise."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Citation:
    """A post in three notations. Lines of RIS end with CR LF, as its readers want it."""

    text: str
    bibtex: str
    ris: str


@dataclass(frozen=True, slots=True)
class _Facts:
    """What all of them say. `day` is when the post was published, or None where only a later day is known."""

    id: str
    title: str
    creators: tuple[str, ...]
    site: str
    day: date | None
    url: str | None
    tags: tuple[str, ...]
    lang: str | None


def cite(document: Document, zone: ZoneInfo) -> Citation:
    """Return the citation of a post; its day is that of the zone."""
    facts = _facts(document, zone)
    return Citation(_text(facts), _bibtex(facts), _ris(facts))


def dublin_core(document: Document, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    """Return pairs (element of Dublin Core, value), such as (`creator`, `Ann`)."""
    facts = _facts(document, zone)
    said = [("title", facts.title), *(("creator", name) for name in facts.creators)]
    said += [("date", facts.day.isoformat())] if facts.day else []
    said += [("publisher", facts.site), ("language", facts.lang or ""), ("identifier", facts.url or ""), ("type", "Text")]
    said += [("subject", tag) for tag in facts.tags]
    return tuple((name, value) for name, value in said if value)


def _facts(document: Document, zone: ZoneInfo) -> _Facts:
    published = document.date if document.date_source == "published" else None
    return _Facts(
        id=document.id,
        title=_line(document.title) or strings.text("untitled"),
        creators=_lines(document.creators),
        site=_line(document.site.title or document.site.key),
        day=local(published, zone).date() if published else None,
        url=_line(outward(document.url) or "") or None,
        tags=_lines(document.categories),
        lang=document.lang,
    )


def _text(facts: _Facts) -> str:
    title = facts.title if facts.title[-1] in ".?!…" else f"{facts.title}."
    day = strings.day(facts.day) if facts.day else strings.text("cite_undated")
    place = f"{facts.site}, {day}." if facts.site else f"{day[0].upper()}{day[1:]}."
    creators = ", ".join(facts.creators)
    return " ".join(filter(None, (f"{creators.rstrip('.')}." if creators else "", f"“{title}”", place, facts.url)))


def _bibtex(facts: _Facts) -> str:
    fields = [("author", " and ".join(map(_name, facts.creators))), ("title", f"{{{facts.title.translate(_BIBTEX)}}}")]
    fields += [("howpublished", facts.site.translate(_BIBTEX)), ("year", f"{facts.day.year:04}" if facts.day else "")]
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields if value]
    lines += [f"  month = {_MONTHS[facts.day.month - 1]},\n", f"  day = {{{facts.day.day}}},\n"] if facts.day else []
    lines += [f"  url = {{{facts.url.translate(_BIBTEX_ADDRESS)}}},\n"] if facts.url else []
    return f"@misc{{{facts.id},\n{''.join(lines)}}}\n"


def _name(name: str) -> str:
    """Return a creator for BibTeX: what it would take apart (`Acme, Inc.`, `Ann and Bob`) in braces."""
    whole = "," in name or "and" in name.casefold().split()
    return f"{{{name.translate(_BIBTEX)}}}" if whole else name.translate(_BIBTEX)


def _ris(facts: _Facts) -> str:
    rows = [("TY", "BLOG"), ("ID", facts.id), *(("AU", name) for name in facts.creators), ("TI", facts.title), ("T2", facts.site)]
    rows += [("PY", f"{facts.day.year:04}"), ("DA", f"{facts.day:%Y/%m/%d}/")] if facts.day else []
    rows += [("UR", facts.url or ""), ("LA", facts.lang or ""), *(("KW", tag) for tag in facts.tags)]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def _lines(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for value in values if (line := _line(value)))


def _line(value: str) -> str:
    """Return the value as one line, so that nobody can begin a field of their own in it."""
    return " ".join("".join(char if unicodedata.category(char) not in {"Cc", "Cs"} else " " for char in value).split())
