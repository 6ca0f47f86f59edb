"""Fields of an export: the source of one item, or of the head, to named texts. XML through lxml, and what is damaged repaired before.

Names are those that WordPress writes (`wp:status`, `content:encoded`), whatever prefix and version the namespaces of the file have,
and also where they are declared nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from index import references
from index.endings import Endings

_NAMESPACES = (
    (re.compile(r"wordpress\.org/export/.*excerpt"), "excerpt"),
    (re.compile(r"wordpress\.org/export"), "wp"),
    (re.compile(r"purl\.org/rss/1\.0/modules/content"), "content"),
    (re.compile(r"purl\.org/dc/"), "dc"),
)
_USUAL = ("wp", "content", "excerpt", "dc")

_DECLARED = re.compile(r"""\s(xmlns(?::[\w.-]+)?)\s*=\s*("[^"<>&]*"|'[^'<>&]*')""")
_START_TAGS = 20_000
"""Characters of the head in which namespaces are declared."""

_CHANNEL = re.compile(r"<(?:[\w.-]{1,40}:)?channel(?:\s[^<>]*)?>")

_KNOWN = (
    "title|link|guid|pubDate|description|language|category|creator|encoded|author_login|author_display_name|base_blog_url|comment|status|"
    "post_(?:id|date|date_gmt|modified|modified_gmt|type|password)"
)
_FIELD = re.compile(rf"<((?:[\w.-]{{1,40}}:)?(?:{_KNOWN}))(\s[^<>]*?)?(/?)>")
_ATTRIBUTE = re.compile(r"""(domain|nicename)\s*=\s*("[^"<]*"|'[^'<]*')""")
_REFERENCE = re.compile(r"&(?:#\w{1,10}|\w{1,40});")
_CDATA = "<![CDATA["
_COUNTED = "wp:comment"
"""The one of them that is counted and not read."""


@dataclass(frozen=True, slots=True)
class Field:
    """One element: its name, its text (mark-up in it as mark-up), its attributes."""

    name: str
    text: str
    attributes: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Fields:
    """The elements of an item, or of the head with those of its authors, in order."""

    every: tuple[Field, ...]

    def all(self, name: str) -> list[str]:
        """Return the texts of that name, white space trimmed."""
        return [field.text.strip() for field in self.every if field.name == name]

    def first(self, *names: str) -> str:
        """Return the first text that is not empty, by the order of the names, or nothing."""
        return next((text for name in names for text in self.all(name) if text), "")


class Reader:
    """Reads the elements of one export, by the namespaces that its head declares."""

    def __init__(self, head: str) -> None:
        """Take in what stands before the first item."""
        self._head = head
        declared = {found[1]: found[2] for found in _DECLARED.finditer(head[:_START_TAGS])}
        self._root = "".join(f" {name}={uri}" for name, uri in declared.items())

    def head(self) -> Fields:
        """Return what the head says: the channel's own elements, and the logins and names of its authors."""
        start = _CHANNEL.search(self._head)
        source = self._head[start.end() :] if start else ""
        element = self._parsed(f"<head>{source}</head>")
        if element is None:
            element = self._parsed(_repaired(source, "head", strict=False))
        return Fields(tuple(_fields(element, _split(element)[0], deep="author"))) if element is not None else Fields(())

    def item(self, source: str) -> Fields | None:
        """Return the fields of an item, or None where it is damaged beyond repair."""
        element = self._parsed(source)
        return Fields(tuple(_fields(element, _split(element)[0]))) if element is not None else None

    def repaired(self, source: str) -> Fields | None:
        """Return the fields of a damaged item that has an end tag, or None where one of them has no end."""
        return self.item(_repaired(source, "item", strict=True))

    def _parsed(self, source: str) -> Any | None:  # noqa: ANN401 - lxml has no types
        """Return the one element of the source, or None where it is not well-formed; undeclared prefixes are no fault."""
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True)
        try:
            root = etree.fromstring(f"<rss{self._root}>{source}</rss>".encode(), parser)
        except etree.XMLSyntaxError:
            return None
        if root is None or any(error.domain != etree.ErrorDomains.NAMESPACE for error in parser.error_log):
            return None
        return root[0] if len(root) == 1 else None


