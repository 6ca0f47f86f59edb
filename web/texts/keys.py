"""Texts of what a page does with scripts: keys, suggestions, finding values, colours, ranges."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "keys": "Keyboard",
    "keys_on": "Use these keys",
    "keys_close": "Close",
    "key_name.search": "/",
    "key_name.move": "↓ ↑",
    "key_name.open": "Enter",
    "key_name.leave": "Esc",
    "key_name.range": "Shift + → ←",
    "key_name.help": "?",
    "key.search": "Go to the search field",
    "key.move": "Go through the results, or through the suggestions",
    "key.open": "Open the result, take the suggestion",
    "key.leave": "Leave the suggestions, the field, a result or the filters",
    "key.range": "From a year or month: choose a range, then Enter",
    "key.help": "Show these keys",
    "suggestions": "Suggestions",
    "find_in": "Find in {name}",
    "find_none": "None has this in its name.",
    "theme": "Colours",
    "theme.system": "As the system",
    "theme.light": "Light",
    "theme.dark": "Dark",
    "range_choose": "Pick on the bars",
    "range_first": "Choose the first year or month.",
    "range_second": "From {start}. Choose the last one.",
}

COUNTED: dict[str, tuple[str, str]] = {
    "suggestions": ("{n} suggestion", "{n} suggestions"),
    "values": ("{n} value", "{n} values"),
}
