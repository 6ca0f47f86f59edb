"""X-Forwarded headers are believed of the proxy that the settings name, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask, request

from search.settings import Settings, WebSettings
from web import cli

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

FORWARDED = {
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "blog.example.org",
    "HTTP_X_FORWARDED_FOR": "198.51.100.7",
    "HTTP_X_FORWARDED_PREFIX": "//evil.example",
}


def said(trusted: str, asked_by: str, **headers: str) -> tuple[str, str]:
    """Return the status, and where an application that is served so takes the request to be."""
    app = Flask("seen")
    app.add_url_rule("/", "seen", lambda: f"{request.root_url} {request.remote_addr} {'X-Forwarded-Host' in request.headers}")
    server = cli._listen(app, "127.0.0.1", 0, Settings(web=WebSettings(trusted_proxy=trusted)))
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/",
        "SERVER_NAME": "inside",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "inside:8000",
        "REMOTE_ADDR": asked_by,
        "wsgi.url_scheme": "http",
        **headers,
    }
    answers: list[str] = []
    try:
        body: Iterable[bytes] = server.application(environ, lambda status, *_more: answers.append(status))
        return answers[0], b"".join(body).decode()
    finally:
        server.close()


def test_the_proxy_says_scheme_host_and_client() -> None:
    assert said("192.0.2.1", "192.0.2.1", **FORWARDED) == ("200 OK", "https://blog.example.org/ 198.51.100.7 True")


@pytest.mark.parametrize(("trusted", "asked_by"), [("", "192.0.2.1"), ("192.0.2.1", "192.0.2.2"), ("192.0.2.1", "198.51.100.7")])
def test_of_others_nothing_is_believed(trusted: str, asked_by: str) -> None:
    assert said(trusted, asked_by, **FORWARDED) == ("200 OK", f"http://inside:8000/ {asked_by} False")


def test_of_several_hops_the_one_that_the_proxy_saw_counts() -> None:
    hops = {"HTTP_X_FORWARDED_FOR": "203.0.113.9, 198.51.100.7", "HTTP_X_FORWARDED_HOST": "evil.example, blog.example.org"}
    assert said("192.0.2.1", "192.0.2.1", **(FORWARDED | hops)) == ("200 OK", "https://blog.example.org/ 198.51.100.7 True")


def test_a_logo_that_is_none_is_said_before_serving(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f'[web]\nlogo = "{tmp_path}/none.png"\n', encoding="utf-8")
    result = CliRunner().invoke(cli.serve, ["--config", str(tmp_path / "settings.toml"), "--data", str(tmp_path)])
    assert result.exit_code != 0
    assert "none.png: there is no such file" in f"{result.output}{result.exception}"
