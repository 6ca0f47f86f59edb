"""Feeds in the encodings that feeds are in, with true declarations, with lies and with none: the same posts each time."""

# ruff: noqa: RUF001 - texts in many scripts
from __future__ import annotations

import codecs

import pytest

from index.formats.characters import text_of
from tests.feedtexts import document

JAPANESE = (
    "京都の朝",
    "新しい自転車を買ったので、川沿いの道を三時間ほど走りました。",
    "コーヒーの淹れ方",
    "お湯の温度は九十度くらいです。",
)
KOREAN = ("서울의 아침", "새 자전거를 사서 강변길을 세 시간쯤 달렸습니다.", "커피 내리기", "물의 온도는 구십 도 정도가 좋다고 생각합니다.")
CHINESE = ("北京的早晨", "我买了一辆新自行车，沿着河边的路骑了三个小时。", "怎么泡咖啡", "水温大约九十度最合适，咖啡豆要现磨现用。")
TAIWANESE = ("臺北的早晨", "我買了一輛新自行車，沿著河邊的路騎了三個小時。", "怎麼泡咖啡", "水溫大約九十度最合適，咖啡豆要現磨現用。")
RUSSIAN = (
    "Утро в Москве",
    "Я купил новый велосипед и три часа катался вдоль реки.",
    "Как варить кофе",
    "Температура воды должна быть около девяноста градусов.",
)
POLISH = (
    "Ranek w Łodzi",
    "Kupiłem nowy rower i przez trzy godziny jeździłem wzdłuż rzeki.",
    "Jak parzyć kawę",
    "Woda powinna mieć około dziewięćdziesięciu stopni.",
)
FRENCH = (
    "Le café du matin",
    "J’ai acheté un vélo et j’ai roulé trois heures.",
    "Préparer le thé",
    "L’eau doit être à quatre-vingt-dix degrés — environ.",
)
GREEK = (
    "Πρωί στην Αθήνα",
    "Αγόρασα ένα ποδήλατο και έκανα βόλτα δίπλα στο ποτάμι.",
    "Ο καφές",
    "Το νερό πρέπει να είναι περίπου ενενήντα βαθμούς.",
)
TURKISH = (
    "İstanbul'da sabah",
    "Yeni bir bisiklet aldım ve nehir kıyısında üç saat dolaştım.",
    "Kahve",
    "Suyun sıcaklığı yaklaşık doksan derece olmalı, çünkü öyle güzel.",
)
HEBREW = ("בוקר בירושלים", "קניתי אופניים חדשים ורכבתי שלוש שעות לאורך הנהר.", "איך מכינים קפה", "המים צריכים להיות בערך תשעים מעלות.")
ARABIC = ("صباح في القاهرة", "اشتريت دراجة جديدة وركبتها ثلاث ساعات على طول النهر.", "القهوة", "يجب أن تكون حرارة الماء حوالي تسعين درجة.")
LITHUANIAN = (
    "Rytas Vilniuje",
    "Nusipirkau naują dviratį ir tris valandas važinėjau palei upę.",
    "Kava",
    "Vandens temperatūra turėtų būti apie devyniasdešimt laipsnių.",
)
VIETNAMESE = ("Buôi sang", "Tôi mua môt chiêc xe đap.", "Ca phê", "Nươc nong chin mươi đô.")

TEXTS = {
    "EUC-JP": JAPANESE,
    "Shift_JIS": JAPANESE,
    "ISO-2022-JP": JAPANESE,
    "EUC-KR": KOREAN,
    "GB2312": CHINESE,
    "Big5": TAIWANESE,
    "KOI8-R": RUSSIAN,
    "windows-1250": POLISH,
    "windows-1251": RUSSIAN,
    "windows-1252": FRENCH,
    "windows-1253": GREEK,
    "windows-1254": TURKISH,
    "windows-1255": HEBREW,
    "windows-1256": ARABIC,
    "windows-1257": LITHUANIAN,
    "windows-1258": VIETNAMESE,
}
UNGUESSED = {"windows-1258": "nothing but the declaration tells Vietnamese from other Latin text in it"}


def feed(texts: tuple[str, ...], declared: str | None) -> str:
    prolog = f"<?xml version='1.0' encoding='{declared}'?>\n" if declared else ""
    items = "".join(
        f"<item><title>{texts[at]}</title><description>&lt;p&gt;{texts[at + 1]}&lt;/p&gt;</description></item>" for at in (0, 2)
    )
    return f"{prolog}<rss version='2.0'><channel><title>{texts[0]}</title>{items}</channel></rss>"


def found(data: bytes) -> tuple[str, ...]:
    return tuple(text for post in document(data).sightings for text in (post.title, post.html.removeprefix("<p>").removesuffix("</p>")))


@pytest.mark.parametrize("encoding", TEXTS)
def test_a_true_declaration(encoding: str) -> None:
    assert found(feed(TEXTS[encoding], encoding).encode(encoding)) == TEXTS[encoding]


