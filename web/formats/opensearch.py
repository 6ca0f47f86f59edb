"""A DescriptionView as an OpenSearch description (OpenSearch 1.1, draft 6)."""

from __future__ import annotations

from web.description import DescriptionView
from web.formats import xml
from web.formats.atom import OPENSEARCH
from web.forms import DESCRIPTION, SUGGESTIONS

TYPE = f"{DESCRIPTION}; charset=utf-8"
SHORT_NAME, LONG_NAME, ABOUT = 16, 48, 1024
"""Characters that these may have."""


def description(view: DescriptionView) -> str:
    """Return the description."""
    tree = xml.root("OpenSearchDescription", {"": OPENSEARCH})
    xml.add(tree, "ShortName", _cut(view.title, SHORT_NAME))
    xml.add(tree, "LongName", _cut(view.title, LONG_NAME))
    xml.add(tree, "Description", _cut(view.about, ABOUT))
    for content_type, template in view.templates:
        rel = "suggestions" if content_type == SUGGESTIONS else "results"
        first = None if rel == "suggestions" else "1"
        xml.add(tree, "Url", type=content_type, rel=rel, template=template, pageOffset=first)
    xml.add(tree, "Url", type=DESCRIPTION, rel="self", template=view.self_url)
    xml.add(tree, "Image", view.icon_url, width="16", height="16", type="image/svg+xml")
    if view.example:
        xml.add(tree, "Query", role="example", searchTerms=view.example)
    xml.add(tree, "Language", "*")
    xml.add(tree, "InputEncoding", "UTF-8")
    xml.add(tree, "OutputEncoding", "UTF-8")
    return xml.written(tree)


def _cut(text: str, most: int) -> str:
    """Return the text in so many characters, at the end of a word where there is one."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]
