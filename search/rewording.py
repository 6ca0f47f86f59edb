"""Rewording: a query text with some of its words replaced, and what it then asks for. Pure; it does not judge words.

Text and expression are reworded apart from each other, and a correction is made only where the text then parses to the expression: so
whatever people type, nothing but words changes.
"""

from __future__ import annotations

from collections.abc import Mapping

from search import syntax
from search.analysis import tokens
from search.grouping import all_of, any_of
from search.page import Snippet
from search.query import And, Expr, Or, Phrase, Value, Word

Meanings = Mapping[tuple[str, ...], str]
"""What is put in place of a term, or of two neighbouring terms. Two words stand in place of a word as a phrase."""


def reworded_text(text: str, meanings: Meanings) -> Snippet:
    """Return the text with the words replaced; the new ones are marked."""
    found = tokens(text)
    pieces: list[str] = []
    marks: list[tuple[int, int]] = []
    at = number = 0
    while number < len(found):
        one, pair = found[number], found[number : number + 2]
        words = meanings.get(tuple(token.exact for token in pair))
        if words is None or not text[one.end : pair[-1].start].isspace():
            words, pair = meanings.get((one.exact,)), [one]
        if words is not None:
            pieces.append(text[at : one.start])
            start = sum(map(len, pieces))
            pieces.append(words if " " not in words or _inside_quotes(text, one.start) else f'"{words}"')
            marks.append((start, start + len(pieces[-1])))
            at = pair[-1].end
        number += len(pair)
    return Snippet("".join([*pieces, text[at:]]), tuple(marks))


def _inside_quotes(text: str, place: int) -> bool:
    return text[:place].translate(syntax.QUOTES).count('"') % 2 == 1


def reworded(expr: Expr, meanings: Meanings) -> Expr:
    """Return the expression with the words replaced, of tags too. What is excluded, half typed, another value or a date stays."""
    match expr:
        case Word(text, field) | Phrase(text, field):
            words = reworded_text(text, meanings).text
            if isinstance(expr, Word) and words.startswith('"'):
                return Phrase(words.strip('"'), field)
            return type(expr)(words.replace('"', ""), field)
        case Value("tag", key):
            tag = reworded_text(key, meanings)
            return Value("tag", tag.text.replace('"', "")) if tag.marks else expr
        case And(exprs):
            return all_of([reworded(inner, meanings) for inner in _joined(exprs, meanings)])
        case Or(exprs):
            return any_of([reworded(inner, meanings) for inner in exprs])
        case _:
            return expr


def _joined(exprs: tuple[Expr, ...], meanings: Meanings) -> list[Expr]:
    """Return the members with neighbouring words that mean one as that one."""
    joined: list[Expr] = []
    for expr in exprs:
        last = joined[-1] if joined else None
        if isinstance(last, Word) and isinstance(expr, Word) and last.field is expr.field is None:
            pair = tuple(token.exact for word in (last, expr) for token in tokens(word.text))
            if len(pair) == 2 and pair in meanings:  # noqa: PLR2004 - a pair has two
                joined[-1] = Word(meanings[pair])
                continue
        joined.append(expr)
    return joined
