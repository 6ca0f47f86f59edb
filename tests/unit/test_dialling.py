"""How connections are made: names, addresses, TLS, and when they are given up."""

from __future__ import annotations

import socket
import ssl
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import trustme

from index.sources.answers import Answer, Ask, Fetched, Refused
from index.sources.dialling import resolve
from search.settings import FetchSettings
from tests.servers import LOOPBACK, Site, answer, client, redirect

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

PAGE = answer(200, b"<rss/>")


def get(site: Site, folder: Path, path: str = "/", **given: object) -> Answer:
    with client(folder, **given) as fetcher:  # type: ignore[arg-type] # what a client takes, by name
        return fetcher.get(Ask(site.url(path)))


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def secured(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def trusted(authority: trustme.CA, folder: Path) -> Path:
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(str(file))
    return file


def test_a_name_is_looked_up_once_for_each_request(tmp_path: Path) -> None:
    """What it stands for the second time is checked again: a name may lead to a private address later (DNS rebinding)."""
    answers = [["127.0.0.1"], ["10.1.2.3"], ["127.0.0.1"]]
    asked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        asked.append(host)
        return answers[len(asked) - 1]

    with Site({"/": redirect(301, "/")}) as site, client(tmp_path, resolve=resolve) as fetcher:
        assert fetcher.get(Ask(site.url(host="blog.test"))) == Refused(
            "refused: not a public address (10.1.2.3); list it in fetch.private_addresses to allow it"
        )
    assert asked == ["blog.test"] * 2
    assert site.asked[0].headers["host"] == f"blog.test:{site.port}"


def test_a_name_in_other_letters_is_looked_up_as_the_net_writes_it(tmp_path: Path) -> None:
    asked: list[str] = []
    with Site({"/": PAGE}) as site, client(tmp_path, resolve=lambda host, _port: asked.append(host) or ["127.0.0.1"]) as fetcher:  # type: ignore[func-returns-value] # it notes the host first
        assert isinstance(fetcher.get(Ask(site.url(host="bücher.test"))), Fetched)
    assert asked == ["xn--bcher-kva.test"]


def test_the_next_address_is_tried(tmp_path: Path) -> None:
    with Site({"/": PAGE}) as site:
        for addresses in (["127.0.0.9", "127.0.0.1"], ["10.1.2.3", "::1", "127.0.0.1"]):
            assert isinstance(get(site, tmp_path, resolve=lambda *_, found=addresses: found), Fetched)
        assert get(site, tmp_path, resolve=lambda *_: ["127.0.0.9"] * 9) == Refused("no connection: Connection refused")


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "no such host"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "the host could not be looked up: Temporary failure"),
        (UnicodeError("label too long"), "no such host"),
    ],
)
def test_no_host(error: Exception, detail: str, tmp_path: Path) -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise error

    with client(tmp_path, resolve=resolve) as fetcher:
        assert fetcher.get(Ask("http://nowhere.test/")) == Refused(detail)
    with client(tmp_path, resolve=lambda *_: []) as fetcher:
        assert fetcher.get(Ask("http://nowhere.test/")) == Refused("no such host")


@pytest.mark.parametrize("host", ["a..test", "a" * 64 + ".test"])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_host_that_no_name_can_be(host: str, scheme: str, tmp_path: Path) -> None:
    with client(tmp_path, resolve=lambda *_: ["127.0.0.1"]) as fetcher:
        assert fetcher.get(Ask(f"{scheme}://{host}/")) == Refused("no such host")


def test_a_slow_look_up_is_given_up(tmp_path: Path) -> None:
    with client(tmp_path, resolve=lambda *_: sleep(1.5) or ["127.0.0.1"]) as fetcher:  # type: ignore[func-returns-value] # it waits first
        assert fetcher.get(Ask("http://slow.test/")) == Refused("no answer within 1 s")


def test_a_connection_that_is_not_taken_is_given_up(tmp_path: Path) -> None:
    """A server that is full answers no new connection: Linux keeps backlog + 1 of them and drops what comes after."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full, socket.create_connection(full.getsockname()):
        settings = FetchSettings(connect_seconds=1, private_addresses=(LOOPBACK,))
        url = f"http://127.0.0.1:{full.getsockname()[1]}/"
        assert client(tmp_path, settings=settings).get(Ask(url)) == Refused("no connection within 1 s")


def test_a_silent_site_is_given_up_before_the_whole_time(tmp_path: Path) -> None:
    with Site({"/": lambda _asked: [60.0]}) as site:
        settings = FetchSettings(read_seconds=1, private_addresses=(LOOPBACK,))
        assert get(site, tmp_path, settings=settings) == Refused("nothing came within 1 s")


def test_closing_ends_what_is_under_way(tmp_path: Path) -> None:
    found: list[Answer] = []
    with Site({"/": lambda _asked: [0.05] + [b"a", 0.05] * 200}) as site:
        fetcher = client(tmp_path, total=30)
        thread = Thread(target=lambda: found.append(fetcher.get(Ask(site.url()))))
        thread.start()
        fetcher.close()
        thread.join(10)
    assert found == [Refused("stopped")]


def test_tls(authority: trustme.CA, tmp_path: Path) -> None:
    """The certificate is checked against the host that was asked, not the address that it stands for."""
    with Site({"/": PAGE}, tls=secured(authority, "blog.test", "127.0.0.1")) as site:
        given = {"resolve": lambda *_: ["127.0.0.1"], "authorities": trusted(authority, tmp_path)}
        with client(tmp_path, **given) as fetcher:
            assert isinstance(fetcher.get(Ask(site.url(host="blog.test"))), Fetched)
            assert isinstance(fetcher.get(Ask(site.url())), Fetched)
            other = fetcher.get(Ask(site.url(host="other.test")))
    assert isinstance(other, Refused)
    assert other.detail.startswith("TLS: Hostname mismatch, certificate is not valid for 'other.test'")


def test_tls_errors(authority: trustme.CA, tmp_path: Path) -> None:
    with Site({"/": PAGE}, tls=secured(authority, "127.0.0.1")) as site:
        assert get(site, tmp_path) == Refused("TLS: unable to get local issuer certificate")
        assert get(site, tmp_path, authorities=tmp_path) == Refused("TLS: unable to get local issuer certificate")
    with Site({"/": PAGE}) as plain, client(tmp_path) as fetcher:
        found = fetcher.get(Ask(plain.url(scheme="https")))
        assert isinstance(found, Refused)
        assert found.detail.startswith("TLS: ")
    with socket.create_server(("127.0.0.1", 0)) as silent, client(tmp_path) as fetcher:
        assert fetcher.get(Ask(f"https://127.0.0.1:{silent.getsockname()[1]}/")) == Refused("no answer within 1 s")


def test_no_way_leads_from_https_to_http(authority: trustme.CA, tmp_path: Path) -> None:
    with Site({"/": PAGE}) as plain:
        with Site({"/": redirect(301, plain.url(host="me:secret@127.0.0.1"))}, tls=secured(authority, "127.0.0.1")) as site:
            found = get(site, tmp_path, authorities=trusted(authority, tmp_path))
            assert found == Refused(f"a redirect from https to http; give the address {plain.url()} if you trust it")
        assert plain.asked == []


def test_the_guard_of_these_tests_holds(tmp_path: Path) -> None:
    with client(tmp_path, private=("10.0.0.0/8",)) as fetcher, pytest.raises(UserWarning, match=r'with host "10\.1\.2\.3"'):
        fetcher.get(Ask("http://10.1.2.3/"))


def test_the_resolver_of_the_machine() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
