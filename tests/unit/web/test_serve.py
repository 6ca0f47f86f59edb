"""`backissues serve` as a process: it says where it is, answers without an index, and stops when told to."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import urlopen

import pytest

COMMAND = [sys.executable, "-c", "import backissues; backissues.main()", "serve"]


def ran(*options: str) -> subprocess.CompletedProcess[str]:
    """Return how the command ended."""
    return subprocess.run([*COMMAND, *options], capture_output=True, text=True, check=False, timeout=60)  # noqa: S603 - our own command


pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]


@contextmanager
def serving(data: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; give the process and the address that it says."""
    command = [*COMMAND, "--port", "0", "--data", str(data)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)  # noqa: S603 - our own command
    try:
        assert process.stderr
        said = process.stderr.readline()
        yield process, next(word for word in said.split() if word.startswith("http://"))
    finally:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_without_an_index_and_stops_when_told(tmp_path: Path, number: signal.Signals) -> None:
    with serving(tmp_path) as (process, url):
        for path, mimetype in (("", "text/html"), ("search.json", "application/problem+json")):
            with pytest.raises(HTTPError) as caught:
                urlopen(url + path, timeout=20)  # noqa: S310 - the address is that of our own process
            with caught.value as answer:
                text = answer.read().decode()
                assert (answer.status, answer.headers.get_content_type()) == (503, mimetype)
                assert "backissues reindex" in text
        assert json.loads(text)["code"] == "no-index"
        process.send_signal(number)
        assert process.wait(20) == 0
        assert process.stderr
        assert process.stderr.read() == ""


def test_the_longest_legal_query_is_answered_in_any_script(tmp_path: Path) -> None:
    longest = quote("\N{CJK UNIFIED IDEOGRAPH-5FEB}" * 4096)
    with serving(tmp_path) as (_process, url), pytest.raises(HTTPError) as caught:
        urlopen(f"{url}search.json?q={longest}", timeout=20)  # noqa: S310 - the address is that of our own process
    with caught.value as answer:
        assert answer.status == 503  # there is no index; a request over the limits of waitress would be 431


def test_a_port_in_use_is_one_clear_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = ran("--port", str(port), "--data", str(tmp_path))
    assert result.returncode == 1
    assert f"127.0.0.1:{port}: cannot listen there" in result.stderr
    assert "--port" in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_host_that_nobody_knows_is_one_clear_line(tmp_path: Path) -> None:
    result = ran("--host", "no..host", "--data", str(tmp_path))
    assert (result.returncode, result.stderr) == (1, "backissues: no..host: no address is known by this name; choose another with --host\n")


def test_an_address_that_is_not_ours_is_one_clear_line(tmp_path: Path) -> None:
    result = ran("--host", "192.0.2.1", "--data", str(tmp_path))
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
