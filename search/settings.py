"""Settings: one TOML file read into frozen dataclasses. An unknown key or a wrong type is an error that names it.

Every setting is one field here, with its help text in the field's metadata; `docs/settings.md` lists them all and a test says so.
"""

from __future__ import annotations

import dataclasses
import ipaddress
import itertools
import re
import tomllib
import types
import typing
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from search.errors import UsageError

PostText = Literal["full", "snippet", "none"]
"""How much of a post's text is shown; see `disclosure.py`."""

PER_PAGE_MOST = 100
"""Results that one page may hold; the same limit as `query.PER_PAGE`, which is this."""

REWRITE_MOST = 32_768
"""Characters of all addresses of `links.rewrite`: rules go with each task to a worker, and tasks must fit into its pipe."""

LEAST = {
    "workers": 0, "parse_seconds": 1, "parse_megabytes": 384, "file_megabytes": 1, "searches_at_once": 1, "delay_seconds": 0,
    "connect_seconds": 1, "read_seconds": 1, "total_seconds": 1, "megabytes": 1, "hosts_at_once": 1, "pages": 0, "minutes": 0,
}  # fmt: skip
"""The least that these settings can be. With less than 384 MiB a worker cannot load what detects languages (300 MiB)."""

LOGOS = {
    ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif", ".webp": "image/webp",
}  # fmt: skip
"""Pictures that browsers show in place: how their names end, and what they are sent as."""

