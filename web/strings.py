"""Strings: every text of the interface, in one place. Templates and formats hold none; a test says so.

What posts, tags and notices say is not from here: it comes from feeds and from `search`.
"""

from __future__ import annotations

from datetime import date

TEXTS: dict[str, str] = {
    "language": "en",
    "title_of_search": "{words} · {title}",
    "title_of_post": "{post} · {title}",
    "skip": "Skip to results",
    "search_label": "Search the archive",
    "search_placeholder": 'Words, "a phrase", -not, tag:name',
    "search_button": "Search",
    "newest_posts": "Newest posts",
    "nothing_found": "No post found",
    "for_words": "for {words}",
    "page_of": "page {page} of {pages}",
    "sort": "Sort by",
    "sort.relevance": "Relevance",
    "sort.newest": "Newest",
    "sort.oldest": "Oldest",
    "filters": "Filters",
    "filters_close": "Show results",
    "filters_chosen": "Chosen filters",
    "filter_remove": "Remove filter",
    "filters_clear": "Clear all",
    "filter_not": "not",
    "filter_exclude": "Exclude {label}",
    "filter_excluded": "excluded",
    "filter_more": "All {n}",
    "filter_most": "First {n} of {all}",
    "mode": "Posts with",
    "words.all": "all of the words",
    "words.any": "any of the words",
    "mode.any": "any of these",
    "mode.all": "all of these",
    "facet.tag": "Tags",
    "facet.creator": "Creators",
    "facet.site": "Sites",
    "facet.lang": "Languages",
    "facet.date": "Years",
    "chip.after": "From {day}",
    "chip.before": "Before {day}",
    "years_all": "All years",
    "untitled": "Untitled post",
    "undated": "No date",
    "as_indexed": "As indexed",
    "about_post": "About this post",
    "date.updated": "updated {day}",
    "date.snapshot": "seen {day}",
    "date_exact": "{day} {time} ({zone})",
    "why": "Why this result?",
    "why.word": "“{text}” {field}",
    "why.pair": "“{text}” side by side {field}",
    "why.title": "the title is about “{text}”",
    "why.in.title": "in the title",
    "why.in.body": "in the text",
    "why.in.tag": "in the tags",
    "why.in.creator": "in the name of a creator",
    "why_more": "and {n} smaller reasons",
    "tags": "Tags",
    "suggested.title": "Title, {posts}",
    "suggested.tag": "Tag, {posts}",
    "suggested.creator": "Creator, {posts}",
    "suggested.site": "Site, {posts}",
    "pages": "Pages",
    "previous": "Previous",
    "next": "Next",
    "first_page": "Go to the first page",
    "past_the_end": "There is no such page: the results end before it.",
    "empty_index": "The archive holds no posts yet.",
    "did_you_mean": "Did you mean",
    "try": "What may help",
    "try_spelling": "Check the spelling, or use fewer or more general words.",
    "try_prefix": "End a word with * to find all words that begin with it.",
    "try.word": "Search without {left_out}",
    "try.filter": "Search without {left_out}",
    "try.dates": "Search without the dates",
    "try.filters": "Search without filters",
    "try.match": "Find posts with any of the words",
    "try_newest": "Look through the newest posts",
    "bad_parameter": "{name}: {detail}. The usual value is taken instead.",
    "indexed": "indexed",
    "as_json": "JSON",
    "related": "Related posts",
    "related_shared": "both mention:",
    "post_original": "Read the original",
    "post_summary": "The feed carried only a summary of this post.",
    "post_feeds": "Found in",
    "post_updated": "Updated",
    "post_cuts": "What cleaning left out",
    "post_about.full": "This is the text that search looks at, without pictures and layout.",
    "post_about.snippet": "Search looks at the whole text of this post, without pictures and layout.",
    "post_about.none": "Search looks at the text of this post all the same.",
    "post_text.snippet": "Only the beginning of this post is shown here.",
    "post_text.none": "The text of this post is not shown here.",
    "post_empty": "The feed carried no text for this post.",
    "error_home": "Go to the newest posts",
    "error_detail.no-index": "Fill it by running this command, then load this page again:",
    "error_command.no-index": "backissues reindex FEED-OR-FOLDER",
    "error.400": "The request cannot be read",
    "error.404": "There is no such page",
    "error.405": "This address can only be read",
    "error.413": "The request is too large",
    "error.414": "The address is too long",
    "error.500": "Something went wrong",
    "error.other": "The request failed",
    "detail.404": "Nothing is at this address.",
    "detail.405": "Use GET or HEAD.",
    "detail.500": "The fault is ours; it is written in the log of the server.",
    "detail.overloaded": "too many searches at once; try again in a moment",
    "detail.no_post": "no post has the id {id}",
    "detail.no_facet": "there is no facet {name}; there are {all}",
    "bad.number": "must be a whole number from 1 to {most}, not {value}",
    "bad.one_of": "must be {allowed}, not {value}",
    "bad.year": "must be a year such as 2009, not {value}",
    "bad.month": "must be a month such as 2009-03, not {value}",
    "bad.date": "must be a date such as 2009, 2009-03 or 2009-03-01, not {value}",
    "bad.facet": "there is no facet {value}; there are {allowed}",
    "bad.filters": "at most {most} values may be chosen; none is",
    "bad.cursor": "goes with sort=newest or sort=oldest only",
    "bad.text": "what is filled in must be at most {most} characters, written as one search text",
    "ways": "More ways to search",
    "advanced": "Advanced search",
    "advanced_about": "What you fill in is written as one search text. It then stands in the search field, where you can change it.",
    "group.words": "Words",
    "group.places": "Where",
    "group.dates": "Dates",
    "group.rest": "More, as in the search field",
    "group.results": "Results",
    "group.kept": "Filters to keep",
    "input.all": "All of these words",
    "input.phrase": "This exact phrase",
    "input.any": "Any of these words",
    "input.none": "None of these words",
    "input.begins": "Words that begin with",
    "input.title": "In the title",
    "input.creator": "In the creator's name",
    "input.tag": "Tag",
    "input.site": "Site",
    "input.lang": "Language",
    "input.since": "From",
    "input.until": "To",
    "input.more": "Search text",
    "input.match": "Posts with",
    "input.sort": "Sort by",
    "kind.tag": "Tag",
    "kind.creator": "Creator",
    "kind.site": "Site",
    "kind.lang": "Language",
    "kind.date": "Date",
    "hint.phrase": "Next to each other, in this order",
    "hint.tag": "By its whole name",
    "hint.site": "By its address, such as example.org",
    "hint.since": "A year, month or day: 2009, 2009-03 or 2009-03-01",
    "hint.until": "To the end of that year, month or day",
    "hint.more": "As in the search field, such as body:rain or -tag:news",
    "match.auto": "All of the words; some too, if few posts have all",
    "match.all": "All of the words",
    "match.any": "Any of the words",
    "lang_any": "Any language",
    "problem": "{name}: {detail}.",
    "help": "Search tips",
    "help_live": "The examples are made of words, tags and dates of this archive. Each leads to its results.",
    "help_fixed": "There are no posts yet to take examples from.",
    "help_words": "A word also finds its other forms, such as the plural. Capitals and most accents do not matter. Where many "
    "posts have all the words, just these are found; else also posts that have some, the best first.",
    "help_tip": "You type",
    "help_finds": "You find posts",
    "help_notices": "What a note above the results means",
    "tip.words": "with both words, anywhere: in the title, the text, the tags or the creators' names",
    "tip.phrase": "with these words next to each other, in this order and in these forms",
    "tip.not": "with the first word and not the other. A minus or NOT excludes a word, a phrase, a group or a field",
    "tip.or": "with either word. OR is written in capitals, like AND and NOT",
    "tip.group": "with the first word and either of the others",
    "tip.and": "with both words, the same as without AND",
    "tip.prefix": "with words that begin so. The * works at the end of a word",
    "tip.title": "with this in the title. A field stands before a word, a phrase or a group",
    "tip.body": "with this word in the text",
    "tip.creator": "with these words in a creator's name. author: is the same",
    "tip.tag": "with this tag, by its whole name; with a minus, without it. category: is the same",
    "tip.site": "of this site",
    "tip.lang": "in this language, by its code",
    "tip.after": "from this year, month or day on",
    "tip.before": "from before this year, month or day",
    "tip.date": "from this year, month or day, or from a span of them",
    "notice.unknown-field": "A word stands before a colon and is no field. It was searched as text.",
    "notice.bad-date": "The date cannot be read. It was searched as text.",
    "notice.empty-field": "A field without a value was ignored.",
    "notice.unclosed-quote": "A quotation mark was not closed. The phrase was taken to reach to the end.",
    "notice.unbalanced-parentheses": "Parentheses without their partner were ignored or closed.",
    "notice.dangling-operator": "An operator with nothing to join was ignored.",
    "notice.leading-wildcard": "A * works at the end of a word only and was ignored.",
    "notice.nothing-to-search": "There is nothing to search for in this piece, as in ***.",
    "notice.too-many-terms": "Only the first 256 terms were searched for.",
    "notice.too-deep": "Groups more than 5 deep were taken apart.",
    "notice.prefix-cut": "More words begin so than were looked at; the most frequent were.",
    "notice.relaxed": "Few posts have all of the words; posts with some of them are shown too.",
    "notice.bad-parameter": "A part of the address cannot be used; the usual value was taken.",
    "serving": "Backissues is at {url} (stop it with Ctrl-C)",
}
"""Texts by key; `{name}` is filled in by `text`."""

