"""Networks: which network addresses may be asked. Feeds are written by others, and must not lead into the network that we run in.

requests-hardened judges what is public; the setting `fetch.private_addresses` lists what may be asked although it is not.
"""

from __future__ import annotations

import ipaddress
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from requests_hardened.ip_filter import InvalidIPAddress, get_ip_address

from search.errors import UsageError

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_UNICAST = ipaddress.IPv6Network("2000::/3")
"""All that IANA has given out of IPv6 for hosts. What is outside is local, old or reserved: fec0::/10, ::127.0.0.1, ::ffff:0:7f00:1."""


@dataclass(frozen=True, slots=True)
class Networks:
    """The networks that may be asked beside the public ones."""

    private: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = ()

    @classmethod
    def listed(cls, entries: Iterable[str]) -> Networks:
        """Return the networks of the setting `fetch.private_addresses`. Raises UsageError that names the bad entry."""
        _silence()
        networks = []
        for entry in entries:
            try:
                networks.append(ipaddress.ip_network(entry.strip()))
            except ValueError as error:
                example = "write a network such as 10.0.0.0/8 or an address such as 127.0.0.1"
                raise UsageError(f"fetch.private_addresses: {entry!r} is no network: {example}") from error
        return cls(tuple(networks))

    def permit(self, text: str) -> bool:
        """Return whether the address, as numbers, may be connected to."""
        address = _address(text)
        return any(address in network for network in self.private) or _is_public(address)


def _address(text: str) -> _Address:
    """Return an address without its zone; an IPv4 address in the clothes of IPv6 (::ffff:127.0.0.1) as what it is."""
    address = ipaddress.ip_address(text.partition("%")[0])
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return mapped or address


def _is_public(address: _Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address) and address not in _UNICAST:
        return False
    try:
        get_ip_address(str(address), 0, allow_loopback=False)
    except (InvalidIPAddress, OSError):  # OSError: IPv6 on a machine that has none
        return False
    return True


def _silence() -> None:
    """Keep what the library logs of its refusals off stderr: our own message says it."""
    logger = logging.getLogger("requests_hardened")
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())
