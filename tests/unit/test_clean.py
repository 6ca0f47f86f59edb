from __future__ import annotations

from pathlib import Path

import pytest

from index.clean import LONGEST, LONGEST_TITLE, to_text, to_title
from search.document import Cut

PAGES = sorted((Path(__file__).parents[1] / "data" / "html").glob("*.html"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_golden_pairs(page: Path) -> None:
    """The text, and after a line of dashes what was cut: `rule: times`."""
    cleaned = to_text(page.read_text(encoding="utf-8"))
    cuts = "".join(f"{cut.rule}: {cut.count}\n" for cut in cleaned.cuts)
    assert f"{cleaned.text}\n---\n{cuts}" == page.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>one</p><p>two<br>three</p><ul><li>a</li><li>b</li></ul>", "one two three a b"),
        ("the <b>c</b>ongestive <i>heart</i><br>two", "the congestive heart two"),
        ("a<div>b</div>c<hr>d", "a b c d"),
        ("<p>un<!-- wp:x -->broken</p>", "unbroken"),
    ],
)
def test_blocks_separate_words_and_inline_tags_never_do(html: str, words: str) -> None:
    assert to_text(html).text.split() == words.split()


@pytest.mark.parametrize(
    "html", ["", " ", "<", "<>", "<!--", "<!DOCTYPE html>", "<?xml version='1.0'?>", "<a", "</p>", "<p></p>", "&", "http://a.b/?c&d"]
)
def test_scraps_of_markup_raise_nothing(html: str) -> None:
    assert to_text(html).text in ("", "<", "<>", "&", "http://a.b/?c&d")


@pytest.mark.parametrize("embed", ["<embed src='x'>", "<embed src='x'/>", "<embed src='x'></embed>", "<object><embed src='x'>y</object>"])
def test_a_player_without_end_tag_does_not_swallow_the_post(embed: str) -> None:
    cleaned = to_text(f"<p>one</p>{embed}<p>two {embed} three</p><p>four</p>")
    assert cleaned.text == "one\ntwo three\nfour"
    assert [cut.count for cut in cleaned.cuts] == [2]


def test_a_page_is_read_past_its_head() -> None:
    page = "<?xml version='1.0'?><!DOCTYPE html><html><head><title>No</title><style>no</style></head><body class=x><p>Yes</p></body></html>"
    assert to_text(page).text == "Yes"


def test_a_declared_encoding_changes_nothing_in_text() -> None:
    assert to_text("<meta charset='utf-16'><?xml encoding='big5'?><p>é日😀").text == "é日😀"


def test_text_without_marks_keeps_its_lines() -> None:
    assert to_text("one  two\n\n three\u00a0four ").text == "one two\nthree four"
    assert to_text("one &amp; two\nthree").text == "one & two\nthree"


def test_forbidden_characters_do_not_end_the_text() -> None:
    assert to_text("<p>a\0b\ud800c</p>d").text == "abc\nd"


def test_a_text_over_the_limit_is_cut_and_counted() -> None:
    cleaned = to_text("<p>" + "ab " * LONGEST)
    assert len(cleaned.text) <= LONGEST
    assert cleaned.cuts == (Cut("length", 1),)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20_000 + "deep",
        "<b>" * 20_000 + "deep",
        "<p><b>" * 3_000 + "deep",
        "<table><tr><td>" * 3_000 + "deep",
        "<!--" * 40_000 + "--><p>deep",
        "<a " * 50_000 + "><p>deep",
        "<p " + " ".join(f"a{number}=1" for number in range(20_000)) + ">deep",
        "<p>deep " + "[...] " * 20_000,
        "<p>deep</p>" + "<a class=more-link>x</a><br>" * 3_000,
    ],
    ids=range(9),
)
@pytest.mark.timeout(20)
def test_hostile_pages_cost_linear_time_and_keep_their_text(html: str) -> None:
    assert to_text(html).text == "deep"


@pytest.mark.parametrize(
    ("raw", "is_html", "title"),
    [
        ("Salt &amp; pepper", True, "Salt & pepper"),
        ("Salt &amp; pepper", False, "Salt &amp; pepper"),
        ("a &lt;b&gt; c", True, "a <b> c"),
        ("the <b>C</b>ongress<br>of 1815", True, "the Congress of 1815"),
        ("a <b> c", False, "a <b> c"),
        ("\n\t\t“我自然”的评论\t", False, "“我自然”的评论"),
        ("one\n\t two\u200b", False, "one two"),
        ("one\n\t two\u200b", True, "one two"),
        ("<script>x</script>", True, ""),
        ("", True, ""),
        ("x" * 5_000, False, "x" * LONGEST_TITLE),
    ],
)
def test_titles_are_one_line_of_text(raw: str, is_html: bool, title: str) -> None:
    assert to_title(raw, is_html=is_html) == title
