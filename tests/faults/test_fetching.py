"""R12: what sites do, well and badly. Every fetch ends in its time with an answer that says what happened, and leaves no file behind.

The sites are on 127.0.0.1; a connection to any other place would be an error of the test.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterable
from itertools import repeat
from pathlib import Path
from random import Random

import brotli
import pytest

from index.sources.answers import Ask, Fetched, Refused
from tests.servers import LOOPBACK, Asked, Play, Site, answer, chunked, client, redirect

pytestmark = pytest.mark.allow_hosts([LOOPBACK])

FEED = b"<rss version='2.0'><channel><title>Feed</title></channel></rss>"
HEAD = b"HTTP/1.1 200 OK\r\n"
MEBIBYTE = 1 << 20

TOO_LATE = "no answer within 1 s"
TOO_LARGE = "larger than 1 MiB; raise fetch.megabytes to read it"
HEADERS_TOO_LARGE = "the headers of the answer are too large"
NOT_HTTP = "the answer is not HTTP"
UNREADABLE = "the answer cannot be decompressed"
CUT_OFF = "the answer is cut off"
NINE = "the answer is cut off after 9 of 1,234 bytes"
DAMAGED = "the answer is cut off or damaged"
PRIVATE = "refused: not a public address ({}); list it in fetch.private_addresses to allow it"
ELSEWHERE = "a redirect to what is no address of http or https: "


def drip(first: bytes, rest: bytes = b"a") -> Play:
    """Send the first bytes, then the rest again and again, a little at a time."""

    def play(_asked: Asked) -> Iterable[bytes | float]:
        yield first
        for _ in repeat(None):
            yield 0.1
            yield rest

    return play


def flood(first: bytes, rest: bytes) -> Play:
    """Send the first bytes, then the rest without end."""

    def play(_asked: Asked) -> Iterable[bytes | float]:
        yield first
        yield from repeat(rest)

    return play


def silence(first: bytes = b"") -> Play:
    """Send the first bytes, then nothing."""

    def play(_asked: Asked) -> Iterable[bytes | float]:
        yield first
        yield 60.0

    return play


def gzip_bomb(mebibytes: int) -> bytes:
    """Return the beginning of a gzip file of that many MiB: one block, compressed once and repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(bytes(MEBIBYTE)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff" + block * mebibytes


PACKED = gzip.compress(FEED)

WHOLE: dict[str, bytes | Play] = {
    "plain": answer(200, FEED),
    "chunked": answer(200, chunked(FEED[:9], FEED[9:], b""), transfer_encoding="chunked"),
    "until the end of the connection": HEAD + b"\r\n" + FEED,
    "HTTP 1.0": b"HTTP/1.0 200 OK\r\n\r\n" + FEED,
    "line feeds only": b"HTTP/1.1 200 OK\nContent-Type: text/xml\n\n" + FEED,
    "gzip": answer(200, PACKED, content_encoding="gzip"),
    "gzip in two members": answer(200, gzip.compress(FEED[:9]) + gzip.compress(FEED[9:]), content_encoding="gzip"),
    "gzip in chunks": answer(200, chunked(PACKED[:9], PACKED[9:], b""), transfer_encoding="chunked", content_encoding="gzip"),
    "gzip twice": answer(200, gzip.compress(PACKED), content_encoding="gzip, gzip"),
    "brotli": answer(200, brotli.compress(FEED), content_encoding="br"),
    "gzip with a filled end": answer(200, PACKED + bytes(99), content_encoding="gzip"),
    "deflate": answer(200, zlib.compress(FEED), content_encoding="deflate"),
    "deflate without its wrapping": answer(200, zlib.compress(FEED, wbits=-15), content_encoding="deflate"),
    "an encoding that is none": answer(200, FEED, content_encoding="utf-8"),
    "changed by a proxy": answer(203, FEED),
    "continue first": b"HTTP/1.1 100 Continue\r\n\r\n" + answer(200, FEED),
    "a damaged header line": HEAD + b"no colon\r\nContent-Length: %d\r\n\r\n" % len(FEED) + FEED,
    "slow, but in time": lambda _asked: [HEAD, 0.1, b"\r\n", 0.1, FEED],
}

REFUSED: dict[str, tuple[bytes | Play, str]] = {
    "drips its status": (drip(b"HTTP/1.1 200 "), TOO_LATE),
    "drips headers": (drip(HEAD, b"X-A: b\r\n"), TOO_LATE),
    "drips a body": (drip(HEAD + b"\r\n"), TOO_LATE),
    "drips the length of a chunk": (drip(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a"), TOO_LATE),
    "drips what unpacks to nothing": (drip(HEAD + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")), TOO_LATE),
    "never answers": (silence(), TOO_LATE),
    "stops within the headers": (silence(HEAD), TOO_LATE),
    "stops within the body": (silence(answer(200, FEED[:9], content_length="70")), TOO_LATE),
    "continues for ever": (drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"), TOO_LATE),
    "continues for ever, fast": (flood(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), TOO_LARGE),
    "600 MiB in gzip": (answer(200, gzip_bomb(600), content_encoding="gzip"), TOO_LARGE),
    "600 MiB in gzip in chunks": (
        answer(200, chunked(gzip_bomb(600)), transfer_encoding="chunked", content_encoding="gzip"),
        TOO_LARGE,
    ),
    "64 MiB in brotli": (answer(200, brotli.compress(bytes(64 * MEBIBYTE), quality=1), content_encoding="br"), TOO_LARGE),
    "a bomb in a bomb": (answer(200, gzip.compress(gzip_bomb(600)), content_encoding="gzip, gzip"), TOO_LARGE),
    "packed ten times": (answer(200, FEED, content_encoding=", ".join(["gzip"] * 10)), "packed 10 times; up to 3 are undone"),
    "says that it is large": (answer(200, FEED, content_length=str(MEBIBYTE + 1)), TOO_LARGE),
    "large without end": (flood(HEAD + b"\r\n", bytes(65536)), TOO_LARGE),
    "a chunk of 4 GB": (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n100000000\r\n", bytes(65536)), TOO_LARGE),
    "a length of a chunk without end": (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;", b"a" * 65536), DAMAGED),
    "trailers without end": (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n", b"X-A: b\r\n" * 9999), TOO_LARGE),
    "all that comes as a chunk": (flood(HEAD + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"a" * 65536), DAMAGED),
    "half a body": (answer(200, FEED[:9], content_length="1234"), NINE),
    "half a packed body": (answer(200, PACKED[:9], content_length="1234", content_encoding="gzip"), NINE),
    "no last chunk": (answer(200, chunked(FEED), transfer_encoding="chunked"), DAMAGED),
    "half a chunk": (answer(200, chunked(FEED)[:9], transfer_encoding="chunked"), DAMAGED),
    "a chunk without a length": (answer(200, b"zz\r\n" + FEED, transfer_encoding="chunked"), DAMAGED),
    "a chunk of less than nothing": (answer(200, b"-5\r\n" + FEED, transfer_encoding="chunked"), DAMAGED),
    "two lengths": (HEAD + b"Content-Length: 5\r\nContent-Length: 9\r\n\r\n" + FEED, "the headers of the answer contradict each other"),
    "gzip that ends too early": (answer(200, PACKED[:-9], content_encoding="gzip"), CUT_OFF),
    "gzip whose second member ends too early": (answer(200, PACKED + PACKED[:-9], content_encoding="gzip"), CUT_OFF),
    "deflate that ends too early": (answer(200, zlib.compress(FEED)[:-9], content_encoding="deflate"), CUT_OFF),
    "brotli that ends too early": (answer(200, brotli.compress(FEED)[:-3], content_encoding="br"), CUT_OFF),
    "damaged deflate": (answer(200, b"\x78\x9c\xff\xff", content_encoding="deflate"), UNREADABLE),
    "a damaged second member": (answer(200, PACKED + PACKED[:10] + b"\xff" * 30, content_encoding="gzip"), UNREADABLE),
    "no gzip": (answer(200, FEED, content_encoding="gzip"), UNREADABLE),
    "damaged gzip": (answer(200, PACKED[:10] + b"\xff" * 30, content_encoding="gzip"), UNREADABLE),
    "no brotli": (answer(200, FEED, content_encoding="br"), UNREADABLE),
    "an endless header": (flood(HEAD + b"X-A: ", b"a" * 65536), HEADERS_TOO_LARGE),
    "endless headers": (flood(HEAD, b"X-A: b\r\n" * 1000), HEADERS_TOO_LARGE),
    "an endless status": (flood(b"HTTP/1.1 200 ", b"a" * 65536), HEADERS_TOO_LARGE),
    "SSH": (b"SSH-2.0-OpenSSH_9.2\r\n", NOT_HTTP),
    "bytes of no kind": (bytes(range(256)) * 9, NOT_HTTP),
    "a version to come": (b"HTTP/9.9 200 OK\r\n\r\n" + FEED, NOT_HTTP),
    "a status that is no number": (b"HTTP/1.1 two hundred\r\n\r\n" + FEED, NOT_HTTP),
    "nothing at all": (b"", "the connection was closed without an answer"),
    "an empty body": (answer(200), "the answer is empty"),
    "an empty body in gzip": (answer(200, gzip.compress(b""), content_encoding="gzip"), "the answer is empty"),
    "an empty body in chunks": (answer(200, chunked(b""), transfer_encoding="chunked"), "the answer is empty"),
    "no content": (answer(204), "status 204 No Content"),
    "a part": (answer(206, FEED, content_range="bytes 0-62/999"), "status 206 Partial Content"),
    "not modified, unasked": (answer(304), "status 304 Not Modified"),
    "forbidden": (answer(403, FEED), "status 403 Forbidden"),
    "not found, with a bomb": (answer(404, gzip_bomb(600), content_encoding="gzip"), "status 404 Not Found"),
    "a status of its own": (answer(799, FEED), "status 799"),
    "out of order": (answer(500, FEED, retry_after="soon"), "status 500 Internal Server Error"),
    "a redirect to nowhere": (answer(302), "status 302 Found, without saying where to"),
    "a redirect to a private network": (redirect(302, "http://10.1.2.3/"), PRIVATE.format("10.1.2.3")),
    "a redirect without a scheme": (redirect(302, "//192.168.0.1/"), PRIVATE.format("192.168.0.1")),
    "a redirect to a file": (redirect(301, "file:///etc/passwd"), ELSEWHERE + "file:///etc/passwd"),
    "a redirect to a script": (redirect(301, "javascript:alert(1)"), ELSEWHERE + "javascript:alert(1)"),
    "a redirect with a password": (redirect(301, "ftp://me:secret@h/"), ELSEWHERE + "ftp://***@h/"),
    "a redirect in control characters": (redirect(301, "data:\x1b[2J\x07"), ELSEWHERE + "data:?[2J?"),
    "a redirect to no port": (redirect(301, "http://127.0.0.1:99999/"), ELSEWHERE + "http://127.0.0.1:99999/"),
}  # fmt: skip


def get(site: Site, folder: Path) -> object:
    with client(folder) as fetcher:
        return fetcher.get(Ask(site.url()))


MUTATED = [
    answer(200, FEED, content_type="text/xml; charset=utf-8", etag='"1"', set_cookie="a=b; path=/; domain=127.0.0.1"),
    answer(200, chunked(FEED[:9], FEED[9:], b""), transfer_encoding="chunked"),
    answer(200, PACKED, content_encoding="gzip"),
    answer(200, brotli.compress(FEED), content_encoding="br"),
    answer(301, location="http://127.0.0.1:1/a?b#c"),
    answer(503, retry_after="Sat, 01 Jun 2024 12:00:30 GMT"),
]
PUT_IN = [
    b"\r\n",
    b"\n",
    b":",
    b"\0",
    b"\xff",
    b"-1",
    b"9" * 20,
    b" ",
    b";",
    b"=",
    b"%",
    b"@",
    b"//",
    b"http://[",
    b"Location: ",
    b"br",
    b"100",
]


@pytest.mark.parametrize("seed", range(6))
def test_mutated_answers_end_in_an_answer(seed: int, tmp_path: Path) -> None:
    random = Random(seed)  # noqa: S311 - the same bytes every time

    def play(_asked: Asked) -> list[bytes | float]:
        sent = bytearray(random.choice(MUTATED))
        for _ in range(random.randint(1, 4)):
            place = random.randrange(len(sent))
            sent[place : place + random.choice((0, 0, 1, 6))] = random.choice((*PUT_IN, sent[place : place + 20], b""))
        return [bytes(sent)]

    plays = {f"/{number}": play for number in range(50)}
    with Site(plays) as site, client(tmp_path, resolve=lambda *_: ["127.0.0.1"]) as fetcher:
        found = [fetcher.get(Ask(site.url(f"/{number}"))) for number in range(50)]
    kept = [Path(answered.path) for answered in found if isinstance(answered, Fetched)]
    assert sorted(tmp_path.iterdir()) == sorted(kept)
    details = [answered.detail for answered in found if isinstance(answered, Refused)]
    assert [detail for detail in details if not detail.isprintable() or "cannot be read" in detail] == []
    assert min(len(kept), len(details)) > 5


@pytest.mark.parametrize("name", WHOLE)
def test_a_site_that_answers(name: str, tmp_path: Path) -> None:
    with Site({"/": WHOLE[name]}) as site:
        found = get(site, tmp_path)
    assert isinstance(found, Fetched)
    assert (Path(found.path).read_bytes(), found.size, found.url, found.moved) == (FEED, len(FEED), site.url(), None)


@pytest.mark.parametrize("name", REFUSED)
def test_a_site_that_does_not(name: str, tmp_path: Path) -> None:
    play, detail = REFUSED[name]
    with Site({"/": play}) as site:
        status = int(detail.split()[1].strip(",")) if detail.startswith("status") else None
        assert get(site, tmp_path) == Refused(detail, status=status)
    assert list(tmp_path.iterdir()) == []
