"""Addresses as sources: fetch one over HTTP and say in a value what came of it. Whatever a site does, `get` ends in its time.

requests sends, requests-hardened judges addresses; decision 5 says what they leave to us. Any port may be asked: what
protects is where a connection leads, and blogs live on odd ports too. Cookies live for one fetch: some sites redirect until they
get theirs back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self
from urllib.parse import unquote_to_bytes, urldefrag, urlsplit, urlunsplit

import requests
import urllib3
from requests.structures import CaseInsensitiveDict
from requests_hardened import Config, HTTPSession

from index import links
from index.sources import failures, headers
from index.sources.answers import Answer, Ask, Fetched, Gone, NotModified, Refusal, Refused, masked
from index.sources.deadline import Deadline
from index.sources.dialling import Adapter, Dialler, Resolve, resolve
from index.sources.networks import Networks
from index.sources.retries import retry_after
from index.sources.spool import MEBIBYTE, spooled, too_large
from index.sources.unpacking import unpacked
from search.settings import FetchSettings

REDIRECTS = 5
"""Redirects that are followed."""

_CHUNK = 1 << 16

_MOVED = {301: True, 302: False, 303: False, 307: False, 308: True}
"""Statuses that redirect, and whether for ever (RFC 9110 section 15.4)."""

_WHOLE = (200, 203)
"""Statuses whose body is the whole answer; 203 is 200 through a proxy that changed it."""

_SHOWN = 100
"""Characters of a bad redirect that are shown."""


class Client:
    """Fetches addresses. Several threads may use it at once: two fetches share nothing."""

    def __init__(
        self,
        settings: FetchSettings,
        folder: Path,
        *,
        now: Callable[[], datetime],
        resolve: Resolve = resolve,
        authorities: Path | None = None,
    ) -> None:
        """Write bodies into the folder, which exists. `now` gives the time with its zone; `authorities`: whose certificates to trust.

        Raises UsageError where a setting cannot be used.
        """
        self._settings = settings
        self._folder = folder
        self._now = now
        self._resolve = resolve
        self._networks = Networks.listed(settings.private_addresses)
        self._headers = headers.own(settings.user_agent)
        self._verify = True if authorities is None else str(authorities)
        self._closing = Event()

    def __enter__(self) -> Self:
        """Return the client, which is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the client."""
        self.close()

    def close(self) -> None:
        """End what is still being fetched, at its next bytes, and refuse all that is asked afterwards."""
        self._closing.set()

    def get(self, ask: Ask) -> Answer:
        """Fetch an address. What a site does is in the answer; raises SourceError where the body cannot be written."""
        deadline = Deadline(self._settings.total_seconds, self._closing)
        try:
            with self._session(deadline) as session:
                return self._followed(session, ask)
        except Refusal as refusal:
            return Refused(str(refusal), refusal.wait, refusal.status)
        except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
            return Refused(failures.detail(error))

    def _followed(self, session: _Session, ask: Ask) -> Answer:
        """Go from redirect to redirect. User name and password go to the place that they were given for, and to no other."""
        asked = links.absolute(ask.url)
        if asked is None:
            raise Refusal("not an address of http or https")
        start, login = _without_login(asked)
        here, forever = start, True
        for _ in range(REDIRECTS + 1):
            with self._sent(session, here, ask, login if _origin(here) == _origin(start) else None) as response:
                if response.status_code not in _MOVED:
                    return self._answer(response, ask, here, here if forever and here != start and not login else None)
                forever = forever and _MOVED[response.status_code]
                here = _next(response, here)
        raise Refusal(f"too many redirects (more than {REDIRECTS})")

    def _session(self, deadline: Deadline) -> _Session:
        waits = (self._settings.connect_seconds, self._settings.read_seconds)
        session = _Session(Config(ip_filter_enable=True, ip_filter_allow_loopback_ips=False, never_redirect=True, default_timeout=waits))
        session.trust_env = False  # no proxy, no .netrc: who is asked, and as whom, stands in the settings
        session.verify = self._verify
        session.headers = CaseInsensitiveDict(self._headers)
        dialler = Dialler(self._networks, self._resolve, deadline, *waits, megabytes=self._settings.megabytes)
        session.mount("http://", Adapter(dialler))
        session.mount("https://", Adapter(dialler))
        return session

    @contextmanager
    def _sent(self, session: _Session, url: str, ask: Ask, login: tuple[bytes, bytes] | None) -> Iterator[requests.Response]:
        conditions = {"If-None-Match": headers.validator(ask.etag), "If-Modified-Since": headers.validator(ask.last_modified)}
        response = session.get(url, headers={name: value for name, value in conditions.items() if value}, auth=login, stream=True)
        try:
            yield response
        finally:
            response.close()

    def _answer(self, response: requests.Response, ask: Ask, url: str, moved: str | None) -> Answer:
        status, said = response.status_code, response.headers
        if status == HTTPStatus.NOT_MODIFIED and (headers.validator(ask.etag) or headers.validator(ask.last_modified)):
            return NotModified(moved)
        if status == HTTPStatus.GONE:
            return Gone(_status(status))
        if status not in _WHOLE:
            wait = retry_after(said.get("Retry-After"), self._now()) if status >= HTTPStatus.BAD_REQUEST else None
            raise Refusal(_status(status), wait, status)
        if (response.raw.length_remaining or 0) > self._settings.megabytes * MEBIBYTE:
            raise too_large(self._settings.megabytes)
        body = unpacked(response.raw.stream(_CHUNK, decode_content=False), said.get("Content-Encoding"))
        path, size = spooled(body, self._folder, self._settings.megabytes)
        return Fetched(
            url=url,
            moved=moved,
            path=path,
            size=size,
            charset=headers.charset(said.get("Content-Type")),
            etag=headers.validator(said.get("ETag")),
            last_modified=headers.validator(said.get("Last-Modified")),
            received=self._now().astimezone(UTC).isoformat(timespec="seconds"),
        )


class _Session(HTTPSession):  # type: ignore[misc] # requests-hardened ships no types
    """A session of requests-hardened that leaves redirects alone altogether."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None. Even where it does not follow a redirect, requests reads its whole body, bombs too, to prepare the next request."""


def _next(response: requests.Response, here: str) -> str:
    """Return where a redirect leads. Raises Refusal where it leads nowhere, or from https to http: anyone on the way could change that."""
    sent = response.headers.get("Location")
    if not sent:
        raise Refusal(f"{_status(response.status_code)}, without saying where to", status=response.status_code)
    location = sent.encode("latin-1", "replace").decode("utf-8", "replace")  # http.client reads headers as Latin-1; many are UTF-8
    there = links.absolute(location, here)
    if there is None:
        shown = "".join(character if character.isprintable() else "?" for character in masked(location)[:_SHOWN])
        raise Refusal(f"a redirect to what is no address of http or https: {shown}")
    there, _ = _without_login(there)
    if here.startswith("https:") and there.startswith("http:"):
        raise Refusal(f"a redirect from https to http; give the address {there} if you trust it")
    return there


def _without_login(url: str) -> tuple[str, tuple[bytes, bytes] | None]:
    """Return an absolute address without user name, password and fragment, and the two as they are sent."""
    parts = urlsplit(urldefrag(url).url)
    login, at, place = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    return urlunsplit(parts._replace(netloc=place)), (unquote_to_bytes(user), unquote_to_bytes(password)) if at else None


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _status(number: int) -> str:
    try:
        return f"status {number} {HTTPStatus(number).phrase}"
    except ValueError:
        return f"status {number}"
