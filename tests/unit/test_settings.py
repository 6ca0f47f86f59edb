"""Settings: a file becomes frozen values, or one line that names what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.errors import UsageError
from search.settings import Settings, WebSettings, read


def write(folder: Path, text: str) -> Path:
    path = folder / "backissues.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_without_a_file_the_defaults_hold() -> None:
    assert read(None) == Settings()


def test_a_file_sets_values_at_every_depth(tmp_path: Path) -> None:
    settings = read(
        write(tmp_path, 'timezone = "Asia/Tokyo"\n[posts]\ncomments = true\ndefault_categories = ["misc"]\n[web]\nper_page = 50\n')
    )
    assert settings.timezone == "Asia/Tokyo"
    assert settings.posts.comments
    assert settings.posts.default_categories == ("misc",)
    assert settings.web.per_page == 50
    assert settings.index == Settings().index


def test_a_table_of_texts_becomes_pairs(tmp_path: Path) -> None:
    settings = read(
        write(tmp_path, '[links.rewrite]\n"http://b.example/" = "https://a.example/x"\n"http://c.example" = "https://d.example"\n')
    )
    assert settings.links.rewrite == (("http://b.example/", "https://a.example/x"), ("http://c.example", "https://d.example"))


def test_what_is_given_stands_over_the_file_and_none_is_not_given(tmp_path: Path) -> None:
    path = write(tmp_path, 'data = "one"\nengine = "whoosh"\n')
    assert read(path, data=Path("two"), engine=None).data == Path("two")
    assert read(path, data=None).data == Path("one")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("colour = 1", "colour: there is no such setting"),
        ("[web]\ncolour = 1", "web.colour: there is no such setting"),
        ("[posts]\ncomments = 1", "posts.comments: must be bool"),
        ("[index]\nworkers = true", "index.workers: must be int"),
        ("[posts]\ndefault_categories = [1]", "posts.default_categories: must be a list of texts"),
        ("web = 1", "web: must be a table"),
        ("data = 1", "data: must be Path"),
        ('timezone = "Mars/Olympus"', "timezone: there is no time zone 'Mars/Olympus'"),
        ('timezone = "../../etc/passwd"', "timezone: there is no time zone"),
        ('post_text = "some"', "post_text: must be full, snippet or none, not 'some'"),
        ("post_text = true", "post_text: must be full, snippet or none, not True"),
        ("post_text = []", "post_text: must be full, snippet or none, not []"),
        ('[links]\nrewrite = ["http://a.example/"]', "links.rewrite: must be a table of texts"),
        ('[links.rewrite]\n"http://a.example/" = 1', "links.rewrite: must be a table of texts"),
        ('[links.rewrite]\n"a.example" = "http://b.example/"', "links.rewrite: 'a.example' is no http(s) address"),
        ('[links.rewrite]\n"http://a.example/" = ""', "links.rewrite: '' is no http(s) address"),
        ('[links.rewrite]\n"http://[" = "http://b.example/"', "links.rewrite: 'http://[' is no http(s) address"),
        ('[links.rewrite]\n"http://a.example/#b" = "http://b.example/"', "without a fragment"),
        ('[links.rewrite]\n"http://a.example/" = "http://b.example/' + "b" * 33_000 + '"', "links.rewrite: at most 32,768 characters"),
        ("[web]\nper_page = 0", "web.per_page: must be 1 to 100"),
        ("[web]\nsearches_at_once = 0", "web.searches_at_once: must be 1 or more, not 0"),
        ("[index]\nworkers = -1", "index.workers: must be 0 or more, not -1"),
        ("[index]\nparse_seconds = 0", "index.parse_seconds: must be 1 or more, not 0"),
        ("[index]\nparse_megabytes = 1", "index.parse_megabytes: must be 384 or more, not 1"),
        ('[web]\naddress = "example.org"', "web.address: must be like https://example.org"),
        ('[web]\naddress = "https://example.org/"', "web.address: must be like https://example.org, without a path"),
        ('[web]\naddress = "https://ann:secret@example.org"', "web.address: must be"),
        ('[web]\naddress = "https://example.org\\n"', "web.address: must be"),
        ('[web]\nlogo = "logo.html"', "web.logo: must be a file whose name ends with .svg, .png"),
        ('[web]\naccent = "red"', "web.accent: must be a colour such as #336699, not 'red'"),
        ('[web]\naccent = "#369;}*{"', "web.accent: must be a colour"),
        ('[web]\norigins = "*"', "web.origins: must be a list of texts"),
        ('[web]\norigins = ["https://example.org", "null"]', "web.origins: must be like https://example.org, without a path, or *"),
        ('[web]\ntrusted_proxy = "localhost"', "web.trusted_proxy: must be an IP address such as 127.0.0.1"),
        ("= 1", "not a TOML file"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(UsageError) as caught:
        read(write(tmp_path, text))
    assert named in str(caught.value)
    assert "\n" not in str(caught.value)


def test_addresses_pictures_and_colours_of_the_page_are_taken(tmp_path: Path) -> None:
    text = """[web]
    address = "https://xn--bcher-kva.example:8443"
    intro = "Posts from 2004 on"
    logo = "brand/Logo.SVG"
    accent = "#3366Cc"
    origins = ["*", "http://[::1]:8000", "https://example.org"]
    trusted_proxy = "::1"
    """
    web = read(write(tmp_path, text)).web
    assert (web.address, web.accent, web.trusted_proxy) == ("https://xn--bcher-kva.example:8443", "#3366Cc", "::1")
    assert web.origins == ("*", "http://[::1]:8000", "https://example.org")
    assert (web.intro, web.logo) == ("Posts from 2004 on", "brand/Logo.SVG")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"nowhere\.toml: the settings file cannot be read"):
        read(tmp_path / "nowhere.toml")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "backissues.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not a TOML file"):
        read(path)


@pytest.mark.parametrize("path", ["/a\nb", "https://x/y", "/<int:n>", "a b", "//evil", "/a//b", "/%41", "?q"])
def test_a_base_path_that_needs_escapes_is_refused(path: str) -> None:
    with pytest.raises(UsageError, match=r"web\.base_path"):
        WebSettings(base_path=path)


@pytest.mark.parametrize("path", ["", "/", "/old", "old/posts/", "/~ann/search-archive"])
def test_a_plain_base_path_is_taken(path: str) -> None:
    assert WebSettings(base_path=path).base_path == path


@pytest.mark.parametrize("text", ["", " ", "a\0b", "a\nb"])
def test_a_title_is_one_line_of_text(text: str) -> None:
    with pytest.raises(UsageError, match=r"web\.title"):
        WebSettings(title=text)