@pytest.mark.parametrize("encoding", [*TEXTS, "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"])
def test_declared_but_really_utf_8(encoding: str) -> None:
    texts = TEXTS.get(encoding, CHINESE)
    assert found(feed(texts, encoding).encode()) == texts
    assert found(codecs.BOM_UTF8 + feed(texts, encoding).encode()) == texts


@pytest.mark.parametrize("encoding", sorted(TEXTS.keys() - UNGUESSED.keys()))
@pytest.mark.parametrize("declared", [None, "utf-8", "UTF-8", "utf-16", "no-such-thing"])
def test_no_declaration_or_another(encoding: str, declared: str | None) -> None:
    assert found(feed(TEXTS[encoding], declared).encode(encoding)) == TEXTS[encoding]


@pytest.mark.parametrize("encoding", sorted(UNGUESSED))
@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_what_is_not_guessed_gives_its_posts_all_the_same(encoding: str, declared: str | None) -> None:
    assert len(found(feed(TEXTS[encoding], declared).encode(encoding))) == len(TEXTS[encoding])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("declared", [None, "utf-16", "UTF-16LE", "utf-8", "windows-1252", "GB2312"])
@pytest.mark.parametrize("texts", [CHINESE, FRENCH])
def test_utf_16_whatever_is_declared(codec: str, declared: str | None, texts: tuple[str, ...]) -> None:
    mark = {
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }[codec]
    data = feed(texts, declared).encode(codec)
    assert found(mark + data) == texts
    assert found(data) == texts


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("declared", [None, "utf-8"])
def test_a_hint_helps_where_the_document_says_nothing_that_fits(encoding: str, declared: str | None) -> None:
    text = feed(TEXTS[encoding], declared)
    assert text_of(text.encode(encoding), encoding) == text
    assert text_of(text.encode(), encoding) == text


@pytest.mark.parametrize(
    ("encoding", "hint"),
    [
        ("windows-1251", "koi8-r"),
        ("KOI8-R", "iso-8859-1"),
        ("EUC-JP", "shift_jis"),
        ("Big5", "utf-8"),
        ("GB2312", "Big5"),
        ("ISO-2022-JP", "latin-1"),
    ],
)
def test_a_declaration_that_fits_outranks_the_hint(encoding: str, hint: str) -> None:
    text = feed(TEXTS[encoding], encoding)
    assert text_of(text.encode(encoding), hint) == text


@pytest.mark.parametrize("hint", ["", "no-such-thing", "utf-16", "idna", "rot13", "x" * 1000, "a\0b", "é", "unicode_escape", "none"])
def test_a_hint_that_names_no_encoding_of_text_is_nothing(hint: str) -> None:
    text = feed(JAPANESE, None)
    assert text_of(text.encode("euc-jp"), hint) == text
    assert text_of(text.encode(), hint) == text


def test_utf_8_with_a_stray_byte_stays_utf_8_whatever_is_said() -> None:
    text = feed(RUSSIAN, None)
    data = text.encode().replace("Как".encode(), "Как ".encode() + b"\x93", 1)
    for declared in (None, "utf-8", "iso-8859-1"):
        prolog = f"<?xml version='1.0' encoding='{declared}'?>".encode() if declared else b""
        assert text_of(prolog + data, "iso-8859-1").endswith(text.replace("Как", "Как “", 1))


def test_a_damaged_character_does_not_make_a_declaration_a_lie() -> None:
    text = feed(JAPANESE * 5, "EUC-JP")
    data = text.encode("euc-jp").replace(b"</channel>", b"\xff</channel>")
    assert text_of(data) == text.replace("</channel>", "\ufffd</channel>")


def test_a_few_bytes_are_windows_1252() -> None:
    assert found(feed(("Café", "It’s £5", "Tea", "A – b"), None).encode("cp1252")) == ("Café", "It’s £5", "Tea", "A – b")


@pytest.mark.parametrize(
    ("declared", "codec", "texts"),
    [
        ("x-sjis", "shift_jis", JAPANESE),
        ("Windows-31J", "cp932", JAPANESE),
        ("x-euc-jp", "euc_jp", JAPANESE),
        ("ks_c_5601-1987", "euc_kr", KOREAN),
        ("windows-949", "cp949", KOREAN),
        ("x-gbk", "gbk", CHINESE),
        ("GBK", "gb18030", CHINESE),
        ("cp1251", "cp1251", RUSSIAN),
        ("x-cp1251", "cp1251", RUSSIAN),
        ("KOI8-U", "koi8-u", RUSSIAN),
        ("ISO-8859-5", "iso8859-5", RUSSIAN),
        ("ISO-8859-2", "iso8859-2", POLISH),
        ("windows-874", "cp874", ("กาแฟ", "น้ำควรร้อน", "ชา", "เก้าสิบองศา")),
    ],
)
def test_other_names_of_encodings(declared: str, codec: str, texts: tuple[str, ...]) -> None:
    assert found(feed(texts, declared).encode(codec)) == texts
