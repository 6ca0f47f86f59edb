"""Which language a post is in. All sentences were written for these tests."""
# ruff: noqa: RUF001 - letters that look like others are the matter here

import pytest

from index import languages
from index.languages import language
from search.stemming import DEFAULT, rules

SENTENCES = {
    "af": "Gister het ons die hele dag in die tuin gewerk, en vanaand braai ons vir die bure wat kom kuier.",
    "ar": "ذهبنا أمس إلى السوق القديم واشترينا الخبز والزيتون، ثم جلسنا في المقهى نتحدث حتى المساء.",
    "bg": "Вчера поправих старото колело на баща ми и днес ще го изпробваме по пътя край реката.",
    "ca": "Ahir vam anar al mercat i vam comprar peix fresc per sopar, perquè els avis venien de visita.",
    "cs": "Včera jsme celý den opravovali střechu a večer jsme seděli u ohně a vyprávěli si o dětství.",
    "da": "I går cyklede vi langs kysten, og bagefter spiste vi kage hos min mormor, som bor lige ved havnen.",
    "de": "Gestern haben wir den ganzen Tag die alte Regentonne geflickt, und heute regnet es endlich wieder.",
    "el": "Χθες φτιάξαμε ψωμί με τη γιαγιά και το απόγευμα περπατήσαμε μέχρι το λιμάνι για να δούμε τις βάρκες.",
    "en": "Yesterday we mended the old rain barrel behind the shed, and today it is raining again at last.",
    "eo": "La suno brilas kaj la infanoj ludas en la ĝardeno, dum ilia patrino legas libron sub la granda arbo.",
    "es": "Ayer arreglamos la bicicleta vieja de mi padre y hoy vamos a probarla por el camino del río.",
    "et": "Eile parandasime terve päeva vana paati ja õhtul istusime lõkke ääres ning rääkisime vanadest aegadest.",
    "eu": "Atzo egun osoa eman genuen etxe zaharra konpontzen, eta gaur goizean mendira joan gara lagunekin.",
    "fa": "دیروز با پدربزرگم به بازار رفتیم و نان تازه خریدیم، بعد در حیاط نشستیم و چای خوردیم.",
    "fi": "Eilen korjasimme koko päivän vanhaa venettä, ja illalla istuimme saunan portailla ja katselimme järveä.",
    "fr": "Hier nous avons réparé le vieux tonneau derrière la maison, et aujourd'hui il pleut enfin de nouveau.",
    "gl": "Onte fomos ao mercado da vila e mercamos peixe fresco para a cea, porque viñan os avós de visita.",
    "he": "אתמול תיקנו כל היום את האופניים הישנים של אבא, ובערב ישבנו בגינה ודיברנו על הימים ההם.",
    "hi": "कल हमने दिन भर पुरानी साइकिल ठीक की और शाम को नदी के किनारे बैठकर चाय पी और बातें कीं।",
    "hu": "Tegnap egész nap a régi kerékpárt javítottuk, este pedig a kertben ültünk és a gyerekkorunkról beszélgettünk.",
    "id": "Kemarin kami memperbaiki sepeda tua milik ayah, dan hari ini kami akan mencobanya di jalan dekat sungai.",
    "it": "Ieri abbiamo riparato la vecchia bicicletta di mio padre e oggi la proviamo lungo la strada del fiume.",
    "ja": "昨日は一日中、古い自転車を直していました。今日は川のそばの道で試してみるつもりです。",
    "ko": "어제는 하루 종일 오래된 자전거를 고쳤고 오늘은 강가의 길에서 한번 타 볼 생각입니다.",
    "nl": "Gisteren hebben we de hele dag aan de oude fiets van mijn vader gewerkt, en vandaag gaan we hem proberen.",
    "no": "I går reparerte vi den gamle sykkelen til faren min, og i dag skal vi prøve den på veien langs elva.",
    "pl": "Wczoraj przez cały dzień naprawialiśmy stary rower taty, a dzisiaj wypróbujemy go na drodze nad rzeką.",
    "pt": "Ontem consertamos a bicicleta velha do meu pai e hoje vamos experimentá-la no caminho à beira do rio.",
    "ro": "Ieri am reparat toată ziua bicicleta veche a tatălui meu, iar astăzi o încercăm pe drumul de lângă râu.",
    "ru": "Вчера мы весь день чинили старый велосипед, а сегодня хотим попробовать проехать на нём вдоль реки.",
    "sh": "Jučer smo cijeli dan popravljali stari bicikl, a danas ćemo ga isprobati na putu uz rijeku.",
    "sk": "Včera sme celý deň opravovali starý bicykel môjho otca a dnes ho vyskúšame na ceste popri rieke.",
    "sl": "Včeraj smo ves dan popravljali staro kolo mojega očeta, danes pa ga bomo preizkusili na poti ob reki.",
    "sv": "I går lagade vi min pappas gamla cykel hela dagen, och i dag ska vi prova den på vägen längs ån.",
    "th": "เมื่อวานเราซ่อมจักรยานเก่าของพ่อทั้งวัน และวันนี้เราจะลองขี่ไปตามถนนริมแม่น้ำ",
    "tr": "Dün bütün gün babamın eski bisikletini tamir ettik, bugün de onu nehir kenarındaki yolda deneyeceğiz.",
    "uk": "Учора ми цілий день лагодили старий велосипед, а сьогодні хочемо спробувати проїхати ним уздовж річки.",
    "ur": "کل ہم نے سارا دن پرانی سائیکل ٹھیک کی اور آج ہم اسے دریا کے کنارے والی سڑک پر چلا کر دیکھیں گے۔",
    "vi": "Hôm qua chúng tôi sửa chiếc xe đạp cũ của bố cả ngày, và hôm nay chúng tôi sẽ đi thử dọc bờ sông.",
    "zh": "昨天我们修了一整天的旧自行车，今天打算在河边的小路上试一试。",
}

