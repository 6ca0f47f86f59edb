"""What /healthz says: the process answers, and which index it has."""

from __future__ import annotations

from dataclasses import replace

from flask.testing import FlaskClient

from search.errors import IndexMissing
from search.port import Health, Searchable
from search.settings import Settings
from web.app import create_app


class Ailing:
    """A searchable in some state of health."""

    def __init__(self, health: Health | IndexMissing) -> None:
        self._health = health

    def health(self) -> Health:
        if isinstance(self._health, IndexMissing):
            raise self._health
        return self._health


def said(health: Health | IndexMissing) -> tuple[int, object]:
    answer = create_app(Settings(), Ailing(health)).test_client().get("/healthz")  # type: ignore[arg-type] # only what is asked of it
    return answer.status_code, answer.json


def test_an_index_that_answers(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.json["status"] == "ok"
    assert answer.json["problem"] is None
    assert answer.json["index"].keys() == {"engine", "generation", "documents", "built"}


def test_an_older_state_answers(archive: Searchable) -> None:
    status, answer = said(replace(archive.health(), problem="the newest index is damaged"))
    assert status == 200
    assert isinstance(answer, dict)
    assert (answer["status"], answer["problem"]) == ("stale", "the newest index is damaged")


def test_there_is_no_index() -> None:
    assert said(IndexMissing("run backissues reindex")) == (200, {"status": "no-index", "problem": "run backissues reindex", "index": None})
