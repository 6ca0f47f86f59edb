"""XML as feeds and descriptions write it: elements by their prefixed names, text without what XML 1.0 cannot hold.

Names are written as they are given (`opensearch:Query`), and the root says what their prefixes mean: the registry of prefixes that
the standard library has is a global.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2); the standard library writes it as it is, and no reader takes that."""

_LANGUAGE = re.compile(r"[a-z]{2,8}")


def clean(text: str) -> str:
    """Return the text without what XML 1.0 cannot hold."""
    return _NO_CHARACTER.sub("", text)


def language(code: str | None) -> str | None:
    """Return the code if it can be that of a language, for `xml:lang`."""
    return code if code and _LANGUAGE.fullmatch(code) else None


def root(name: str, spaces: dict[str, str]) -> Element:
    """Return an element that declares name spaces by their prefixes; `""` is that of names without one."""
    return Element(name, {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in spaces.items()})


def add(parent: Element, name: str, text: str | None = None, **attributes: str | None) -> Element:
    """Add an element to its parent and return it. Attributes of None are left out; `xml_lang` is `xml:lang`."""
    given = {key.replace("xml_", "xml:"): clean(value) for key, value in attributes.items() if value is not None}
    element = SubElement(parent, name, given)
    element.text = None if text is None else clean(text)
    return element


def written(tree: Element) -> str:
    """Return the document."""
    indent(tree, space="")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(tree, encoding="unicode")}\n'