COUNTED: dict[str, tuple[str, str]] = {
    "results": ("{n} result", "{n} results"),
    "posts": ("{n} post", "{n} posts"),
    "times": ("once", "{n} times"),
}
"""Texts with a number: for one, and for any other."""

EXAMPLE: dict[str, str] = {
    "one": "rain", "two": "barrel", "other": "cask", "phrase": "rain barrel", "start": "barr", "creator": '"Ada Lovelace"',
    "tag": "weather", "site": "example.org", "lang": "en", "year": "2009", "month": "2009-03", "first": "2007",
}  # fmt: skip
"""Parts of the examples of the search tips where the archive has none of its own."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

LANGUAGES: dict[str, str] = {
    "af": "Afrikaans", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati",
    "he": "Hebrew", "hi": "Hindi", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada", "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian",
    "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian",
    "sh": "Serbo-Croatian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "st": "Sesotho", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Filipino", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese",
}  # fmt: skip
"""English names of the languages that are detected, stemmed or often declared; any other is shown by its code."""


def text(key: str, **values: object) -> str:
    """Return the text of that key with the values filled in."""
    return TEXTS[key].format(**values)


def counted(key: str, n: int) -> str:
    """Return the text of that key for `n` things."""
    one, other = COUNTED[key]
    return (one if n == 1 else other).format(n=number(n))


def number(n: int) -> str:
    """Return the number with thousands apart."""
    return f"{n:,}"


def day(when: date) -> str:
    """Return the day as people write it: `1 March 2009`."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def partial_day(value: str) -> str:
    """Return a date or part of one as people write it: `2009-03-01` is `1 March 2009`, `2009-03` is `March 2009`; a year stays."""
    year, *rest = value.split("-")
    if not rest or not rest[0].isdecimal():
        return value
    name = f"{MONTHS[int(rest[0]) - 1]} {year}"
    return name if len(rest) == 1 else f"{int(rest[1])} {name}" if rest[1].isdecimal() else value.replace("T", " ")


def language(code: str) -> str:
    """Return the name of the language, or its code."""
    return LANGUAGES.get(code, code)
