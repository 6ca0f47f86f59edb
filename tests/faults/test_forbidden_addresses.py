"""T1: addresses that lead into our own network, or that are none. No connection is made, whatever spelling hides the place."""

from __future__ import annotations

from pathlib import Path

import pytest
from urllib3.util.connection import HAS_IPV6

from index.sources.answers import Ask, Refused, masked
from index.sources.networks import Networks
from search.errors import UsageError
from tests.servers import client, numbers

pytestmark = pytest.mark.allow_hosts(["192.0.2.255"])  # no test connects there, and a connection to any other place is an error

NAMES = {
    "rebound.test": ["10.1.2.3"],
    "inside.test": ["fd00::1", "192.168.1.1"],
    "mapped.test": ["::ffff:10.1.2.3"],
    "localhost": ["::1", "127.0.0.1"],
    "localhost.": ["127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "zone.test": ["fe80::1%1"],
}

PRIVATE = {
    "http://127.0.0.1/": "127.0.0.1",
    "http://127.0.0.1:22/": "127.0.0.1",
    "https://127.0.0.1/": "127.0.0.1",
    "HTTP://127.0.0.1/": "127.0.0.1",
    "http://127.1/": "127.0.0.1",
    "http://127.0.1/": "127.0.0.1",
    "http://127.255.255.254/": "127.255.255.254",
    "http://2130706433/": "127.0.0.1",
    "http://0x7f000001/": "127.0.0.1",
    "http://0x7f.1/": "127.0.0.1",
    "http://0x7F.0x0.0x0.0x1/": "127.0.0.1",
    "http://0177.0.0.1/": "127.0.0.1",
    "http://017700000001/": "127.0.0.1",
    "http://0/": "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "http://0.0.0.0/": "0.0.0.0",  # noqa: S104 - nothing is bound to it
    "http://[::1]/": "::1",
    "http://[0:0:0:0:0:0:0:1]/": "::1",
    "http://[::]/": "::",
    "http://[::ffff:127.0.0.1]/": "::ffff:127.0.0.1",
    "http://[::ffff:7f00:1]/": "::ffff:127.0.0.1",
    "http://[0:0:0:0:0:ffff:10.1.2.3]/": "::ffff:10.1.2.3",
    "http://[::127.0.0.1]/": "::127.0.0.1",
    "http://[::ffff:0:7f00:1]/": "::ffff:0:7f00:1",
    "http://[64:ff9b::7f00:1]/": "64:ff9b::7f00:1",
    "http://[64:ff9b:1::7f00:1]/": "64:ff9b:1::7f00:1",
    "http://[2002:7f00:1::]/": "2002:7f00:1::",
    "http://[2001:0:1:2:3:4:5:6]/": "2001:0:1:2:3:4:5:6",
    "http://[2001:db8::1]/": "2001:db8::1",
    "http://[fe80::1]/": "fe80::1",
    "http://[fec0::1]/": "fec0::1",
    "http://[fc00::1]/": "fc00::1",
    "http://[fd12:3456:789a::1]/": "fd12:3456:789a::1",
    "http://[ff02::1]/": "ff02::1",
    "http://[100::1]/": "100::1",
    "http://[5f00::1]/": "5f00::1",
    "http://10.0.0.1/": "10.0.0.1",
    "http://172.16.0.1/": "172.16.0.1",
    "http://172.31.255.255/": "172.31.255.255",
    "http://192.168.0.1/": "192.168.0.1",
    "http://169.254.169.254/latest/meta-data/": "169.254.169.254",
    "http://100.64.0.1/": "100.64.0.1",
    "http://100.100.100.200/": "100.100.100.200",
    "http://192.0.0.192/": "192.0.0.192",
    "http://192.0.2.1/": "192.0.2.1",
    "http://192.88.99.1/": "192.88.99.1",
    "http://198.18.0.1/": "198.18.0.1",
    "http://224.0.0.1/": "224.0.0.1",
    "http://239.255.255.250/": "239.255.255.250",
    "http://240.0.0.1/": "240.0.0.1",
    "http://255.255.255.255/": "255.255.255.255",
    "http://blog.example.org@127.0.0.1/": "127.0.0.1",
    "http://me:secret@10.1.2.3/": "10.1.2.3",
    "http://blog.example.org:80@10.1.2.3:80/": "10.1.2.3",
    "http://blog.example.org\\@10.1.2.3/": "10.1.2.3",
    "http://127.0.0.1#@blog.example.org/": "127.0.0.1",
    "http://127.0.0.1?@blog.example.org/": "127.0.0.1",
    "\t http://10.1.2.3/\n": "10.1.2.3",
    "http://10.1.\n2.3/": "10.1.2.3",
    "//10.1.2.3/": None,
    "http://rebound.test/": "10.1.2.3",
    "http://inside.test/": "fd00::1",
    "http://mapped.test/": "::ffff:10.1.2.3",
    "http://localhost/": "::1",
    "http://LOCALHOST/": "::1",
    "http://localhost./": "127.0.0.1",
    "http://metadata.test/": "169.254.169.254",
    "http://zone.test/": "fe80::1%1",
}
"""Addresses, and the network address that the refusal names; None where it names none."""

NO_ADDRESS = (
    "file:///etc/passwd",
    "ftp://10.1.2.3/",
    "gopher://127.0.0.1:6379/_INFO",
    "dict://127.0.0.1:11211/stats",
    "data:text/xml,<rss/>",
    "javascript:alert(1)",
    "http:",
    "http://",
    "http:///etc/passwd",
    "http://:80/",
    "http://[/",
    "http://[::1/",
    "http://[fe80::1%25lo]/",
    "http://127.0.0.1:99999/",
    "http://127.0.0.1:0/",
    "http://127.0.0.1:80x/",
    "http://-/",
    "http://①②⑦.⓪.⓪.①/",
    "http://127。0。0。1/",
    "127.0.0.1",
    "",
    "http://" + "a" * 5000,
)


def resolve(host: str, port: int) -> list[str]:
    return NAMES.get(host) or numbers(host, port)


@pytest.mark.parametrize("url", PRIVATE)
def test_nobody_is_led_into_our_network(url: str, tmp_path: Path) -> None:
    named = PRIVATE[url]
    with client(tmp_path, private=(), resolve=resolve) as fetcher:
        found = fetcher.get(Ask(url))
    assert isinstance(found, Refused)
    if named is None:
        assert found.detail == "not an address of http or https"
    else:
        assert found.detail == f"refused: not a public address ({named}); list it in fetch.private_addresses to allow it"


@pytest.mark.parametrize("url", NO_ADDRESS)
def test_what_is_no_address(url: str, tmp_path: Path) -> None:
    with client(tmp_path, private=(), resolve=resolve) as fetcher:
        found = fetcher.get(Ask(url))
    assert isinstance(found, Refused)
    assert found.detail in ("not an address of http or https", "not an address that can be asked", "no such host")


NEEDS_IPV6 = pytest.mark.skipif(not HAS_IPV6, reason="this machine has no IPv6, and then nothing of it is asked")


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "::ffff:1.1.1.1", pytest.param("2606:2800:21f::1", marks=NEEDS_IPV6)])
def test_what_is_public_may_be_asked(address: str) -> None:
    assert Networks().permit(address)


