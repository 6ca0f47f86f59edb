"""Every text of the interface is in the catalogue, and everything in the catalogue is used."""

from __future__ import annotations

import importlib
import re
from collections import Counter
from datetime import date
from pathlib import Path

import jinja2
import pytest
from lxml import html

import web
from web import strings

WEB = Path(web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
PARTS = [importlib.import_module(f"web.texts.{path.stem}") for path in sorted((WEB / "texts").glob("*.py")) if path.stem != "__init__"]
SPOKEN = {"title", "aria-label", "placeholder", "alt", "value", "label"}
"""Attributes that are read out or shown."""


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_template_holds_no_text(path: Path) -> None:
    tokens = jinja2.Environment(autoescape=True).lex(path.read_text(encoding="utf-8"))
    markup = "".join(value for _line, kind, value in tokens if kind == "data")
    root = html.fragment_fromstring(markup, create_parent="div")
    spoken = [value for element in root.iter() for name, value in element.attrib.items() if name in SPOKEN]
    assert not re.findall(r"\w+", "".join([*root.itertext(), *spoken]))


@pytest.mark.parametrize("name", ["TEXTS", "COUNTED"])
def test_every_text_is_in_the_catalogue_and_in_one_file_only(name: str) -> None:
    keys = Counter(key for part in PARTS for key in getattr(part, name, ()))
    assert set(keys) == set(getattr(strings, name))
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_text_is_used() -> None:
    """By its whole key, or by a family: `"facet."` with the last part of the key put behind it."""
    files = [*TEMPLATES, *(path for path in WEB.rglob("*.py") if path.parent.name != "texts")]
    said = "\n".join(path.read_text(encoding="utf-8") for path in files)
    unused = [key for key in (*strings.TEXTS, *strings.COUNTED) if f'"{key}"' not in said and f"'{key}'" not in said]
    families = {key: key[: key.rfind(".") + 1] for key in unused}
    assert [key for key, family in families.items() if not family or not re.search(rf"""["']{re.escape(family)}['"{{]""", said)] == []


def test_one_thing_and_several() -> None:
    assert strings.counted("results", 1) == "1 result"
    assert strings.counted("results", 0) == "0 results"
    assert strings.counted("results", 1234) == "1,234 results"


def test_dates_for_people() -> None:
    assert strings.day(date(2009, 3, 1)) == "1 March 2009"
    assert [strings.partial_day(value) for value in ("2009", "2009-03", "2009-03-01")] == ["2009", "March 2009", "1 March 2009"]
    assert strings.partial_day("2009-03-01T10:00:00Z") == "2009-03-01 10:00:00Z"


def test_languages_by_name_or_code() -> None:
    assert strings.language("de") == "German"
    assert strings.language("tlh") == "tlh"
