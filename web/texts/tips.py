"""Texts of the search tips."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "help": "Search tips",
    "help_live": "The examples are made of words, tags and dates of this archive. Each leads to its results.",
    "help_fixed": "There are no posts yet to take examples from.",
    "help_words": "A word also finds its other forms, such as the plural. Capitals and most accents do not matter. Where many "
    "posts have all the words, just these are found; else also posts that have some, the best first.",
    "help_tip": "You type",
    "help_finds": "You find posts",
    "help_notices": "What a note above the results means",
    "tip.words": "with both words, anywhere: in the title, the text, the tags or the creators' names",
    "tip.phrase": "with these words next to each other, in this order and in these forms",
    "tip.not": "with the first word and not the other. A minus or NOT excludes a word, a phrase, a group or a field",
    "tip.or": "with either word. OR is written in capitals, like AND and NOT",
    "tip.group": "with the first word and either of the others",
    "tip.and": "with both words, the same as without AND",
    "tip.prefix": "with words that begin so. The * works at the end of a word",
    "tip.title": "with this in the title. A field stands before a word, a phrase or a group",
    "tip.body": "with this word in the text",
    "tip.creator": "with these words in a creator's name. author: is the same",
    "tip.tag": "with this tag, by its whole name; with a minus, without it. category: is the same",
    "tip.site": "of this site",
    "tip.lang": "in this language, by its code",
    "tip.after": "from this year, month or day on",
    "tip.before": "from before this year, month or day",
    "tip.date": "from this year, month or day, or from a span of them",
}

EXAMPLE: dict[str, str] = {
    "one": "rain", "two": "barrel", "other": "cask", "phrase": "rain barrel", "start": "barr", "creator": '"Ada Lovelace"',
    "tag": "weather", "site": "example.org", "lang": "en", "year": "2009", "month": "2009-03", "first": "2007",
}  # fmt: skip
"""Parts of the examples of the search tips where the archive has none of its own."""