def test_what_the_settings_list_may_be_asked() -> None:
    networks = Networks.listed(["10.1.0.0/16", " 127.0.0.1 ", "fd00::/8"])
    assert all(map(networks.permit, ["10.1.2.3", "127.0.0.1", "::ffff:10.1.2.3", "fd12::1", "1.1.1.1"]))
    assert not any(map(networks.permit, ["10.2.0.1", "127.0.0.2", "fe80::1", "::1", "192.168.0.1"]))


@pytest.mark.parametrize("entry", ["localhost", "10.0.0.1/8", "10.0.0.0/33", "", "10.0.0.*"])
def test_a_bad_entry_is_named(entry: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        client(tmp_path, private=("10.0.0.0/8", entry))
    assert str(caught.value) == (
        f"fetch.private_addresses: {entry!r} is no network: write a network such as 10.0.0.0/8 or an address such as 127.0.0.1"
    )


def test_passwords_are_masked() -> None:
    assert masked("https://me:secret@example.org:8080/feed?a=b#c") == "https://***@example.org:8080/feed?a=b#c"
    assert masked("https://me:se@cret@example.org/") == "https://***@example.org/"
    assert masked("https://example.org/@me") == "https://example.org/@me"
    assert "secret" not in masked("http://me:secret@[/")
