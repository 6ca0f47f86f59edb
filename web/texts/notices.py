"""Texts of what the search tips say of each notice, by its code."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "notice.unknown-field": "A word stands before a colon and is no field. It was searched as text.",
    "notice.bad-date": "The date cannot be read. It was searched as text.",
    "notice.empty-field": "A field without a value was ignored.",
    "notice.unclosed-quote": "A quotation mark was not closed. The phrase was taken to reach to the end.",
    "notice.unbalanced-parentheses": "Parentheses without their partner were ignored or closed.",
    "notice.dangling-operator": "An operator with nothing to join was ignored.",
    "notice.leading-wildcard": "A * works at the end of a word only and was ignored.",
    "notice.nothing-to-search": "There is nothing to search for in this piece, as in ***.",
    "notice.too-many-terms": "Only the first 256 terms were searched for.",
    "notice.too-deep": "Groups more than 5 deep were taken apart.",
    "notice.prefix-cut": "More words begin so than were looked at; the most frequent were.",
    "notice.relaxed": "Few posts have all of the words; posts with some of them are shown too.",
    "notice.bad-parameter": "A part of the address cannot be used; the usual value was taken.",
}
