"""The setting `post_text` on every address of the web and every command: what it keeps back stands in no answer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import backissues
from search.opening import open_live
from search.settings import PostText, Settings, WebSettings
from tests.feeding import save
from web.app import create_app

RARE = "zyzzogeton"
"""The rare word of the body; the queries below find it without naming it."""
WORDS = [f"word{number:03}" for number in range(200)]
BODY = " ".join([*WORDS[:150], f"leafhopper {RARE}", *WORDS[150:]])
QUERIES = ("leafhopper", "zyzz*", '"leafhopper zyzz*"', "body:leafhopper", "")
NOT_RULED = {"serve", "export"}
"""`serve` answers through the addresses below; `export` writes a copy of the archive, which holds whole texts whatever the setting is."""


class Place:
    """A data folder with one post, and settings."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.feed = save(folder / "feed.xml", [(1, BODY)])
        self.other = save(folder / "other.xml", [(2, "leafhopper, and little else")])
        self("full", "reindex", self.feed)
        (self.post,) = [hit["id"] for hit in json.loads(self("full", "search", "--json", RARE))["hits"]]

    def __call__(self, post_text: PostText, *words: str | Path) -> str:
        config = self.folder / "config.toml"
        config.write_text(f'post_text = "{post_text}"\n[index]\nworkers = 1\n')
        given = [*map(str, words), "--data", str(self.folder / "data"), "--config", str(config)]
        result = CliRunner().invoke(backissues.backissues, given, catch_exceptions=False)
        assert result.exit_code == 0, result.output
        return result.output

    def said(self, post_text: PostText) -> Iterator[str]:
        """What each command prints. A new command has to be entered here."""
        rows: dict[str, list[tuple[str | Path, ...]]] = {
            "reindex": [(self.other,), ("--json",), ("--full",)],
            "status": [(), ("--json",)],
            "inspect": [(self.post,), (self.post, "--json"), ("https://blog.example.org/1",)],
            "search": [(query, *form, *sort) for query in QUERIES for form in ((), ("--json",)) for sort in ((), ("--sort", "newest"))],
            "forget": [(self.other,)],
        }
        assert rows.keys() | NOT_RULED == backissues.COMMANDS.keys()
        for command, calls in rows.items():
            for call in calls:
                yield self(post_text, command, *call)

    def answers(self, post_text: PostText) -> Iterator[tuple[str, str]]:
        """Each address, and what it answers to each query."""
        logo = self.folder / "logo.svg"
        logo.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
        settings = Settings(data=self.folder / "data", post_text=post_text, web=WebSettings(logo=str(logo), accent="#336699"))
        live = open_live(settings)
        app = create_app(settings, live)
        client = app.test_client()
        parts = {"<name>": "tag", "<post_id>": self.post, "<path:filename>": "page.css"}
        for rule in app.url_map.iter_rules():
            path = re.sub(r"<[^>]*>", lambda found: parts[found[0]], rule.rule)
            for query in QUERIES:
                for sort in ("relevance", "newest"):
                    given = {"q": query, "sort": sort, "include": "body", "explain": "1", "prefix": "last", "contains": ""}
                    with client.get(path, query_string=given) as response:
                        assert response.status_code == 200, path
                        yield path, response.text
        live.close()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("post_text"))


def _shown(answer: str) -> int:
    """Return how many words of the body stand in the answer."""
    return len(set(WORDS) & set(re.findall(r"word\d{3}", answer)))


def test_with_none_nothing_of_a_body_is_answered(place: Place) -> None:
    answers = [text for _, text in place.answers("none")] + list(place.said("none"))
    assert len(answers) > 50
    assert [answer for answer in answers if RARE in answer or _shown(answer)] == []


def test_with_snippet_no_answer_has_the_text(place: Place) -> None:
    answers = [text for _, text in place.answers("snippet")] + list(place.said("snippet"))
    assert max(map(_shown, answers)) < 40
    assert any(RARE in answer for answer in answers)


def test_with_full_all_of_it_is_there(place: Place) -> None:
    answers = [text for _, text in place.answers("full")]
    assert max(map(_shown, answers)) == len(WORDS)


def test_keys_of_json_stay(place: Place) -> None:
    """Whatever is kept back: the same keys, with null or an empty list in them."""

    def hit(post_text: PostText) -> dict[str, object]:
        found: dict[str, object] = json.loads(place(post_text, "search", "--json", "leafhopper", RARE))["hits"][0]
        return found

    assert hit("none").keys() == hit("snippet").keys() == hit("full").keys()
    highlight = hit("none")["highlight"]
    assert isinstance(highlight, dict)
    assert highlight["body"] == []
    assert highlight["title"] == [["Post 1", False]]
    inspected = {post_text: json.loads(place(post_text, "inspect", place.post, "--json")) for post_text in ("full", "snippet", "none")}
    assert [one["body"] for one in inspected.values()] == [BODY, None, None]
    assert [bool(one["beginning"]) for one in inspected.values()] == [False, True, False]
    assert f"{len(BODY):,} characters, a summary only; post_text shows none" in place("none", "inspect", place.post)


def test_include_body_gives_null(place: Place) -> None:
    for post_text, whole in (("full", BODY), ("snippet", None), ("none", None)):
        answers = [json.loads(text) for path, text in place.answers(post_text) if path == "/search.json"]
        hits = [hit for answer in answers for hit in answer["hits"]]
        assert {hit["body"] for hit in hits if hit["id"] == place.post} == {whole}
