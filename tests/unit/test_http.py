"""The client: redirects, conditions, what is sent and what is kept of an answer. How it bears bad sites is in `tests/faults`."""

from __future__ import annotations

import gzip
from base64 import b64encode
from importlib import metadata
from pathlib import Path

import pytest
import requests

from index.sources import failures, headers
from index.sources.answers import Answer, Ask, Fetched, Gone, NotModified, Refused
from search.errors import SourceError, UsageError
from search.settings import FetchSettings
from tests.servers import LOOPBACK, Asked, Site, answer, client, redirect

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

FEED = b"<rss/>"
PAGE = answer(200, FEED)


def get(site: Site, folder: Path, path: str = "/", **given: object) -> Answer:
    with client(folder, **given) as fetcher:  # type: ignore[arg-type] # what a client takes, by name
        return fetcher.get(Ask(site.url(path)))


def test_what_is_kept_of_an_answer(tmp_path: Path) -> None:
    head = {"content_type": 'text/xml; Charset="ISO-8859-1"', "etag": 'W/"7"', "last_modified": "Sat, 01 Jun 2024 10:00:00 GMT"}
    with Site({"/": answer(200, FEED, **head)}) as site:
        found = get(site, tmp_path)
    assert isinstance(found, Fetched)
    assert (found.charset, found.etag, found.last_modified) == ("iso-8859-1", 'W/"7"', "Sat, 01 Jun 2024 10:00:00 GMT")
    assert found.received == "2024-06-01T12:00:00+00:00"
    assert Path(found.path).parent == tmp_path


@pytest.mark.parametrize("content_type", ["text/xml", "text/xml; charset=", "text/xml; charset=\xff\xfe", "; =;;", "charset*=x''%FF", ""])
def test_no_charset_is_guessed(content_type: str, tmp_path: Path) -> None:
    with Site({"/": answer(200, FEED, content_type=content_type)}) as site:
        found = get(site, tmp_path)
    assert isinstance(found, Fetched)
    assert found.charset is None


@pytest.mark.parametrize("etag", ["", " ", '"\x01"', '"\xe9"', '"' + "a" * 2000 + '"'])
def test_a_validator_that_could_not_be_sent_back_is_not_kept(etag: str, tmp_path: Path) -> None:
    with Site({"/": answer(200, FEED, etag=etag)}) as site:
        found = get(site, tmp_path)
        assert isinstance(found, Fetched)
        assert found.etag is None
        with client(tmp_path) as fetcher:
            assert isinstance(fetcher.get(Ask(site.url(), etag, "a\r\nX-Injected: yes")), Fetched)
    assert not [name for asked in site.asked for name in asked.headers if name.startswith(("if-", "x-"))]