ENGLISH, GERMAN = SENTENCES["en"], SENTENCES["de"]
LONG_ENGLISH = (
    f"{ENGLISH} The water runs down from the roof through a pipe that my neighbour made, and what is left over goes to the tomatoes. "
    "Next week I want to paint the fence, if the weather lets me, and then we shall see whether the hens come back."
)
CODE = (
    """
    for (i = 0; i < n_items; i++) { tbl[i].ptr = xmalloc(sizeof(*tbl)); tbl[i].len = 0; }
    if (!cfg->opts[OPT_X] || ctx.rc != 0) return -EINVAL;
    static const struct op_tab ops[] = { {"rd", op_rd}, {"wr", op_wr} };
    #define MAX(a,b) ((a)>(b)?(a):(b))
"""
    * 5
)
ALEMANNIC = (
    "Mir händ geschter z Züri de ganz Tag uf s Tram gwartet, will s Wätter so schlächt gsi isch, und d Lüt händ alli gseit, das seg nöd "
    "normal für de Monet. Nachher simmer hei ggange und händ no öppis gässe. Am nächschte Morge isch d Sunne wider cho, und mir händ "
    "chönne go spaziere, det obe bim Wald, wo s so schön ruig isch."
)
YIDDISH = "נעכטן זענען מיר געגאַנגען אין מאַרק און האָבן געקויפֿט פֿריש ברויט, און אין אָוונט זענען מיר געזעסן אין גאָרטן און גערעדט. " * 3


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_known_without_being_declared(code: str) -> None:
    assert language([], SENTENCES[code]) == code
    assert language([None, ""], SENTENCES[code]) == code


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_is_what_it_is_declared(code: str) -> None:
    assert language([code], SENTENCES[code]) == code
    assert language([code.upper() + "-XX"], SENTENCES[code]) == code


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "en"])
def test_english_by_default_gives_way_to_a_sentence(code: str) -> None:
    assert language(["en-US"], SENTENCES[code]) == code


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "en"])
def test_one_line_of_english_does_not_change_what_a_site_declares(code: str) -> None:
    assert language([code], ENGLISH) == code


