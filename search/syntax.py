"""Syntax: query text -> Expr. Total: any string parses, in time linear in its length, and says what was repaired.

Words side by side are all wanted, and AND says the same. OR joins its two neighbours and binds tighter, as in web search engines:
`a b OR c` is `a AND (b OR c)`. `-x` and `NOT x` exclude. A field stands right before a word, a quote or a group, for whose words it
then holds: `title:(a OR b)`. Double quotes, straight, curly or angled, open and close alike.

What holds no term (`***`, a lone `-`) asks nothing and is left out.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from search import gershayim
from search.analysis import tokens
from search.atoms import FIELD_NAMES, OPERATORS, Atoms, trimmed
from search.canonical import canonical
from search.grouping import all_of, any_of, limited, negated
from search.query import DEPTH, NOTHING_ASKED, TERMS, Expr, Notice, Word
from search.repairs import Repairs

_OPEN_GROUPS = 32
"""Parentheses open at a time; more are ignored. Groups this deep are taken apart anyway (DEPTH); it keeps every recursion shallow."""

_WHITE = re.compile(r"[\x00-\x20\x7f-\x9f\ud800-\udfff]")
"""Control characters and halves of characters separate words like spaces."""
QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02", '"'))
_LEXEME = re.compile(r'(?P<quoted>"(?P<inside>[^"]*)(?P<closed>"?))|(?P<paren>[()])|(?P<piece>[^\s"()]+)')


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a query text asks for. `text` is canonical: it parses to an equal `expr` (in the same time zone)."""

    expr: Expr
    text: str
    notices: tuple[Notice, ...]


def parse(text: str, timezone: str = "UTC", *, prefix_last: bool = False) -> Parsed:
    """Return what the text asks for. Dates are meant in the time zone; with `prefix_last` the last word is only half typed."""
    clean = cleaned(text)
    parser = _Parser(timezone)
    for lexeme in _LEXEME.finditer(clean):
        after = clean[lexeme.end() : lexeme.end() + 1]
        parser.take(lexeme, attached=after in ('"', "("), half_typed=prefix_last and not after)
    whole = parser.finish()
    expr = limited(whole, DEPTH)
    if expr != whole:
        parser.repairs.note("too-deep")
    asked = canonical(expr, timezone)
    if clean.strip() and not asked and not parser.repairs.notices():
        parser.repairs.note("nothing-to-search", clean.strip())
    return Parsed(expr, asked, parser.repairs.notices())


def cleaned(text: str) -> str:
    """Return the text as it is read: what separates words like a space is one, every double quotation mark the straight one.

    The sign of a Hebrew acronym is no quotation mark.
    """
    return gershayim.spelled(_WHITE.sub(" ", text)).translate(QUOTES)


def plain(text: str) -> Expr:
    """Return the words of the text, all wanted, reading no operators; at most TERMS of them."""
    words = filter(None, map(trimmed, _WHITE.sub(" ", text).split()))
    return all_of([Word(word) for word, _ in zip(words, range(TERMS), strict=False)])


@dataclass(slots=True)
class _Group:
    """A group being read: chains of alternatives side by side, and the operators that wait for what they join."""

    field: str | None = None
    chains: list[list[Expr]] = dataclasses.field(default_factory=list)
    joint: str = ""
    negating: bool = False

    def add(self, expr: Expr | None) -> None:
        """Take the next member. None is one that asks nothing: it uses up the operators before it."""
        if expr is not None:
            member = negated(expr) if self.negating else expr
            if self.joint == "OR":
                self.chains[-1].append(member)
            else:
                self.chains.append([member])
        self.joint, self.negating = "", False

    def waiting(self) -> str:
        """Return the operator that has nothing on its right yet, or an empty text."""
        return "NOT" if self.negating else self.joint

    def expr(self) -> Expr | None:
        return all_of([any_of(chain) for chain in self.chains]) if self.chains else None


