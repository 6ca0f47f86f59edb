"""What is asked of every system: many different questions of each kind, drawn from the archive itself."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

from benchmarks.archive import plain, post
from benchmarks.texts import Texts
from search.stopwords import STOP_WORDS

SAMPLE = 2000
"""Posts that words are counted in; shares in them stand for shares in the whole archive."""
EACH = 100
"""Different questions of a kind: of fewer, p99 would be the slowest one."""
WORD = re.compile(r"[a-z]{4,14}")
"""Words that every system cuts and folds alike: small ASCII letters."""
NO_WORDS = frozenset(STOP_WORDS["en"].split()) | {"with", "that", "this", "from", "have", "will", "your", "when"}
"""Function words; the list of Whoosh's StemmingAnalyzer drops the last eight, and then nothing would be asked."""

KINDS = {
    "rare": "a word in at most 0.2 % of the posts",
    "common": "a word in 10 to 60 % of the posts",
    "words": "two words of one title, both wanted",
    "phrase": "two neighbouring words of a text, in quotes",
    "prefix": "the first three or four letters of a word, and `*`",
    "filtered": "a word and a tag of one post",
    "misspelt": "a word with two letters exchanged, which mostly finds nothing",
    "empty": "no words: the newest 10, 11, 12 and so on up to 29 of all posts",
}
"""Kinds of questions and what each is."""


@dataclass(frozen=True, slots=True)
class Question:
    """A search: `text` is in the form that all systems understand (`word`, `two words`, `"two words"`, `wor*`, or empty)."""

    kind: str
    text: str
    tag: str = ""
    size: int = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """Some posts of the archive: words of the titles, words of the texts in their order, tags; and the share of posts of each word."""

    titles: tuple[tuple[str, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    tags: tuple[tuple[str, ...], ...]
    shares: dict[str, float]

    @property
    def words(self) -> float:
        """Words of a post, in the mean."""
        return sum(map(len, self.texts)) / len(self.texts)

    def between(self, least: float, most: float) -> list[str]:
        """Return the words that this share of the posts has, in alphabetical order."""
        return sorted(word for word, share in self.shares.items() if least <= share <= most and word not in NO_WORDS)


def sample(texts: Texts, posts: int) -> Sample:
    """Return what the first 2,000 posts hold, or all of them where there are fewer."""
    drawn = [post(texts, number) for number in range(min(posts, SAMPLE))]
    bodies = [tuple(_words(unescape(plain(one.html)))) for one in drawn]
    counts = Counter(word for body in bodies for word in set(body))
    shares = {word: count / len(drawn) for word, count in counts.items() if WORD.fullmatch(word)}
    return Sample(tuple(tuple(_words(one.title)) for one in drawn), tuple(bodies), tuple(one.tags for one in drawn), shares)


def _words(text: str) -> list[str]:
    """Return the words as they stand in a row; what is no plain word stays in it, so that neighbours are neighbours."""
    return re.findall(r"\w+", text.lower())


def questions(found: Sample, each: int = EACH) -> list[Question]:
    """Return the questions, the kinds mixed evenly, so that a run that is cut short has asked the same mixture."""
    chance = random.Random(2)  # noqa: S311 - questions, not keys
    known = found.between(0.01, 0.6)
    makers: dict[str, Callable[[], Question | None]] = {
        "rare": _of_words(found.between(0, 0.002) or found.between(0, 0.02), "rare", chance),
        "common": _of_words(found.between(0.1, 0.6), "common", chance),
        "words": lambda: _title(found, chance),
        "phrase": lambda: _phrase(found, chance),
        "prefix": lambda: Question("prefix", f"{chance.choice(known)[: chance.choice((3, 4))]}*"),
        "filtered": lambda: _filtered(found, chance),
        "misspelt": lambda: _misspelt(found, known, chance),
    }
    kinds = [list(_different(maker, each)) for maker in makers.values()] + [[Question("empty", "", size=size) for size in range(10, 30)]]
    return [question for turn in range(each) for kind in kinds for question in _turn(kind, turn, each)]


def _turn(kind: list[Question], turn: int, turns: int) -> list[Question]:
    """Return the question of that turn, if any: those of a kind that has few are spread over all turns."""
    return kind[turn * len(kind) // turns : (turn + 1) * len(kind) // turns]


def prefixes(found: Sample, each: int = EACH) -> list[Question]:
    """Return beginnings of words of titles, of 2 to 8 letters: what is asked for suggestions."""
    chance = random.Random(3)  # noqa: S311 - questions, not keys

    def maker() -> Question | None:
        word = chance.choice(chance.choice(found.titles) or ("",))
        return Question("suggest", word[: chance.randint(2, 8)]) if WORD.fullmatch(word) else None

    return list(_different(maker, each))


def _different(maker: Callable[[], Question | None], each: int) -> Iterator[Question]:
    """Yield so many different questions, or as many as many tries give."""
    seen: set[Question] = set()
    for _turn in range(50 * each):
        made = maker()
        if made and made not in seen:
            seen.add(made)
            yield made
        if len(seen) == each:
            return


def _of_words(words: list[str], kind: str, chance: random.Random) -> Callable[[], Question | None]:
    return lambda: Question(kind, chance.choice(words)) if words else None


def _title(found: Sample, chance: random.Random) -> Question | None:
    words = sorted({word for word in chance.choice(found.titles) if WORD.fullmatch(word) and word not in NO_WORDS})
    return Question("words", " ".join(chance.sample(words, 2))) if len(words) > 1 else None


def _phrase(found: Sample, chance: random.Random) -> Question | None:
    body = chance.choice(found.texts)
    pair = body[(at := chance.randrange(max(len(body) - 1, 1))) : at + 2]
    good = len(pair) == 2 and all(WORD.fullmatch(word) and word not in NO_WORDS for word in pair)  # noqa: PLR2004 - a pair
    return Question("phrase", f'"{" ".join(pair)}"') if good else None


def _filtered(found: Sample, chance: random.Random) -> Question | None:
    at = chance.randrange(len(found.texts))
    word, tags = chance.choice(found.texts[at] or ("",)), found.tags[at]
    good = found.shares.get(word, 0) >= 0.01 and word not in NO_WORDS and tags  # noqa: PLR2004 - 1 %: such words have company in a tag
    return Question("filtered", word, tag=chance.choice(tags)) if good else None


def _misspelt(found: Sample, known: list[str], chance: random.Random) -> Question | None:
    word = chance.choice(known)
    at = chance.randrange(1, len(word) - 1)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return Question("misspelt", slip) if slip not in found.shares else None
