"""Texts of errors, of values that cannot be used, and of the server's start."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    "bad_parameter": "{name}: {detail}. The usual value is taken instead.",
    "error_home": "Go to the newest posts",
    "error_detail.no-index": "Fill it by running this command, then load this page again:",
    "error_command.no-index": "backissues reindex FEED-OR-FOLDER",
    "error.400": "The request cannot be read",
    "error.404": "There is no such page",
    "error.405": "This address can only be read",
    "error.413": "The request is too large",
    "error.414": "The address is too long",
    "error.500": "Something went wrong",
    "error.other": "The request failed",
    "detail.404": "Nothing is at this address.",
    "detail.405": "Use GET or HEAD.",
    "detail.500": "The fault is ours; it is written in the log of the server.",
    "detail.overloaded": "too many searches at once; try again in a moment",
    "detail.no_post": "no post has the id {id}",
    "detail.no_facet": "there is no facet {name}; there are {all}",
    "bad.number": "must be a whole number from 1 to {most}, not {value}",
    "bad.one_of": "must be {allowed}, not {value}",
    "bad.year": "must be a year such as 2009, not {value}",
    "bad.month": "must be a month such as 2009-03, not {value}",
    "bad.date": "must be a date such as 2009, 2009-03 or 2009-03-01, not {value}",
    "bad.facet": "there is no facet {value}; there are {allowed}",
    "bad.filters": "at most {most} values may be chosen; none is",
    "bad.cursor": "goes with sort=newest or sort=oldest only",
    "bad.text": "what is filled in must be at most {most} characters, written as one search text",
    "serving": "Backissues is at {url} (stop it with Ctrl-C)",
}
