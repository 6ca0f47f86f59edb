"""/openapi.json: every JSON address with its parameters, answers and errors, and nothing that is not there."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from search.errors import OUTCOMES, IndexMissing
from search.live import Live
from search.port import Searchable
from search.settings import Settings, WebSettings
from web import openapi
from web.app import create_app
from web.openapi import Description, document
from web.samples import POSTS
from web.schemas import OBJECTS
from web.texts import openapi as texts

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
DESCRIBED_BESIDE = {"/suggest", "/healthz"}
"""Addresses that answer JSON and do not end in .json."""


def within(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON value
    """Yield every object of a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from within(inner)


@pytest.fixture(scope="module")
def described(client: FlaskClient) -> dict[str, Any]:
    response = client.get("/openapi.json")
    assert (response.status_code, response.mimetype) == (200, "application/json")
    found: dict[str, Any] = response.get_json()
    return found


def answers(described: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each content that is described, with where it stands: of every status of every address, and of every error."""
    for path, item in described["paths"].items():
        for status, response in item["get"]["responses"].items():
            yield from ((f"{path} {status}", content) for content in response.get("content", {}).values())
    for status, response in described["components"]["responses"].items():
        yield from ((status, content) for content in response["content"].values())


def test_what_it_is(described: dict[str, Any]) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["info"]["title"] == "Backissues"
    assert described["info"]["version"]
    assert described["servers"] == [{"url": "/"}]


def test_every_json_address_is_described_and_no_other(client: FlaskClient, described: dict[str, Any]) -> None:
    app = client.application
    rules = {re.sub(r"<(?:post_)?(\w+)>", r"{\1}", rule.rule) for rule in app.url_map.iter_rules()}
    assert set(described["paths"]) == {rule for rule in rules if rule.endswith(".json")} | DESCRIBED_BESIDE


def test_parameters_of_a_path_are_in_it_and_each_name_is_there_once(described: dict[str, Any]) -> None:
    for path, item in described["paths"].items():
        parameters = item["get"]["parameters"]
        assert {each["name"] for each in parameters if each["in"] == "path"} == set(re.findall(r"{(\w+)}", path))
        assert len({each["name"] for each in parameters}) == len(parameters)


def test_references_lead_somewhere_and_everything_is_referred_to(described: dict[str, Any]) -> None:
    pointed = {one["$ref"] for one in within(described) if "$ref" in one}
    there = {f"#/components/{kind}/{name}" for kind, named in described["components"].items() for name in named}
    assert pointed == there


def test_every_answer_has_an_example_but_errors_that_nobody_expects(described: dict[str, Any]) -> None:
    assert [where for where, content in answers(described) if not content.get("examples")] == ["default"]


def test_every_key_that_is_described_is_shown(described: dict[str, Any]) -> None:
    """In some example; so is the other way round, see test_openapi_answers.py."""
    shown = {key for _, content in answers(described) for one in within(content.get("examples", {})) for key in one}
    assert {key for keys in OBJECTS.values() for key in keys} <= shown


def test_every_text_is_used(described: dict[str, Any]) -> None:
    said = {value for one in within(described) for value in one.values() if isinstance(value, str)}
    for texts_of in (texts.PARAMETERS, texts.RESPONSES, texts.HEADERS, texts.KEYS):
        assert not [text for text in texts_of.values() if not any(one == text or one.startswith(f"{text} ") for one in said)]
    assert {name: (one["summary"], one["description"]) for name, one in operations(described)} == texts.ADDRESSES


def operations(described: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(item["get"]["operationId"], item["get"]) for item in described["paths"].values()]


def test_errors_are_those_that_can_happen(described: dict[str, Any]) -> None:
    """The examples of errors have the titles and codes of the table of errors."""
    known = {(one.status, one.code, one.title) for one in OUTCOMES.values()}
    shown = [example["value"] for response in described["components"]["responses"].values() for example in _examples(response)]
    assert {one["status"] for one in shown} == {400, 404, 414, 503}
    assert {(one["status"], one["code"], one["title"]) for one in shown} <= known


def _examples(response: dict[str, Any]) -> list[dict[str, Any]]:
    return [example for content in response["content"].values() for example in content.get("examples", {}).values()]


def test_every_described_address_tells_errors_to_programs(client: FlaskClient, described: dict[str, Any]) -> None:
    for path in described["paths"]:
        response = client.post(path.format(name="tag", id="0" * 16))
        assert (response.status_code, response.mimetype) == (405, "application/problem+json")
        assert response.get_json(force=True)["code"] == "method-not-allowed"


def test_a_base_path_is_the_server_and_in_the_links_of_the_examples(based: FlaskClient) -> None:
    for path in ("/openapi.json", "/old/posts/openapi.json"):
        described = based.get(path).get_json()
        assert described["servers"] == [{"url": "/old/posts"}]
        for _, content in answers(described):
            for one in within(content.get("examples", {})):
                assert all(link is None or link.startswith("/old/posts/") for link in one.get("links", {}).values())


def test_settings_are_in_it() -> None:
    described = document(Settings(timezone="Asia/Tokyo", post_text="none", web=WebSettings(title="Old posts", per_page=33)))
    assert described["info"]["title"] == "Old posts"
    search = described["paths"]["/search.json"]["get"]
    (per_page,) = (each["schema"] for each in search["parameters"] if each["name"] == "per_page")
    assert per_page["default"] == 33
    written = json.dumps(described, ensure_ascii=False)
    assert "I gave myself an evening" not in written
    assert "2011-12-31T15:00:00Z" in written


def test_it_is_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    description = Description(Settings())
    text = description.text()
    monkeypatch.setattr(openapi, "document", pytest.fail)
    assert description.text() is text
    assert document(Settings()) == json.loads(text)


def test_a_checkout_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(openapi, "version", missing)
    assert document(Settings())["info"]["version"] == ""


def test_it_answers_without_an_index() -> None:
    def missing() -> Searchable:
        raise IndexMissing("there is no index yet")

    app: Flask = create_app(Settings(), Live(missing, lambda: None))
    assert app.test_client().get("/openapi.json").status_code == 200
    assert app.test_client().get("/search.json").status_code == 503


def test_the_samples_are_posts_of_the_example_archive() -> None:
    feeds = "\n".join(path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*/*"))
    for post in POSTS:
        assert all(text in feeds for text in (post.title, post.url, post.guid, *post.body.split("\n")[0].split(". ")))