def _fields(element: Any, own: str, deep: str = "") -> Iterator[Field]:  # noqa: ANN401 - lxml has no types
    """Yield the children as fields; in place of those named `deep`, their children. Names in the namespace `own` have no prefix."""
    for child in element.iterchildren(tag=etree.Element):
        uri, name = _split(child)
        if deep and name.rpartition(":")[2] == deep:
            yield from _fields(child, own)
        elif uri in ("", own):
            yield _field(name, child)  # with an undeclared prefix in it
        elif prefix := _prefix(uri, child.prefix):
            yield _field(f"{prefix}:{name}", child)


def _field(name: str, element: Any) -> Field:  # noqa: ANN401 - lxml has no types
    return Field(name, "" if name == _COUNTED else _text(element), dict(element.attrib))


def _split(element: Any) -> tuple[str, str]:  # noqa: ANN401 - lxml has no types
    """Return the namespace, or nothing, and the name. `lxml.etree.QName` refuses names with an undeclared prefix."""
    uri, _, name = str(element.tag).rpartition("}")
    return uri.removeprefix("{"), name


def _prefix(uri: str, written: str | None) -> str:
    """Return WordPress's own prefix for a namespace, or nothing where it is none of those that we know."""
    known = next((prefix for pattern, prefix in _NAMESPACES if pattern.search(uri)), "")
    return known or (written if written in _USUAL else "") or ""


def _text(element: Any) -> str:  # noqa: ANN401 - lxml has no types
    """Return the text; elements and comments in it (nobody escaped them) as they are written."""
    return (element.text or "") + "".join(str(etree.tostring(child, encoding="unicode")) for child in element)


def _repaired(source: str, name: str, *, strict: bool) -> str:
    """Return the elements that we know, each as well-formed XML; nothing where one has no end and `strict` is set.

    A text (`encoded`) ends with the CDATA section that fills it, as WordPress writes it: a `]]>` in a post, which old versions did not
    escape, ends nothing. What is no reference of XML or HTML is text (`AT&T`).
    """
    endings = Endings(source)
    written, at = [f"<{name}>"], 0
    while (start := _FIELD.search(source, at)) is not None:
        at = start.end()
        tag, attributes, empty = start.groups(default="")
        if empty or tag.endswith("comment"):  # it holds elements of its own
            written.append(f"<{tag}/>")
            continue
        end = _end(endings, tag, at)
        if end is not None:
            said = (f" {found[1]}={quoteattr(_unescaped(found[2][1:-1]))}" for found in _ATTRIBUTE.finditer(attributes))
            written.append(f"<{tag}{''.join(said)}>{escape(_value(source[at:end]))}</{tag}>")
            at = end
        elif strict:
            return ""
    return f"{''.join(written)}</{name}>"


def _end(endings: Endings, tag: str, at: int) -> int | None:
    """Return the place of the end tag of the element whose text begins at `at`, or None."""
    filled = endings.find(rf"(?<=\]\]>)\s*</{re.escape(tag)}[\s>]", at) if tag.endswith("encoded") else None
    found = filled or endings.find(f"</{re.escape(tag)}[\\s>]", at)
    return found.start() if found else None


def _value(raw: str) -> str:
    """Return the text that a value stands for: a CDATA section, which may lack its end, or characters and references."""
    text = raw.strip()
    if not text.startswith(_CDATA):
        return _unescaped(raw)
    return text.removeprefix(_CDATA).removesuffix("]]>").replace(f"]]]]>{_CDATA}>", "]]>")


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda found: references.unescape(found[0]), text)
