"""Layout: columns that fit a terminal, and one row a line where there is none."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from index.layout import Row, lines, shortened, wrapped

ROWS = (Row(("/archive/feeds/weblog.xml", 1234, "2003-02"), ("cut off in the middle",)), Row(("b", 5, "")))
HEADS = ("source", "posts", "from")
words = st.text(st.sampled_from("ab 我自然\té-"), max_size=80)


def test_numbers_stand_to_the_right_and_notes_below() -> None:
    assert list(lines(HEADS, ROWS, 80)) == [
        "source                     posts  from",
        "/archive/feeds/weblog.xml  1,234  2003-02",
        "    cut off in the middle",
        "b                              5",
    ]


def test_a_name_is_cut_in_its_middle_where_there_is_no_room() -> None:
    cut = list(lines(HEADS, ROWS, 34))
    assert cut[1] == "/archi…/weblog.xml  1,234  2003-02"
    assert max(map(cell_len, cut)) == 34


def test_off_a_terminal_a_row_is_one_line_and_nothing_is_cut() -> None:
    long = Row(("x" * 500, 1, ""), ("a note " * 100, "another"))
    found = list(lines(HEADS, (*ROWS, long), None))
    assert len(found) == 4
    assert "x" * 500 in found[3]
    assert found[1].endswith("cut off in the middle")
    assert "another" in found[3]


def test_nothing_gives_the_terminal_an_order() -> None:
    evil = Row(("a\x1b[2J", 1, "\u202e"), ("b\x1b]0;x\x07\nc",))
    for width in (None, 40):
        assert not {"\x1b", "\u202e", "\x07", "\n"} & set("".join(lines(HEADS, (evil,), width)))


def test_zero_is_written_as_wanted() -> None:
    assert list(lines(("year", "Jan"), (Row(("2009", 0)), Row(("2010", 12))), 80, zero=".")) == ["year  Jan", "2009    .", "2010   12"]


@settings(max_examples=100, deadline=None)
@given(words, st.integers(20, 60))
def test_what_is_wrapped_fits_and_loses_no_word(text: str, width: int) -> None:
    found = list(wrapped(text, width, 4))
    assert max(map(cell_len, found)) <= width
    assert "".join("".join(found).split()) == "".join(text.split())


@settings(max_examples=100, deadline=None)
@given(words, st.integers(5, 60))
def test_what_is_shortened_fits_and_keeps_its_end(text: str, width: int) -> None:
    found = shortened(text, width)
    assert cell_len(found) <= width
    assert found == text or ("…" in found and text.endswith(found.rpartition("…")[2]))
