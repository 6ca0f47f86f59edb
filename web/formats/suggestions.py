"""Suggestions as OpenSearch 1.1 has them for browsers, and as our own JSON that says of each what it is."""

from __future__ import annotations

import json

from search import record
from web import strings
from web.forms import SUGGESTIONS
from web.suggestions import SuggestionsView

TYPE = SUGGESTIONS


def opensearch(view: SuggestionsView) -> str:
    """Return the text, its completions, what each is, and their addresses: four parallel parts of one array."""
    described = [
        strings.text(f"suggested.{one.suggestion.kind}", posts=strings.counted("posts", one.suggestion.count)) for one in view.completions
    ]
    return _written([view.q, [one.q for one in view.completions], described, [one.url for one in view.completions]])


def answer(view: SuggestionsView) -> str:
    """Return the suggestions with all that is known of them."""
    suggestions = [
        {
            "kind": one.suggestion.kind,
            "text": one.suggestion.text,
            "count": one.suggestion.count,
            "value": one.suggestion.key or None,
            "id": one.suggestion.id,
            "q": one.q,
            "url": one.url,
        }
        for one in view.completions
    ]
    return _written({"q": view.q, "suggestions": suggestions, "index": record.index_record(view.index)})


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
