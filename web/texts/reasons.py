"""Texts that say why a result was found."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "why": "Why this result?",
    "why.word": "“{text}” {field}",
    "why.pair": "“{text}” side by side {field}",
    "why.alike": "other results say the same things",
    "why.title": "the title is about “{text}”",
    "why.in.title": "in the title",
    "why.in.body": "in the text",
    "why.in.tag": "in the tags",
    "why.in.creator": "in the name of a creator",
    "why_more": "and {n} smaller reasons",
}
