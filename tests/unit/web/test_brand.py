"""What the settings of a site add to the page: its introduction, its logo and its colour."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from search.errors import UsageError
from search.port import Searchable
from search.settings import LOGOS, Settings, WebSettings
from web import logo
from web.app import create_app

PICTURES = {
    "a.svg": (b'<?xml version="1.0"?><!-- made by hand --><svg xmlns="http://www.w3.org/2000/svg"/>', "image/svg+xml"),
    "a.png": (b"\x89PNG\r\n\x1a\n....", "image/png"),
    "a.jpg": (b"\xff\xd8\xff\xe0....", "image/jpeg"),
    "a.JPEG": (b"\xff\xd8\xff\xe0....", "image/jpeg"),
    "a.gif": (b"GIF89a....", "image/gif"),
    "a.webp": (b"RIFF....WEBPVP8 ", "image/webp"),
}
HOSTILE = '</p><script>alert(1)</script><img src=x onerror=alert(1)>"'


def client_of(archive: Searchable, base_path: str = "", **branding: str) -> FlaskClient:
    return create_app(Settings(web=WebSettings(base_path=base_path, **branding)), archive).test_client()  # type: ignore[arg-type]  # texts only


def test_without_settings_the_page_loads_nothing_more(client: FlaskClient) -> None:
    page = html.document_fromstring(client.get("/").text)
    assert page.xpath("//link[contains(@href, 'theme')] | //img | //p[@class='lead']") == []
    assert client.get("/theme.css").text == ""
    assert client.get("/logo").status_code == 404


@pytest.mark.parametrize("base", ["", "/old/posts"])
def test_pages_name_the_logo_and_the_sheet_below_the_base_path(archive: Searchable, tmp_path: Path, base: str) -> None:
    (tmp_path / "a.png").write_bytes(PICTURES["a.png"][0])
    client = client_of(archive, base, logo=str(tmp_path / "a.png"), accent="#336699")
    for url in ("/", "/search?q=agile", "/help", "/advanced", "/post/0000000000000001", "/nowhere"):
        page = html.document_fromstring(client.get(base + url).text)
        assert page.xpath("//header//img/@src") == [f"{base}/logo"]
        assert page.xpath("//header//img/@alt") == [""]
        assert page.xpath("//link[@rel='stylesheet']/@href")[-1] == f"{base}/theme.css"
    for url in (base, ""):  # some proxies cut the base path off
        assert client.get(f"{url}/logo").data == PICTURES["a.png"][0]
        assert "--link: light-dark(#336699, #" in client.get(f"{url}/theme.css").text


def test_the_introduction_is_text_on_the_first_page_only(archive: Searchable) -> None:
    client = client_of(archive, intro=HOSTILE)
    page = html.document_fromstring(client.get("/").text)
    assert page.xpath("//p[@class='lead']")[0].text == HOSTILE
    assert page.xpath("//body//script | //img") == []
    for url in ("/search?q=agile", "/search?tag=python", "/search?page=2", "/help"):
        assert html.document_fromstring(client.get(url).text).xpath("//p[@class='lead']") == []


def test_every_picture_that_settings_take_is_one_that_is_sent() -> None:
    assert {Path(name).suffix.lower(): kind for name, (_, kind) in PICTURES.items()} | {".jpeg": "image/jpeg"} == LOGOS


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_sent_as_what_it_is(archive: Searchable, tmp_path: Path, name: str) -> None:
    content, content_type = PICTURES[name]
    (tmp_path / name).write_bytes(content)
    answer = client_of(archive, logo=str(tmp_path / name)).get("/logo")
    assert (answer.status_code, answer.data, answer.headers["Content-Type"]) == (200, content, content_type)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_svg_runs_and_loads_nothing(archive: Searchable, tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')
    answer = client_of(archive, logo=str(tmp_path / "a.svg")).get("/logo")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("path", ["/logo", "/theme.css"])
def test_browsers_keep_them_until_they_change(archive: Searchable, tmp_path: Path, path: str) -> None:
    (tmp_path / "a.svg").write_bytes(PICTURES["a.svg"][0])
    client = client_of(archive, logo=str(tmp_path / "a.svg"), accent="#336699")
    first = client.get(path)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data, again.headers["X-Content-Type-Options"]) == (304, b"", "nosniff")
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert (client.head(path).status_code, client.head(path).data, client.post(path).status_code) == (200, b"", 405)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.png", None, "there is no such file"),
        ("a.png", b"<svg/>", "is no picture"),
        ("a.svg", b"\x89PNG\r\n\x1a\n", "is no picture"),
        ("a.html", b"<svg/>", "is no picture"),
        ("a.webp", b"RIFF....WAVE", "is no picture"),
        ("a.gif", b"", "is no picture"),
        ("a.jpg", b"\xff\xd8\xff" + b"." * logo.LOGO_BYTES, "is larger than 256 KiB"),
    ],
)
def test_what_is_no_picture_is_refused_and_never_sent(
    archive: Searchable, tmp_path: Path, name: str, content: bytes | None, why: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=f"web.logo: .*{why}"):
        logo.read(path)
    if name != "a.html":  # the settings refuse such a name
        assert client_of(archive, logo=str(path)).get("/logo").status_code == 404


def test_a_folder_and_a_file_that_cannot_be_read_are_no_pictures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="there is no such file"):
        logo.read(tmp_path)
    (tmp_path / "a.png").write_bytes(PICTURES["a.png"][0])

    def denied(*_given: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(UsageError, match="cannot be read: Permission denied"):
        logo.read(tmp_path / "a.png")
