"""Atoms: the smallest parts of a query text, one field and one value, as expressions.

A word is cut to what the analysis finds in it, from its first to its last term: `(foo),` is `foo`. Cutting what is cut changes nothing,
so that canonical text reads the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from search.analysis import is_unspaced, tokens
from search.dates import period
from search.facets import value_key
from search.grouping import all_of, any_of
from search.query import Expr, Phrase, Prefix, Span, Value, Word
from search.repairs import Repairs

TEXT_FIELDS: dict[str, str] = {"title": "title", "body": "body", "creator": "creator", "author": "creator"}
"""Name in a query -> the text field whose words are asked for."""
VALUE_FIELDS: dict[str, str] = {"tag": "tag", "category": "tag", "site": "site", "lang": "lang"}
"""Name in a query -> the facet whose value is asked for."""
DATE_FIELDS = ("after", "before", "date")
FIELD_NAMES = frozenset((*TEXT_FIELDS, *VALUE_FIELDS, *DATE_FIELDS))

OPERATORS = ("AND", "OR", "NOT")


@dataclass(frozen=True, slots=True)
class Atoms:
    """Makes expressions. Dates are meant in `timezone`; what asks nothing is None, and a repair says so."""

    timezone: str
    repairs: Repairs

    def bare(self, name: str | None, text: str, typed: str, *, half_typed: bool = False) -> Expr | None:
        """Return what `text` without quotes asks for in the field; `typed` is the whole with the field's name."""
        if name in VALUE_FIELDS:
            return self._value(name, text, typed)
        if name in DATE_FIELDS:
            span = self._span(name, text) or self._span(name, trimmed(text))
            if span is not None:
                return span
            self.repairs.note("bad-date", typed)
            name, text = None, typed
        return self._word(TEXT_FIELDS.get(name or ""), text, half_typed=half_typed)

    def quoted(self, name: str | None, text: str, *, half_typed: bool = False) -> Expr | None:
        """Return what `text` in quotes asks for in the field; with `half_typed` the quote and its last word are still open."""
        if name in VALUE_FIELDS:
            return self._value(name, text, f'{name}:"{text}"')
        if name in DATE_FIELDS:
            span = self._span(name, text)
            if span is not None:
                return span
            self.repairs.note("bad-date", f'{name}:"{text}"')
            name = None
        words = trimmed(text)
        if text and not words:
            self.repairs.note("nothing-to-search", f'"{text}"')
        field = TEXT_FIELDS.get(name or "")
        if half_typed and words and text.endswith(words):
            return _open_phrase(words, field)
        return Phrase(words, field) if words else None

    def _value(self, name: str, text: str, typed: str) -> Expr | None:
        facet = VALUE_FIELDS[name]
        key = value_key(facet, text)
        if not key:
            self.repairs.note("empty-field", typed)
        return Value(facet, key) if key else None

    def _word(self, field: str | None, text: str, *, half_typed: bool) -> Expr | None:
        found = tokens(text)
        if not found:
            if len(text) > 1:  # a dash or an ampersand between words needs no word about it
                self.repairs.note("nothing-to-search", text)
            return None
        start, end = found[0].start, found[-1].end
        if "*" in text[:start]:
            self.repairs.note("leading-wildcard", text)
        word = text[start:end]
        if text[end:].startswith("*"):
            return Prefix(word, field)
        whole = Word(word.lower() if word in OPERATORS else word, field)
        # It may be whole already: then its other forms are wanted too (`ponies` finds pony), beside what begins so.
        return any_of([whole, Prefix(word, field)]) if half_typed and end == len(text) else whole

    def _span(self, name: str, text: str) -> Span | None:
        """Return the dates of `after:`, `before:` or `date:`, or None where the text is no date; `..` reaches to the last day's end."""
        if name != "date":
            named = period(text, self.timezone)
            start = named[0] if named else None
            return None if start is None else Span(start, None) if name == "after" else Span(None, start)
        first, dots, last = text.partition("..")
        if not dots:
            last = first
        ends: list[datetime | None] = []
        for side, end in enumerate((first, last)):
            named = period(end, self.timezone) if end else None
            if end and named is None:
                return None
            ends.append(named[side] if named else None)
        return Span(*ends) if any(ends) else None


def _open_phrase(words: str, field: str | None) -> Expr:
    """Return the words before the last in a row, and the beginning of the last one anywhere: all that can be said of it so far.

    A phrase in a script without spaces may go on after its end anyway.
    """
    last = tokens(words)[-1]
    if is_unspaced(words[last.start]):
        return Phrase(words, field)
    before = trimmed(words[: last.start])
    return all_of([*([Phrase(before, field)] if before else []), Prefix(words[last.start :], field)])


def trimmed(text: str) -> str:
    """Return the text from its first to its last term; empty if it holds none."""
    found = tokens(text)
    return text[found[0].start : found[-1].end] if found else ""
