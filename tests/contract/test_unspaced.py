"""Scripts that are searched by pairs of characters: what is found and marked, typed as people type it, in every engine."""

# ruff: noqa: RUF001 - words in many scripts

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from search.query import Query
from search.syntax import parse
from tests.contract.benches import Index, opened
from tests.contract.posts import post
from tests.contract.questions import ids
from tests.contract.shelves import filled, holds, ranked


def test_chinese_is_found_by_one_character_two_and_more(index: Index) -> None:
    shelf = (
        ("zh", "我们在学习机器学习的方法。"),
        ("zh", "今天去学校，机器坏了"),
        ("zh", "Python入门：３小时学会 ｐｙｔｈｏｎ"),
        ("zh", "Pythonの本"),
    )
    holds(
        index,
        shelf,
        {
            "机": [1, 2],
            "的": [1],
            "坏": [2],
            "机器": [1, 2],
            "机器学": [1],
            "机器学习": [1],
            '"机器学习的方法"': [1],
            "机器 学校": [2],
            '"机器 学习"': [1],
            '"学习 的 方法"': [],
            "学习机器学习": [1],
            "习惯": [],
            "校机": [],
            "Python入门": [3],
            "Python 入门": [3],
            '"python 入门"': [3],
            '"入门 3小时学会"': [3],
            "ＰＹＴＨＯＮ": [3, 4],
            "python": [3, 4],
            "3小时": [3],
            "机器 -学习": [2],
            "学 OR 门": [1, 2, 3],
            "机*": [1, 2],
        },
    )


def test_titles_and_tags_are_found_as_texts_are(index: Index) -> None:
    reader = index.rebuild(post(1, "机器学习入门", tags=("サーバー管理", "Ｃ＋＋")), post(2, "", "机器", lang="zh"))
    for text, found in {"学习": [1], "title:机器": [1], "title:机": [1], '"习入"': [1], "サーバ": [1], "C++": [1], "机器": [1, 2]}.items():
        assert sorted(ids(reader.search(Query(expr=parse(text).expr)))) == found
    title = reader.search(Query(expr=parse("title:学习").expr)).hits[0].title
    assert title is not None
    assert title.segments() == (("机器", False), ("学习", True), ("入门", False))


def test_japanese_is_found_in_full_and_half_width_with_its_marks_kept(index: Index) -> None:
    shelf = (
        ("ja", "かがみを見る"),
        ("ja", "ガラスとカラス"),
        ("ja", "ﾊﾟｿｺﾝを買う"),
        ("ja", "パソコン入門、バラとハラ"),
    )
    holds(
        index,
        shelf,
        {
            "が": [1],
            "か": [1],
            "かか": [],
            "がみ": [1],
            "ガラス": [2],
            "カラス": [2],
            "ガラ": [2],
            "パソコン": [3, 4],
            "ﾊﾟｿｺﾝ": [3, 4],
            "ハソコン": [],
            "ハラ": [4],
            "バラ": [4],
            '"パソコン入門"': [4],
            "カ\u3099ラス": [2],
        },
    )


def test_the_long_vowel_at_the_end_of_a_katakana_word_may_be_left_out(index: Index) -> None:
    shelf = (
        ("ja", "サーバーを起動する"),
        ("ja", "サーバの管理"),
        ("ja", "ｻｰﾊﾞｰ管理"),
        ("ja", "サーバ管理"),
        ("ja", "カラーコピーをとる"),
        ("ja", "コピ"),
    )
    holds(
        index,
        shelf,
        {
            "サーバ": [1, 2, 3, 4],
            "サーバー": [1, 2, 3, 4],
            "ｻｰﾊﾞｰ": [1, 2, 3, 4],
            "title:x OR サーバー": [1, 2, 3, 4],
            '"サーバー"': [1, 3],
            "サーバ管理": [3, 4],
            "サーバー管理": [3, 4],
            '"サーバ管理"': [4],
            "サーバーの管理": [2],
            "サー": [1, 2, 3, 4],
            "コピー": [5],
            "カラーコピ": [5],
            "コピ": [5, 6],
            "バー": [1, 3],
            "サーバー管*": [3],
        },
    )


def test_the_spelling_as_typed_comes_first(index: Index) -> None:
    reader = filled(index, (("ja", "サーバの話"), ("ja", "サーバーの話")))
    assert ranked(reader, "サーバー") == [2, 1]


def test_korean_is_found_with_its_particles(index: Index) -> None:
    shelf = (
        ("ko", "한국어는 어렵다. 검색을 한다"),
        ("ko", "\u1112\u1161\u11ab\u1100\u116e\u11a8 검색 엔진"),
        ("ko", "한강"),
        ("ko", "검색엔진을 만든다"),
    )
    holds(
        index,
        shelf,
        {"한국어": [1], "한국": [1, 2], "검색": [1, 2, 4], '"검색 엔진"': [2, 4], "한": [1, 2, 3], "국어": [1], "검색엔진": [4]},
    )


def test_thai_is_found_in_running_text_with_its_marks_kept(index: Index) -> None:
    shelf = (("th", "ภาษาไทยเป็นภาษาที่สวยงาม"), ("th", "ขอน้ำเปล่า ๒๕ บาท"), ("th", "นาม่าน"), ("th", "ม้าน"))
    holds(
        index,
        shelf,
        {"ภาษา": [1], "ไทย": [1], "สวยงาม": [1], '"เป็นภาษา"': [1], "น้ำ": [2], "25": [2], "๒๕": [2], "ม้า": [4], "ม่า": [3], "ก": []},
    )


_RUNS = st.text("快乐新年がカサーバコピ한국어ｶ々", min_size=1, max_size=8)


@settings(max_examples=25, deadline=None)
@given(_RUNS, st.integers(0, 7), st.integers(1, 8))
def test_every_part_of_a_run_is_found_and_marked(engine: str, run: str, start: int, length: int) -> None:
    part = run[start % len(run) :][:length]
    with opened(engine) as index:
        holds(index, (("ja", f"a{run}b 新"), ("ja", "乐快")), {part: [1], f'"{part}"': [1]} if part not in "乐快" else {})
