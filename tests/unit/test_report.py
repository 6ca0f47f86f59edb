"""The report of a run: its last line, and the list of what was left out."""

from __future__ import annotations

import json

from index.backlog import Counts
from index.report import Left, Report, listing
from search.page import IndexInfo

LEFT = (*(Left("a.xml", f"p{at}", "draft") for at in range(20)), Left("a.xml", "p", "attachment", 21), *[Left("b", "q", "password")] * 10)


def test_a_run_ends_with_what_there_is_and_what_was_left_out() -> None:
    report = Report(
        1, 51, 2, Counts(12, 3, 0, 3397), 40, 4, LEFT, (), (), "2003-02-01T00:00:00+00:00", "2026-08-30T00:00:00+00:00", readable=True,
        index=IndexInfo("whoosh", "00000007", 3412, None), seconds=6.14,
    )  # fmt: skip
    assert report.summary() == (
        "3,412 posts 2003-02 to 2026-08 (12 new, 3 changed) in 51 documents; 40 duplicates;"
        " 51 skipped: 21 attachment, 20 draft, 10 password; 4 ignored; index generation 7, 3,412 posts, 6.1 s"
    )
    assert report.record()["skipped"][0] == {"source": "a.xml", "post": "p0", "reason": "draft"}
    assert report.record()["skipped"][20] == {"source": "a.xml", "post": "p", "reason": "attachment", "count": 21}


def test_what_was_left_out_is_one_a_line_and_safe_to_print() -> None:
    left = (Left("a\tb.xml", "x\x1b[2J\ny", "draft"), Left("b.xml", "p", "comment", 7))
    assert list(listing(left, as_json=False)) == ["a b.xml\tdraft\tx\\x1b[2J y", "b.xml\tcomment\tp\t7"]


def test_the_list_is_one_object_written_line_by_line() -> None:
    for left in ((), LEFT[:1], LEFT):
        lines = list(listing(left, as_json=True))
        assert json.loads("\n".join(lines)) == {"skipped": [one.record() for one in left]}
        assert len(lines) <= len(left) + 2


def test_the_list_begins_before_all_of_it_was_read() -> None:
    endless = (Left("a", str(at), "draft") for at in iter(int, 1))
    assert next(listing(endless, as_json=False)) == "a\tdraft\t0"
    assert next(listing(endless, as_json=True)) == '{"skipped": ['
