"""Stop words: function words of the commoner languages. They are found like any word ("The The") but weigh little.

Lists of packages were looked at and not taken: they hold `computer`, `c`, `research`, `system` and `website`, which are what people
search for. These are articles, pronouns, prepositions, conjunctions, question words and forms of auxiliary verbs. Elided articles (`l'`)
are not among them: single letters are also names, as that of the language C.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

from search.folding import fold

_ENGLISH = """
a about above after again all also am an and any are aren't as at be because been before being below between both but by can can't
could couldn't did didn't do does doesn't doing don't down during each few for from further had hadn't has hasn't have haven't
having he he's her here here's hers herself him himself his how how's i i'd i'll i'm i've if in into is isn't it it's its itself
just me more most my myself no nor not now of off on once only or other our ours ourselves out over own same she she's should
shouldn't so some such than that that's the their theirs them themselves then there there's these they they'd they'll they're
they've this those through to too under until up upon us very was wasn't we we'd we'll we're we've were weren't what what's when
where where's which while who who's whom whose why will with won't would wouldn't you you'd you'll you're you've your yours yourself
yourselves
"""
_GERMAN = """
aber als am an auch auf aus bei beim bin bis bist da damit dann das dass dein deine deinem deinen deiner dem den denn der deren des
dessen dich die dies diese diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines er es euch euer eure für
habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jedem jeden jeder jedes
kann kein keine keinem keinen keiner können man mein meine meinem meinen meiner mich mir mit nach nicht noch nun nur ob oder ohne
sein seine seinem seinen seiner sich sie sind so um und uns unser unsere unter vom von vor war waren warum was weil welche welchem
welchen welcher welches wenn wer werde werden wie wieder wir wird wo wurde wurden zu zum zur zwischen über
"""
_FRENCH = """
ai aux avec ce ces cet cette comme dans de des du elle elles en est et eu eux il ils je la le les leur leurs lui ma mais me mes moi
mon même ne nos notre nous on ont ou où par pas pour pourquoi qu quand que quel quelle quelles quels qui sa sans se ses si son sont
sous sur ta te tes toi ton tu un une vos votre vous y à étaient était être
"""
_SPANISH = """
a al algo ante como con contra cual cuales cuando de del desde donde durante dónde e el ella ellas ellos en entre era eran es esa
esas ese eso esos esta estas este esto estos está están fue fueron ha han hasta hay la las le les lo los me mi mis muy más mí ni no
nos nosotros o os para pero por porque que quien quién qué se ser si sin sobre son su sus sí también te ti tu tus tú un una unas uno
unos y ya yo él
"""
_ITALIAN = """
a ad agli ai al alla alle anche che chi ci come con cui da dagli dai dal dalla dalle degli dei del della delle dello di dove e ed
era erano gli ha hanno ho i il in io l la le lei li lo loro lui ma mi mia mie miei mio ne negli nei nel nella nelle noi non nostra
nostro o per perché più quale quali quando quella quelle quelli quello questa queste questi questo se si sia sono su sua sue sugli
sui sul sulla sulle suo suoi tra tu tua tuo un una uno vi voi è
"""
_PORTUGUESE = """
a ao aos aquela aquele aqueles as até com como da das de dela dele deles depois do dos e ela elas ele eles em entre era eram essa
essas esse esses esta estas este estes está estão eu foi foram há isso isto já lhe lhes mais mas me mesmo meu meus minha minhas
muito na nas nem no nos nossa nosso num numa não nós o onde os ou para pela pelas pelo pelos por porque qual quando que quem se sem
ser seu seus sua suas só também te tem têm um uma você vocês às é
"""
_DUTCH = """
aan al als bij daar dan dat de deze die dit door dus een en er ge geen had heb hebben heeft het hier hij hoe hun iets ik in is ja je
kan maar me met mij mijn na naar niet nog nu of om omdat ons onze ook op over te tegen toch toen tot u uit uw van veel voor waar
waarom wanneer want waren was wat we wel welke werd wie wij worden wordt zal ze zelf zich zij zijn zo zonder zou
"""
_SWEDISH = """
alla allt att av blev bli blir dem den denna deras dess dessa det detta dig din dina ditt du där då efter ej eller en er ett från
för ha hade han hans har henne hennes hon honom hur här i icke ingen inte jag ju kan kunde man med mellan men mig min mina mitt mot
mycket ni nu när någon något några och om oss på samma sig sin sina sitt ska skulle som så till under upp ut utan vad var vara
varför vem vi vid vilka vilken vilket vår våra än är över
"""
_DANISH_NORWEGIAN = """
af alle alt at av ble blev bli bliver de dem den denne der deres det dette dig din disse dit dog du efter eg ei eller en er et etter
for fra hadde han hans har havde hende henne her hos hun hva hvad hvem hver hvilken hvis hvor hvordan hvorfor i ikke ikkje ind inn
jeg kan kunne man med meg men mig min mine mit mitt mod mot ned noe noen nogen noget nogle nu nå når og også om op opp os oss over
på seg sig sin sine skal skulle som så til ud under ut var ved vi vil ville vår være
"""
_FINNISH = """
ei eivät eli en enemmän ennen että he heidän heille hän hänelle hänen ja jo joiden joka jonka jos josta jota jotka koska kuin kuinka
kuka kun me meidän meille miksi mikä minulle minun minä missä mitä mukaan mutta myös ne niiden niin nyt ole oli olin olisi olivat
olla on ovat se sekä sen siis sille sinun sinä sitten sitä tai te teidän tuo tämä tämän tästä vaan vai vain vielä voi
"""
_RUSSIAN = """
а без бы был была были было быть в вам вас весь во вот все всё вы где да для до его ее если есть еще ещё её же за и из или им их к
как какая какие какой когда кто ли меня мне можно мой моя мы на над нас не него нет ни но ну о об однако он она они оно от по под
при про с сам свое свои свою себя со так также такой там то тобой только тот ту ты у уже хотя чего чем что чтобы чья эта эти это
этой этом этот я
"""
_UKRAINIAN = """
а або але б без би був була були було бути в вам вас ви вона вони воно все від він де для до ж з за зі й його коли мені ми на над
нас не немає ну ні о про та так також там ти то тут тільки у хто це цей ця ці що щоб я як яка який якщо які є і із її
"""
_POLISH = """
a ale bardzo bez by być był była było były co czy dla do gdy gdzie go i ich ja jak jaka jaki jakie jako je jego jej jest jeszcze
jeśli już każdy kiedy kto która które którego której który których którzy lub ma mi mnie na nad nam nas nie niż o od on ona one oni
oraz po pod przed przez przy się są ta tak także tam te tego tej ten to tu tych tylko tym w we wszystko z za ze że
"""
_CZECH = """
a aby ale ani asi až bez bude budou by byl byla byli bylo být co což do ho i jak jako jaké je jeho jej jejich její jen ještě ji jsem
jsme jsou já k kam kde kdo kdy když ke která které který ma mají me mezi mi my mám mít na nad ne nebo není než nám nás o od on ona
oni po pod podle pokud pro proto proč před při s se si ta tak také takže tam tato tedy ten tento to tu ty u už v ve však z za ze či
že
"""
_TURKISH = """
acaba ama ancak bana bazı belki ben beni benim bir biri biz bize bizim bu buna bunlar bunu bunun da daha de değil diye en gibi ha
hem hep her hiç ile ise için kadar ki kim mi mu mü mı nasıl ne neden nerede niçin o olan olarak oldu olduğu on ona onlar onu onun
sana sen seni senin siz size sizin tüm ve veya ya yani çok çünkü şey şu
"""

STOP_WORDS: dict[str, str] = {
    "cs": _CZECH,
    "da": _DANISH_NORWEGIAN,
    "de": _GERMAN,
    "en": _ENGLISH,
    "es": _SPANISH,
    "fi": _FINNISH,
    "fr": _FRENCH,
    "it": _ITALIAN,
    "nl": _DUTCH,
    "no": _DANISH_NORWEGIAN,
    "pl": _POLISH,
    "pt": _PORTUGUESE,
    "ru": _RUSSIAN,
    "sv": _SWEDISH,
    "tr": _TURKISH,
    "uk": _UKRAINIAN,
}
"""Code of a language (`search/subtags.py`) -> its stop words."""


SHARE = 0.2
"""A language counts that has at least this share of the posts of the commonest one: with a dozen German posts in an English archive,
`hat`, `die` and `man` stay words like any other."""


@functools.lru_cache(maxsize=64)
def _folded(lang: str) -> frozenset[str]:
    return frozenset(map(fold, STOP_WORDS.get(lang, "").split()))


def of(languages: Mapping[str | None, int]) -> frozenset[str]:
    """Return the stop words, in their folded forms, of an index with so many posts in each language; None is taken for English."""
    posts = Counter[str]()
    for lang, count in languages.items():
        posts[lang or "en"] += count
    least = SHARE * max(posts.values(), default=0)
    return frozenset().union(*(_folded(lang) for lang, count in posts.items() if count >= least))