class _Parser:
    """Reads lexemes from left to right. Open groups are a stack, so that no text makes it recurse."""

    def __init__(self, timezone: str) -> None:
        self.repairs = Repairs()
        self._atoms = Atoms(timezone, self.repairs)
        self._groups = [_Group()]
        self._ignored = 0  # open groups beyond _OPEN_GROUPS
        self._field: str | None = None  # the name right before this lexeme
        self._terms = 0

    def take(self, lexeme: re.Match[str], *, attached: bool, half_typed: bool) -> None:
        """Read one lexeme; `attached` if a quote or a parenthesis follows at once."""
        if lexeme["paren"] == "(":
            self._open()
        elif lexeme["paren"]:
            self._close()
        elif lexeme["piece"] in OPERATORS:
            self._operator(lexeme["piece"])
        elif self._terms >= TERMS:
            self.repairs.note("too-many-terms")
            self._add(None)
        elif lexeme["piece"]:
            self._piece(lexeme["piece"], attached=attached, half_typed=half_typed)
        else:
            if not (lexeme["closed"] or half_typed):
                self.repairs.note("unclosed-quote")
            inside, half_typed = lexeme["inside"], half_typed and not lexeme["closed"] and self._takes_beginning()
            text = " ".join(inside.split())
            self._add(self._atoms.quoted(self._field or self._groups[-1].field, text, half_typed=half_typed and inside.endswith(text[-1:])))

    def finish(self) -> Expr:
        """Close what is open and return the whole."""
        while len(self._groups) > 1:
            self.repairs.note("unbalanced-parentheses")
            self._end_group()
        self._note_waiting()
        return self._groups[0].expr() or NOTHING_ASKED

    def _takes_beginning(self) -> bool:
        """Say whether the last word may be taken as half typed.

        An excluded one counts as it stands: `-p` on the way to `-python` is not to take away every post with a word in p. A half-typed
        word counts as two terms.
        """
        return not any(group.negating for group in self._groups) and self._terms + 2 <= TERMS

    def _add(self, expr: Expr | None) -> None:
        self._groups[-1].add(expr)
        self._terms += expr is not None
        self._field = None

    def _open(self) -> None:
        if len(self._groups) > _OPEN_GROUPS:
            self.repairs.note("too-deep")
            self._ignored += 1
        else:
            self._groups.append(_Group(self._field or self._groups[-1].field))
        self._field = None

    def _close(self) -> None:
        if self._ignored:
            self._ignored -= 1
        elif len(self._groups) == 1:
            self.repairs.note("unbalanced-parentheses")
        else:
            self._end_group()

    def _end_group(self) -> None:
        self._note_waiting()
        expr = self._groups.pop().expr()
        self._groups[-1].add(expr)

    def _note_waiting(self) -> None:
        if waiting := self._groups[-1].waiting():
            self.repairs.note("dangling-operator", waiting)

    def _operator(self, name: str) -> None:
        group = self._groups[-1]
        if name == "NOT":
            group.negating = not group.negating
        elif group.waiting() or not group.chains:
            self.repairs.note("dangling-operator", name)
        else:
            group.joint = name

    def _piece(self, piece: str, *, attached: bool, half_typed: bool) -> None:
        """Read a run of characters without white space, quotes and parentheses."""
        group = self._groups[-1]
        found = tokens(piece)
        start = found[0].start if found else 1
        if piece.startswith("-") and piece[1:2] != "-" and (found or (attached and piece == "-")):
            group.negating = not group.negating
            piece, start = piece[1:], start - 1
        if not piece:
            return
        half_typed = half_typed and self._takes_beginning()
        body = piece[start:]
        name, colon, value = body.partition(":")
        known = name.lower() if colon and name.lower() in FIELD_NAMES else None
        if known and not value and attached:
            self._field = known
        elif known and not value:
            self.repairs.note("empty-field", body)
            self._add(None)
        elif known:
            self._add(self._atoms.bare(known, value, body, half_typed=half_typed))
        else:
            if _looks_fielded(name, colon, value, attached=attached):
                self.repairs.note("unknown-field", body)
            self._add(self._atoms.bare(group.field, piece, piece, half_typed=half_typed))


def _looks_fielded(name: str, colon: str, value: str, *, attached: bool) -> bool:
    """Say whether the text was meant as a field and its value; `http://x`, `std::vector`, `12:30` and a colon at the end are not."""
    return bool(colon) and name.isascii() and name.isalpha() and (value[0] not in "/:" if value else attached)
