# ruff: noqa: RUF001 - names of months in Greek and Cyrillic
"""Written dates: what people and programs write where RFC 822 or ISO 8601 is meant, with the names of months in many languages.

feedparser reads English names only, and takes the first digits of other spellings for ISO 8601 (`2009/03/01` is November to it).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone

LONGEST = 100
"""Characters of a date that are looked at; a longer one is none."""

_COMMENT = re.compile(r"\((?:\\.|[^()\\])*\)")
_DAY_FIRST = re.compile(
    r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|[.ºª°])?[\s,-]*(?:de |di |of |d['’])?\s*([^\W\d_]{3,20})[\s.,-]*(?:del? )?\s*(\d{4}|\d\d)(?![\d:])",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"([^\W\d_]{3,20})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:[\d:]{2,5}\s+(?:[A-Z]{1,5}\s+)?)?(\d{4})(?!\d)", re.IGNORECASE
)
"""`March 1, 2009`, and what asctime and Java write, with the time before the year."""

_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s*[-./年년]\s*(\d{1,2})\s*[-./月월]\s*(\d{1,2})(?!\d)\s*[日일号號]?")
_DOTTED = re.compile(r"(?<!\d)(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?!\d)")
"""Day, month, year: with dots it is always in this order. With slashes it may be either, so such dates are none."""

_MONTH = re.compile(
    "(jan|ene|gen|ian|sty|led|oca|янв|січ|ιαν)|"
    "(feb|fev|fevr|lut|uno|sub|фев|лют|φεβ|φλεβ)|"
    "(mar|mae?rz|maa|mrt|brez|мар|бер|μαρ)|"
    "(apr|avr|abr|kwi|dub|nis|апр|кві|απρ)|"
    "(ma[iyj]|mag|mei|kve|ма[ияй]|тра|μαι|μαη)|"
    "(jun|juin|giu|iun|cze|cervn|cerven(?!ec)|haz|июн|чер|ιουν)|"
    "(jul|juil|lug|iul|lip|cerven?c|cervenec|tem|июл|лип|ιουλ)|"
    "(aug|ago|aou|agu|sie|srp|авг|сер|αυγ)|"
    "(sep|set|wrz|zar|eyl|сен|вер|σεπ)|"
    "(oct|okt|ott|out|paz|rij|eki|окт|жов|οκτ)|"
    "(nov|noi|noe|lis|kas|ноя|лис|νοε)|"
    "(dec|dez|dic|des|gru|pro|ara|дек|гру|δεκ)"
)
"""How the names of the twelve months begin, folded: English, German, French, Spanish, Catalan, Portuguese, Italian, Romanian, Dutch,
the Scandinavian languages, Polish, Czech, Turkish, Russian, Ukrainian, Greek."""

_HOUR, _MINUTE = "([01]?[0-9]|2[0-4])", "([0-5]?[0-9])"
_TIME = re.compile(
    rf"(?<![\d:+-]){_HOUR}:([0-5]\d)(?!\d)(?::([0-6]\d))?|(?<!\d){_HOUR}\s*[時时点點시]\s*(?:{_MINUTE}\s*[分분]\s*(?:{_MINUTE}\s*[秒초])?)?"
)
"""A time that is on no clock is left out: the day is right all the same. 24:00 is the end of a day (ISO 8601)."""

_LOOSE_TIME = re.compile(rf"(?<!\d){_HOUR}[.h]([0-5]\d)(?!\d)")
"""`10.20 Uhr`, `14h30`: looked for only beside the date."""

_SECONDS = re.compile(r"(1[0-8]\d{8})(?:\d{3})?")
"""Seconds or milliseconds since 1970, from 2001 to 2030; other numbers of ten digits may be year, month, day and hour."""

_MORNING = re.compile(r"上午|午前|오전|(?<=[\d\s])a\.?m\b", re.IGNORECASE)
_EVENING = re.compile(r"下午|午後|오후|(?<=[\d\s])p\.?m\b", re.IGNORECASE)
_KOREAN = re.compile(r"[년월일시오]")

_OFFSET = re.compile(r"(?:\d:\d\d(?:[.,]\d+)?|GMT|UTC?)\s*([+-])(\d\d?)(?::?(\d\d))?\s*(?:\d{4})?\s*$", re.IGNORECASE)
_ZONE = re.compile(r"(?<=[\d\s])([A-Z]{1,5})(?:\s+\d{4})?\s*$", re.IGNORECASE)
_HOURS = (
    "-10 HST;-9 AKST;-8 AKDT PST;-7 MST PDT;-6 CST MDT;-5 EST CDT;-4 AST EDT;-3 ADT;1 MET MEZ CET BST WEST;2 MEST MESZ CEST EET;3 EEST MSK;"
    "8 HKT;9 JST KST;10 AEST;11 AEDT;12 NZST;13 NZDT"
)
_ZONES = {name: int(hours) for hours, *names in map(str.split, _HOURS.split(";")) for name in names}
"""Hours of the names of zones: those of RFC 822, and others that mean one zone only. Every other name is taken for UTC (RFC 5322, 4.3)."""


def read(raw: str) -> datetime | None:
    """Return the moment that a written date means, in UTC where it names no zone, or None where it is no date or an ambiguous one."""
    if len(raw) > LONGEST:
        return None
    if found := _SECONDS.fullmatch(raw):
        return datetime.fromtimestamp(int(found[1]), UTC)
    raw = _uncommented(raw)
    for pattern, order in ((_YEAR_FIRST, (1, 2, 3)), (_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_DOTTED, (3, 2, 1))):
        for found in pattern.finditer(raw):
            year, month, day = (found[group] for group in order)
            number = int(month) if month.isdecimal() else _month(month)
            if number:
                return _moment(_year(year), number, int(day), raw, raw[: found.start()] + " " + raw[found.end() :])
    return None


def zone(raw: str) -> timezone:
    """Return the offset that the date gives by number or name: UTC where it gives none, or none that is known."""
    if found := _OFFSET.search(raw):
        size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(-size if found[1] == "-" else size) if size < timedelta(days=1) else UTC
    name = _ZONE.search(raw)
    return timezone(timedelta(hours=_ZONES.get(name[1].upper(), 0))) if name else UTC


def _uncommented(raw: str) -> str:
    """Return the date without comments in brackets (RFC 822), which may be nested."""
    while (shorter := _COMMENT.sub(" ", raw)) != raw:
        raw = shorter
    return raw.strip()


def _month(name: str) -> int:
    """Return the number of the month, 0 where the word is no month's name."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    found = _MONTH.match("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return (found.lastindex or 0) if found else 0


def _year(digits: str) -> int:
    """Return the year; two digits are 1990 to 2089, as feedparser has it."""
    return int(digits) if len(digits) > 2 else int(digits) + (2000 if int(digits) < 90 else 1900)  # noqa: PLR2004 - the docstring's numbers


def _moment(year: int, month: int, day: int, raw: str, beside: str) -> datetime | None:
    found = _TIME.search(raw) or _LOOSE_TIME.search(beside)
    hour, minute, second = (*(int(part) for part in (found.groups() if found else ()) if part), 0, 0, 0)[:3]
    if _EVENING.search(raw):
        hour = hour % 12 + 12
    elif _MORNING.search(raw):
        hour %= 12
    offset = timezone(timedelta(hours=9)) if _KOREAN.search(raw) else zone(raw)
    try:
        return datetime(year, month, day, tzinfo=offset) + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
    except (ValueError, OverflowError):
        return None
