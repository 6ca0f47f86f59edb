from __future__ import annotations

from zlib import crc32

from search.analysis import Analyzer
from search.document import Document
from search.fields import SKETCH_READ, SKETCH_STEMS
from search.sketch import sketch


def _sketch(body: str, title: str = "", categories: tuple[str, ...] = (), lang: str | None = "en") -> tuple[int, ...]:
    return sketch(Analyzer().analyse(Document("1", title, body, categories=categories, lang=lang)))


def _numbers(*stems: str) -> tuple[int, ...]:
    return tuple(crc32(stem.encode()) for stem in stems)


def test_it_holds_the_stems_of_title_tags_and_text_in_that_order_and_each_once() -> None:
    assert _sketch("rain barrels and a garden", "Barrel", ("Feeds", "Barrel")) == _numbers("barrel", "feed", "rain", "garden")


def test_function_words_of_the_language_numbers_and_signs_are_left_out() -> None:
    assert _sketch("the and 2009 # @ 11 barrel x 🎉") == _numbers("barrel", "x", "🎉")
    assert _sketch("die und fass", lang="de") == _numbers("fass")
    assert len(_sketch("die und fass", lang="en")) == 3


def test_a_script_without_spaces_gives_its_pairs() -> None:
    assert _sketch("検索学", lang="ja") == _numbers("検索", "索学")


def test_it_has_a_fixed_size_at_most_and_reads_no_further_than_it_must() -> None:
    assert len(_sketch(" ".join(f"word{number}x" for number in range(500)))) == SKETCH_STEMS
    assert _sketch("rain " * SKETCH_READ + "far") == _numbers("rain")


def test_a_post_without_words_has_none() -> None:
    assert _sketch("") == ()
