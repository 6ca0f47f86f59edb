"""The archive that `make bench` makes and the questions that it draws from it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import feedparser
import pytest

from benchmarks import archive, questions
from benchmarks.madeposts import MadePosts
from benchmarks.questions import KINDS
from benchmarks.realposts import RealPosts
from benchmarks.texts import Texts

FEED = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>{title}</title>{items}</channel></rss>"""
ITEM = """<item><title>On {word} barrels again</title><dc:creator>Ada</dc:creator><category>rain</category>
<content:encoded><![CDATA[<p>The {word} barrel <b>leaks</b>.</p>
<ul><li>It is {word}</li></ul><p>Nobody minds it.</p>]]></content:encoded></item>"""


@pytest.fixture(scope="module")
def made() -> MadePosts:
    return MadePosts()


@pytest.fixture
def real(tmp_path: Path) -> RealPosts:
    """Texts of two sites of three posts each."""
    for site in ("garden", "roof"):
        (tmp_path / "real" / site).mkdir(parents=True)
        items = "".join(ITEM.format(word=f"{site}{number}") for number in range(3))
        (tmp_path / "real" / site / "feed-page-001.xml").write_text(FEED.format(title=f"The {site}", items=items), encoding="utf-8")
    return RealPosts(tmp_path / "real")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def _entries(folder: Path) -> list[feedparser.FeedParserDict]:
    return [entry for path in sorted(folder.glob("*.xml")) for entry in feedparser.parse(path.read_bytes()).entries]


def test_the_archive_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        archive.write(tmp_path / name, MadePosts(), 40)
    assert _files(tmp_path / "one") == _files(tmp_path / "two")


def test_a_larger_archive_has_the_same_posts_and_more(tmp_path: Path, made: MadePosts) -> None:
    archive.write(tmp_path / "few", made, 20)
    archive.write(tmp_path / "many", made, 300)
    few, many = ({entry.id: entry.content[0].value for entry in _entries(tmp_path / name)} for name in ("few", "many"))
    assert few.items() <= many.items()
    assert (len(few), len(many)) == (20, 300)


def test_posts_are_as_wordpress_has_them(tmp_path: Path, real: RealPosts) -> None:
    archive.write(tmp_path / "feeds", real, 600)
    assert max(Counter(path.name.partition("-")[0] for path in (tmp_path / "feeds").iterdir()).values()) > 1, "a site has several pages"
    entries = _entries(tmp_path / "feeds")
    assert {entry.id for entry in entries} == {f"https://{host}.example/?p={n}" for n, host in _hosts(real, 600)}
    assert {entry.author for entry in entries} == {"Ada"}
    assert {tag.term for entry in entries for tag in entry.tags} == {"rain"}
    assert all(entry.published_parsed for entry in entries)
    assert sum(archive.WITNESS in entry.content[0].value for entry in entries) == archive.witnesses(600) == 4


def _hosts(texts: Texts, count: int) -> list[tuple[int, str]]:
    names = [re.sub("[^a-z]", "", title.lower()) for title in texts.sites]
    return [(number, names[archive.post(texts, number).site]) for number in range(count)]


def test_real_texts_are_taken_in_whole_passages_of_the_same_site(real: RealPosts) -> None:
    for number in range(50):
        drawn = archive.post(real, number)
        site = ("garden", "roof")[drawn.site]
        assert len(archive.plain(drawn.html).split()) >= 10, "as long as a real one, which has ten words"
        assert all(word.startswith(site) for word in re.findall(r"(?:garden|roof)\d", drawn.html))
        assert re.search(r"<p>The \w+ barrel <b>leaks</b>|<ul><li>|<p>Nobody", drawn.html)


def test_real_posts_that_are_not_there_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="has no feeds"):
        RealPosts(tmp_path)


def test_made_words_are_as_frequent_as_natural_ones(made: MadePosts) -> None:
    """Zipf: the second word stands half as often as the first, the tenth a tenth as often; half of all forms stand once."""
    texts = [archive.plain(archive.post(made, number).html).split() for number in range(200)]
    counts = Counter(word for text in texts for word in text).most_common()
    assert counts[0][1] / counts[1][1] == pytest.approx(2, rel=0.1)
    assert counts[0][1] / counts[9][1] == pytest.approx(10, rel=0.2)
    assert 0.4 < sum(count == 1 for _word, count in counts) / len(counts) < 0.8
    assert {len(text) for text in texts} == {500}


def test_new_posts_come_after_the_others_and_go_again(tmp_path: Path, made: MadePosts) -> None:
    archive.write(tmp_path / "feeds", made, 5)
    before = _files(tmp_path / "feeds")
    archive.write_new(tmp_path / "feeds", made, 5)
    (new,) = [entry for entry in _entries(tmp_path / "feeds") if archive.NEWCOMER in entry.content[0].value]
    assert new.published_parsed == max(entry.published_parsed for entry in _entries(tmp_path / "feeds"))
    archive.remove_new(tmp_path / "feeds")
    assert _files(tmp_path / "feeds") == before


@pytest.fixture(scope="module")
def sample(made: MadePosts) -> questions.Sample:
    return questions.sample(made, 200)


def test_questions_are_of_all_kinds_all_different_and_the_same_each_time(sample: questions.Sample) -> None:
    asked = questions.questions(sample, 30)
    assert asked == questions.questions(sample, 30)
    assert Counter(question.kind for question in asked) == dict.fromkeys(KINDS, 30) | {"empty": 20}
    assert len(set(asked)) == len(asked)


def test_a_part_of_the_questions_is_the_same_mixture(sample: questions.Sample) -> None:
    asked = questions.questions(sample, 40)
    half = Counter(question.kind for question in asked[: len(asked) // 2])
    assert half == dict.fromkeys(KINDS, 20) | {"empty": 10}


def test_questions_ask_for_what_their_kind_says(sample: questions.Sample) -> None:
    asked = questions.questions(sample, 30)
    texts = [set(text) for text in sample.texts]

    def share(word: str) -> float:
        return sum(word in text for text in texts) / len(texts)

    of = {kind: [question for question in asked if question.kind == kind] for kind in KINDS}
    assert all(0 < share(question.text) <= 0.02 for question in of["rare"])
    assert all(0.1 <= share(question.text) <= 0.6 for question in of["common"])
    assert all(share(question.text) == 0 for question in of["misspelt"])
    rows = [" ".join(text) for text in sample.texts]
    assert all(any(question.text.strip('"') in row for row in rows) for question in of["phrase"])
    assert all(any(word.startswith(question.text[:-1]) for word in sample.shares) for question in of["prefix"])
    assert all(
        any(question.text in text and question.tag in tags for text, tags in zip(texts, sample.tags, strict=True))
        for question in of["filtered"]
    )
    assert {question.size for question in of["empty"]} == set(range(10, 30))