def test_what_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text("default login me password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    with Site({"/?a=b%20c": PAGE}) as site:
        assert isinstance(get(site, tmp_path, "/?a=b c#part"), Fetched)
    (asked,) = site.asked
    assert asked.headers["user-agent"] == f"Backissues/{metadata.version('backissues')}"
    assert asked.headers["accept-encoding"] == "gzip, br"
    assert asked.headers["accept"].startswith("application/atom+xml, application/rss+xml")
    assert asked.headers.keys() == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_the_name_that_is_sent_can_be_set(tmp_path: Path) -> None:
    with Site({"/": PAGE}) as site:
        settings = FetchSettings(user_agent=" Our Search (+https://example.org/) ", private_addresses=(LOOPBACK,))
        from_settings = client(tmp_path, settings=settings)
        assert isinstance(from_settings.get(Ask(site.url())), Fetched)
    assert site.asked[0].headers["user-agent"] == "Our Search (+https://example.org/)"
    for bad in ("A\r\nX-Injected: yes", "Sücher"):
        with pytest.raises(UsageError, match=r"fetch\.user_agent: only printable ASCII"):
            client(tmp_path, settings=FetchSettings(user_agent=bad))


def test_conditions(tmp_path: Path) -> None:
    def play(asked: Asked) -> list[bytes | float]:
        same = asked.headers.get("if-none-match") == '"1"' or asked.headers.get("if-modified-since") == "Sat, 01 Jun 2024 10:00:00 GMT"
        return [answer(304) if same else PAGE]

    with Site({"/": play, "/old": redirect(301, "/")}) as site, client(tmp_path) as fetcher:
        assert fetcher.get(Ask(site.url(), etag='"1"')) == NotModified()
        assert fetcher.get(Ask(site.url(), last_modified="Sat, 01 Jun 2024 10:00:00 GMT")) == NotModified()
        assert fetcher.get(Ask(site.url("/old"), etag='"1"')) == NotModified(site.url())
        assert isinstance(fetcher.get(Ask(site.url(), etag='"2"')), Fetched)
    assert fetcher.get(Ask(site.url())) == Refused("stopped")


@pytest.mark.parametrize(
    ("chain", "moved"),
    [
        ((301,), True),
        ((308,), True),
        ((301, 308, 301, 308, 301), True),
        ((302,), False),
        ((303,), False),
        ((307,), False),
        ((301, 302), False),
        ((302, 301), False),
        ((308, 307, 308), False),
    ],
)
def test_only_a_chain_of_permanent_redirects_is_remembered(chain: tuple[int, ...], moved: bool, tmp_path: Path) -> None:
    plays = {f"/{number}": redirect(status, f"{number + 1}") for number, status in enumerate(chain)}
    with Site({**plays, f"/{len(chain)}": PAGE}) as site:
        found = get(site, tmp_path, "/0")
    assert isinstance(found, Fetched)
    assert found.url == site.url(f"/{len(chain)}")
    assert found.moved == (found.url if moved else None)


def test_redirects_end(tmp_path: Path) -> None:
    plays = {f"/{number}": redirect(301, f"/{number + 1}") for number in range(9)}
    with Site({**plays, "/self": redirect(301, "/self"), "/a": redirect(302, "/b"), "/b": redirect(302, "/a"), "/9": PAGE}) as site:
        for path in ("/self", "/a", "/0"):
            assert get(site, tmp_path, path) == Refused("too many redirects (more than 5)")
        assert isinstance(get(site, tmp_path, "/4"), Fetched)
    assert len(site.asked) == 6 * 4


def test_a_redirect_costs_no_body(tmp_path: Path) -> None:
    def endless(_asked: Asked) -> list[bytes | float]:
        return [b"HTTP/1.1 301 Moved\r\nLocation: /new\r\n\r\n", bytes(1 << 16), 60.0]

    bomb = answer(301, gzip.compress(bytes(1 << 22)), location="/new", content_encoding="gzip")
    with Site({"/endless": endless, "/bomb": bomb, "/new": PAGE}) as site:
        assert isinstance(get(site, tmp_path, "/endless"), Fetched)
        assert isinstance(get(site, tmp_path, "/bomb"), Fetched)


def test_redirects_in_other_letters(tmp_path: Path) -> None:
    """The path of a Location is often UTF-8 as it stands, though RFC 9110 wants it encoded."""
    play = b"HTTP/1.1 301 Moved\r\nLocation: /%s\r\nContent-Length: 0\r\n\r\n" % "pâté".encode()
    with Site({"/": play, "/p%C3%A2t%C3%A9": PAGE}) as site:
        found = get(site, tmp_path)
    assert isinstance(found, Fetched)
    assert found.moved == site.url("/pâté")


def test_a_cookie_lives_for_one_fetch(tmp_path: Path) -> None:
    def play(asked: Asked) -> list[bytes | float]:
        return [PAGE if asked.headers.get("cookie") == "seen=1" else answer(302, location="/", set_cookie="seen=1")]

    with Site({"/": play}) as site, client(tmp_path) as fetcher:
        assert [type(fetcher.get(Ask(site.url()))) for _ in range(2)] == [Fetched] * 2
    assert [asked.headers.get("cookie") for asked in site.asked] == [None, "seen=1"] * 2


def test_a_password_goes_to_its_own_place_only(tmp_path: Path) -> None:
    with Site({"/": PAGE}, host="127.0.0.2") as other:
        plays = {"/": PAGE, "/here": redirect(301, "/"), "/there": redirect(301, other.url()), "/x": redirect(302, "//a:b@127.0.0.1:1/")}
        with Site(plays) as site:
            for path in ("/", "/here", "/there"):
                asked = site.url(path, host="me%40home:secret%3A@127.0.0.1")
                found = client(tmp_path).get(Ask(asked))
                assert isinstance(found, Fetched)
                assert (found.moved, "secret" in found.url) == (None, False)
            assert "secret" not in str(client(tmp_path).get(Ask(site.url("/x", host="me:secret@127.0.0.1"))))
    basic = "Basic " + b64encode(b"me@home:secret:").decode()
    assert [asked.headers.get("authorization") for asked in site.asked[:4]] == [basic] * 4
    assert "authorization" not in other.asked[0].headers


@pytest.mark.parametrize(
    ("status", "said", "wait"),
    [
        (429, "120", 120.0),
        (503, "Sat, 01 Jun 2024 12:10:00 GMT", 600.0),
        (503, "Sat, 01 Jun 2024 11:00:00 GMT", 0.0),
        (429, "99999999999999999999", 86_400.0),
        (503, "soon", None),
        (304, "120", None),
    ],
)
def test_retry_after(status: int, said: str, wait: float | None, tmp_path: Path) -> None:
    with Site({"/": answer(status, retry_after=said)}) as site:
        found = get(site, tmp_path)
    assert isinstance(found, Refused)
    assert (found.detail.split()[:2], found.wait, found.status) == (["status", str(status)], wait, status)


def test_gone(tmp_path: Path) -> None:
    with Site({"/": answer(410), "/old": redirect(302, "/")}) as site:
        assert get(site, tmp_path) == get(site, tmp_path, "/old") == Gone("status 410 Gone")


def test_what_cannot_be_written_is_our_fault(tmp_path: Path) -> None:
    with Site({"/": PAGE}) as site, pytest.raises(SourceError, match="gone: what was fetched cannot be written: No such file"):
        get(site, tmp_path / "gone")


def test_a_checkout_that_is_not_installed_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "metadata", missing)
    assert headers.own("")["User-Agent"] == "Backissues"


def test_an_error_of_a_kind_that_is_not_known_has_its_name_in_its_line() -> None:
    assert failures.detail(requests.ConnectionError(LookupError())) == "the answer cannot be read (LookupError)"
