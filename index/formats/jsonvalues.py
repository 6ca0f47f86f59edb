"""JSON as strangers write it. A value of another type than it should have is as if it were not there."""

from __future__ import annotations

import json
import re
from typing import Any

from index.formats.characters import allowed

Record = dict[str, Any]
"""An object of JSON. Of a name that stands in it twice, the last value counts."""


class NotJson(ValueError):
    """A text is not JSON; `str(error)` says in one line why."""


class Number(str):
    """A number as it was written. As a number it could have more digits than Python turns into one, or be no number at all (NaN)."""

    __slots__ = ()


_KEY = re.compile(r'[\s{,]*"((?:[^"\\]|\\.){0,100})"\s*:\s*')
_BEGIN = re.compile(r"\s*\{")


def parse(text: str) -> object:
    """Return the value that the text is. Raises NotJson."""
    try:
        return _decoder().decode(text)
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg} in line {error.lineno}, column {error.colno}") from error
    except RecursionError as error:
        raise NotJson("nested too deeply") from error


def beginning(text: str) -> Record:
    """Return the first members of an object that is cut off anywhere. The one that it is cut in has no value (None)."""
    found: Record = {}
    decoder = _decoder()
    at = 0 if _BEGIN.match(text) else len(text)
    while key := _KEY.match(text, at):
        found[key[1]] = None
        try:
            found[key[1]], at = decoder.raw_decode(text, key.end())
        except (json.JSONDecodeError, RecursionError):
            break
    return found


def elements(text: str, start: int) -> list[object]:
    """Return the first elements of an array that is damaged somewhere; `start` is the place after its bracket."""
    found: list[object] = []
    decoder, at = _decoder(), start
    try:
        while True:
            while at < len(text) and text[at] in " \t\r\n,":
                at += 1
            value, at = decoder.raw_decode(text, at)
            found.append(value)
    except (json.JSONDecodeError, RecursionError):
        return found


def text_of(value: object) -> str:
    """Return a text without the characters that no feed may hold."""
    return allowed(value) if type(value) is str else ""


def name_of(value: object) -> str:
    """Return what something is called: a text, or a number as it was written."""
    return allowed(value).strip() if isinstance(value, str) else ""


def texts_of(value: object) -> tuple[str, ...]:
    """Return the texts of a list, trimmed, none empty, each once."""
    trimmed = (text_of(one).strip() for one in (value if isinstance(value, list) else []))
    return tuple(dict.fromkeys(filter(None, trimmed)))


def record_of(value: object) -> Record:
    """Return an object, or an empty one."""
    return value if isinstance(value, dict) else {}


def records_of(value: object) -> list[Record]:
    """Return the objects of a list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _decoder() -> json.JSONDecoder:
    """Return a decoder that minds no control characters in texts, and of which no number takes long."""
    return json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=lambda _: None, strict=False)