@pytest.mark.parametrize("code", [code for code in SENTENCES if code != "en"])
def test_a_long_english_post_of_another_site_is_english(code: str) -> None:
    assert language([code], LONG_ENGLISH) == "en"


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("en", "Über uns", "en"),  # too short to say otherwise
        ("en", "祝你们新年快乐", "zh"),  # not so in another writing
        ("en", "新年おめでとう", "ja"),
        ("de", "새해 복 많이", "ko"),
        ("fr", "שלום לכולם", "he"),
        ("ja", "東京都知事選挙", "ja"),  # Japanese can be written so
        ("zh", "東京都知事選挙", "zh"),
        ("uk", "Група в Києві", "uk"),
        ("en", "Привет, мир", None),  # Cyrillic, and too short to tell which
        (None, "Привет, мир", None),
        (None, "Impressum", None),
        (None, "Release 2.0.1", None),
        (None, "", None),
        (None, "3,14 -- 2 + 2 = 4 !?", None),
        ("de", "", "de"),
        ("de", CODE, "de"),
        ("fr", CODE, "fr"),
        ("ja", CODE, "ja"),
        (None, CODE, None),
        ("de", "https://example.org/one https://example.org/two", "de"),
        ("de", f"{CODE} {GERMAN} {CODE}", "de"),
    ],
)
def test_short_texts_and_texts_that_are_no_prose(declared: str | None, text: str, expected: str | None) -> None:
    assert language([declared], text) == expected


@pytest.mark.parametrize(
    ("declared", "text", "expected"),
    [
        ("gsw-CH", ALEMANNIC, "gsw"),
        ("nds", ALEMANNIC, "nds"),
        ("gsw", LONG_ENGLISH, "en"),
        ("gsw", ENGLISH, "gsw"),
        ("gsw", SENTENCES["ja"] * 6, "ja"),
        ("yi", YIDDISH, "yi"),
    ],
)
def test_a_language_that_the_detector_does_not_know_is_believed_but_against_an_unrelated_one(
    declared: str, text: str, expected: str
) -> None:
    assert language([declared], text) == expected


def test_the_nearest_plausible_declaration_holds() -> None:
    assert language(["en", "de"], GERMAN) == "de"
    assert language(["de", "nl"], "Hallo") == "de"
    assert language([None, "und", "fr"], "OK") == "fr"
    assert language(["x-klingon", "e", "nonsense"], GERMAN) == "de"


def test_a_quotation_at_the_beginning_of_a_long_post_does_not_decide() -> None:
    assert language(["de"], LONG_ENGLISH + GERMAN * 12) == "de"
    assert language(["en"], ENGLISH + GERMAN * 12) == "de"


def test_names_and_code_between_another_writing_do_not_decide() -> None:
    text = (
        "用 Spring Boot 写一个 REST API，先在 pom.xml 里加上 spring-boot-starter-web，然后创建 Application 类，最后运行 mvn package 命令。"
    )
    assert language(["en-US"], text) == "zh"
    assert language([], text) == "zh"
    assert language(["en"], f"{LONG_ENGLISH} 用来试试") == "en"


def test_addresses_do_not_count() -> None:
    links = "\n".join(f"https://example.org/the/latest/news/about/everything/{number} Neues aus dem Garten" for number in range(9))
    assert language([], links) == "de"


@pytest.mark.parametrize(
    ("declared", "code"),
    [("hr", "sh"), ("sr-Latn", "sh"), ("bs", "sh"), ("nb-NO", "no"), ("nn", "no"), ("iw", "he"), ("in", "id"), ("mo", "ro"), ("fil", "tl")],
)
def test_codes_for_one_language_are_one(declared: str, code: str) -> None:
    assert language([declared], "") == code


def test_serbian_is_one_language_in_both_its_writings() -> None:
    cyrillic = "Јуче смо цео дан поправљали стари бицикл, а данас ћемо га испробати на путу поред реке."
    assert language([], cyrillic) == language(["sr"], cyrillic) == language(["hr"], SENTENCES["sh"]) == "sh"


@pytest.mark.parametrize("text", ["a" * 500_000, "\ud800" * 1000, "🧠" * 1000, " " * 500_000, "\x00\n" * 1000, "İ" * 500_000])
def test_hostile_texts_say_nothing(text: str) -> None:
    assert language(["de"], text) == "de"
    assert language([], text) is None


def test_a_long_text_costs_no_more_than_a_short_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(languages, "_is_plain", lambda word: seen.append(word) or True)
    languages.language([], "Wort " * 100_000)
    assert 0 < sum(map(len, seen)) <= languages._SAMPLE


def test_every_language_has_rules_of_stemming() -> None:
    unstemmed = {code for code in SENTENCES if rules(code) == DEFAULT} - {"en"}
    assert unstemmed == {"af", "bg", "gl", "he", "ja", "ko", "sk", "sl", "th", "uk", "ur", "vi", "zh"}