_PATH = re.compile(r"/?(?:[A-Za-z0-9._~-]+(?:/[A-Za-z0-9._~-]+)*/?)?")
"""Where the page may be mounted: what needs no escape in an address (RFC 3986, section 2.3)."""
_ORIGIN = re.compile(r"https?://(?:[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
"""Scheme, host and port as browsers say them: in lower case, non-ASCII names in their xn-- form."""
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

_TABLE = tuple[tuple[str, str], ...]
"""The type of a setting that is a table of texts in the file."""


def _setting(default: Any, text: str) -> Any:  # noqa: ANN401 - like dataclasses.field, it stands in for a value of any type
    return field(default=default, metadata={"help": text})


@dataclass(frozen=True, slots=True)
class PostSettings:
    """Settings that shape posts. They are part of the fingerprint: a change builds a new index."""

    comments: bool = _setting(default=False, text="Index comment feeds too.")
    pages: bool = _setting(default=False, text="Index the pages of a WordPress export too, not only its posts.")
    earliest_year: int = _setting(1400, "A date before this year is taken for a mistake; the post is undated.")
    default_categories: tuple[str, ...] = _setting(
        ("uncategorized", "uncategorised", "allgemein", "unkategorisiert", "non classé", "sin categoría", "未分类", "未分類"),
        "Categories that say nothing and are no tags, compared by folded key.",
    )


@dataclass(frozen=True, slots=True)
class LinkSettings:
    """Settings of links. They are part of the fingerprint too: a change compares all posts anew and builds a new index."""

    rewrite: tuple[tuple[str, str], ...] = _setting(
        (), "Old addresses of sites that moved, each with the new one; what stands below it moves with it."
    )

    def __post_init__(self) -> None:
        """Refuse what is no address, and more than a task of a worker can carry."""
        for link in (link for rule in self.rewrite for link in rule):
            if not _is_address(link):
                raise UsageError(f"links.rewrite: {link!r} is no http(s) address without a fragment (#)")
        size = sum(map(len, itertools.chain.from_iterable(self.rewrite)))
        if size > REWRITE_MOST:
            raise UsageError(
                f"links.rewrite: at most {REWRITE_MOST:,} characters of addresses, not {size:,}; a rule for a folder does for all in it"
            )


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """Settings of the work that `reindex` does."""

    workers: int = _setting(0, "Worker processes; 0 means one for each processor.")
    parse_seconds: int = _setting(20, "A feed document that takes longer to parse is given up and reported.")
    parse_megabytes: int = _setting(1024, "Memory that a worker may take, in MiB.")
    file_megabytes: int = _setting(600, "A larger file is not read and is reported, in MiB.")


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """Settings of how addresses are fetched."""

    user_agent: str = _setting("", "What Backissues calls itself to sites; empty for its name, version and home page.")
    delay_seconds: int = _setting(1, "Seconds between two requests to one host.")
    connect_seconds: int = _setting(5, "Seconds to wait for a connection.")
    read_seconds: int = _setting(10, "Seconds to wait for the next bytes of an answer.")
    total_seconds: int = _setting(30, "Seconds that one answer may take in all, redirects included.")
    megabytes: int = _setting(15, "A larger answer is not read, in MiB after decompression.")
    hosts_at_once: int = _setting(4, "Hosts that are asked at the same time; each gets one request at a time.")
    private_addresses: tuple[str, ...] = _setting(
        (), "Networks such as 10.0.0.0/8 or 127.0.0.1 that may be asked although they are not public."
    )


@dataclass(frozen=True, slots=True)
class HistorySettings:
    """Settings of how far the history of an address is followed."""

    pages: int = _setting(500, "Pages of history that are read of one feed in a run; 0 reads none.")
    megabytes: int = _setting(50, "MiB of history that are read of one feed in a run.")
    minutes: int = _setting(10, "Minutes that the history of one feed may take in a run.")


@dataclass(frozen=True, slots=True)
class WebSettings:
    """Settings of the page and of `serve`."""

    title: str = _setting("Backissues", "Name of the search page.")
    base_path: str = _setting("", "Path below which the page is mounted behind a proxy, such as /search-archive.")
    per_page: int = _setting(20, "Results on a page where the request does not say, 1 to 100.")
    searches_at_once: int = _setting(4, "Searches that run at the same time; more wait up to two seconds, then get 503.")
    address: str = _setting("", "Public address of the server, such as https://example.org, without a path; empty for that of the request.")
    intro: str = _setting("", "A line about the archive, shown above the results of the first page.")
    logo: str = _setting("", "Picture beside the name of the page: a local SVG, PNG, JPEG, GIF or WebP file.")
    accent: str = _setting("", "Colour of links and buttons, such as #336699; darkened or lightened where it could not be read.")
    origins: tuple[str, ...] = _setting((), "Sites whose pages may ask for JSON and feeds, such as https://example.org, or * for all.")
    trusted_proxy: str = _setting("", "IP address of the proxy whose X-Forwarded headers are believed; empty for none.")

    def __post_init__(self) -> None:
        """Refuse what could be no address, picture or colour."""
        if not 1 <= self.per_page <= PER_PAGE_MOST:
            raise UsageError(f"web.per_page: must be 1 to {PER_PAGE_MOST}, not {self.per_page}")
        if not self.title.strip() or any(map(_is_control, self.title + self.intro)):
            raise UsageError("web.title and web.intro: must be one line of text, and the title not an empty one")
        if not _PATH.fullmatch(self.base_path):
            raise UsageError(f"web.base_path: must be a path of letters, digits, - . _ ~ such as /search-archive, not {self.base_path!r}")
        if self.address and not _ORIGIN.fullmatch(self.address):
            raise UsageError(f"web.address: must be like https://example.org, without a path, not {self.address!r}")
        if self.logo and not self.logo.lower().endswith(tuple(LOGOS)):
            raise UsageError(f"web.logo: must be a file whose name ends with {', '.join(LOGOS)}, not {self.logo!r}")
        if self.accent and not _COLOUR.fullmatch(self.accent):
            raise UsageError(f"web.accent: must be a colour such as #336699, not {self.accent!r}")
        for origin in self.origins:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise UsageError(f"web.origins: must be like https://example.org, without a path, or *, not {origin!r}")
        if self.trusted_proxy and not _is_ip_address(self.trusted_proxy):
            raise UsageError(f"web.trusted_proxy: must be an IP address such as 127.0.0.1, not {self.trusted_proxy!r}")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings."""

    data: Path = _setting(Path("data"), "Folder of the archive and the indexes.")
    engine: str = _setting("whoosh", "Engine of the index: whoosh or tantivy.")
    timezone: str = _setting("UTC", "IANA name of the zone that says on which day, month and year a post was published.")
    post_text: PostText = _setting("full", "How much of a post's text is shown: full, snippet or none. All of it is searched.")
    posts: PostSettings = field(default_factory=PostSettings)
    links: LinkSettings = field(default_factory=LinkSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
    fetch: FetchSettings = field(default_factory=FetchSettings)
    history: HistorySettings = field(default_factory=HistorySettings)
    web: WebSettings = field(default_factory=WebSettings)

    def __post_init__(self) -> None:
        """Refuse values that no part could use."""
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(f"timezone: there is no time zone {self.timezone!r}; use an IANA name such as Europe/Berlin") from error
        for name, part in (("index", self.index), ("fetch", self.fetch), ("history", self.history), ("web", self.web)):
            for key in sorted(LEAST.keys() & type(part).__annotations__.keys()):
                if getattr(part, key) < LEAST[key]:
                    raise UsageError(f"{name}.{key}: must be {LEAST[key]} or more, not {getattr(part, key)}")


def read(path: Path | None, **given: Any) -> Settings:  # noqa: ANN401 - the values of settings, checked below
    """Return the settings of the TOML file at `path` (None: the defaults), with `given` top-level values over them.

    A value of None in `given` means not given. Raises UsageError that names the file and the key.
    """
    table: dict[str, Any] = {}
    if path is not None:
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise UsageError(f"{path}: the settings file cannot be read: {error.strerror}") from error
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UsageError(f"{path}: not a TOML file: {error}") from error
    table |= {name: value for name, value in given.items() if value is not None}
    return typing.cast("Settings", _build(Settings, table, path=""))


def _build(kind: type[Any], table: dict[str, Any], path: str) -> object:
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(table) - set(hints))
    if unknown:
        raise UsageError(f"{path}{unknown[0]}: there is no such setting; the settings here are {', '.join(hints)}")
    return kind(**{name: _value(hints[name], value, f"{path}{name}") for name, value in table.items()})


def _value(hint: Any, value: Any, path: str) -> object:  # noqa: ANN401 - a type hint and a TOML value
    if dataclasses.is_dataclass(hint) and isinstance(hint, type) and isinstance(value, dict):
        return _build(hint, value, f"{path}.")
    if typing.get_origin(hint) is Literal:
        return _choice(typing.get_args(hint), value, path)
    if hint == _TABLE and isinstance(value, dict) and _texts(value.values()):
        return tuple(value.items())
    if isinstance(hint, types.GenericAlias) and hint != _TABLE and isinstance(value, list) and _texts(value):
        return tuple(value)
    if hint is Path and isinstance(value, str | Path):
        return Path(value)
    if type(value) is hint:
        return value
    raise UsageError(f"{path}: must be {_wanted(hint)}, not {value!r}")


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(value, str) for value in values)


def _choice(allowed: tuple[str, ...], value: object, path: str) -> object:
    if value not in allowed:
        raise UsageError(f"{path}: must be {', '.join(allowed[:-1])} or {allowed[-1]}, not {value!r}")
    return value


def _wanted(hint: Any) -> str:  # noqa: ANN401 - a type hint
    if hint == _TABLE:
        return "a table of texts"
    if isinstance(hint, types.GenericAlias):
        return "a list of texts"
    return "a table" if dataclasses.is_dataclass(hint) else str(hint.__name__)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.fragment


def _is_control(char: str) -> bool:
    return unicodedata.category(char) == "Cc"


def _is_ip_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
