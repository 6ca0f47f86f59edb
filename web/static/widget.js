/* Backissues: search with filters on any page; see docs/your-site.md. What posts say is text, never markup.
   The state of a search is its address, and a filter is an address that an answer gave. */
"use strict";
{
const WORDS = {
  search: "Search", found: "Results: {n}", nothing: "No results", meant: "Did you mean", filters: "Filters", all: "All results",
  failed: "No answer", tag: "Tags", creator: "Creators", site: "Sites", lang: "Languages", date: "Dates",
};
const WAIT = 250, BUSY = 2000; // milliseconds after a key and until a busy server is asked again

const STYLE = `
:host { display: block; container-type: inline-size; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
* { margin: 0; padding: 0; border: 0; min-width: 0; background: none; font: inherit; color: inherit; }
form, fieldset { display: flex; gap: .4em; }
input, button { padding: .4em .8em; border: 1px solid var(--backissues-line, #888); border-radius: var(--backissues-radius, .4em); }
input, section { flex: 1; }
button, summary { cursor: pointer; }
button:hover, [aria-pressed=true] { background: var(--backissues-fill, #8883); }
:focus-visible { outline: 2px solid var(--backissues-accent, currentColor); outline-offset: 2px; }
ol { list-style: none; }
li, fieldset, summary { margin-bottom: 1em; }
a { color: var(--backissues-accent, inherit); text-underline-offset: .18em; }
li a, summary, legend, [aria-pressed=true] { font-weight: 600; }
small, details { font-size: .875em; }
small, .said { display: block; margin: .2em 0; color: var(--backissues-soft, inherit); }
.said:not(:empty) { margin: .8em 0; }
mark { background: var(--backissues-mark, #fc04); }
fieldset { flex-wrap: wrap; }
fieldset button { padding: .15em .6em; text-align: start; }
@container (width >= 40rem) {
  div { display: flex; gap: 2rem; }
  details { flex: 0 0 11rem; }
}`;

const attempt = act => { try { return act(); } catch {} };
const web = (text, base) => {
  const url = attempt(() => new URL(text, base));
  return /^https?:$/.test(url?.protocol) && url;
};
const code = lang => attempt(() => Intl.getCanonicalLocales(lang)[0]);
const make = (name, set, ...inside) => {
  const element = Object.assign(document.createElement(name), set);
  element.append(...inside);
  return element;
};
const marked = segments => segments.map(([text, on]) => on ? make("mark", {}, text) : text);

function printer(host, home) {
  const locale = code(host.closest("[lang]")?.lang);
  const word = name => host.getAttribute("text-" + name) ?? WORDS[name];
  const number = count => count.toLocaleString(locale);
  const facet = (name, { interval, years, values }, go) => {
    if (name == "date") values.reverse(); // the newest first
    const chosen = interval == "month" ? years.filter(year => year.selected) : [];
    const shown = [...chosen, ...values.filter(value => value.count + value.selected)].slice(0, 13);
    if (!shown[1] && !shown[0]?.selected) return "";
    return make("fieldset", {}, make("legend", {}, word(name)), ...shown.map(value => make("button", {
      value: name + value.value, ariaPressed: value.selected, onclick: () => go(value.toggle_url),
    }, make("bdi", {}, value.label ?? value.value), ` (${number(value.count)})`)));
  };
  const hit = ({ id, url, lang, date, site, creator, highlight: { title, body } }) => {
    lang = code(lang) ?? "";
    const day = date && new Date(date).toLocaleDateString(locale, { dateStyle: "medium", timeZone: "UTC" });
    return make("li", {},
      make("a", { lang, dir: "auto", href: web(url) || new URL("post/" + id, home) }, ...title[0] ? marked(title) : [url ?? id]),
      make("small", { dir: "auto" }, [day, site?.title, ...creator.slice(0, 3)].filter(Boolean).join(" \u00b7 ")),
      make("p", { lang, dir: "auto" }, ...marked(body)));
  };
  return { word, number, facet, hit };
}

function begin(host, home) {
  const { word, number, facet, hit } = printer(host, home);
  const names = (host.getAttribute("facets") ?? "tag creator site date") || "none", size = host.getAttribute("per-page") || 10;
  const first = new URL(`search.json?facet_size=8&per_page=${size}&facet=${names.replaceAll(" ", "&facet=")}`, home);
  let url = first, call, timer;

  const input = make("input", { type: "search", maxLength: 4096, dir: "auto", autocomplete: "off", ariaLabel: word("search") });
  const form = make("form", { role: "search" }, input, make("button", {}, word("search")));
  const said = make("p", { className: "said", role: "status" });
  const summary = make("summary"), facets = make("details");
  const hits = make("ol"), all = make("a", {}, word("all"));
  const body = make("div", { hidden: true }, facets, make("section", {}, hits, all));
  const sheet = new CSSStyleSheet(), root = host.attachShadow({ mode: "open" });
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  root.append(form, said, body);
  facets.open = host.clientWidth >= 640;

  const stop = () => clearTimeout(timer, call?.abort());
  const clear = () => {
    stop();
    url = first;
    said.textContent = input.value = "";
    body.hidden = true;
  };
  const show = ({ total, hits: found, facets: counted, links, suggestion }) => {
    const held = root.activeElement;
    said.textContent = word(total ? "found" : "nothing").replace("{n}", number(total));
    const take = () => go(suggestion.url, input.value = suggestion.q);
    if (suggestion) said.append(` \u00b7 ${word("meant")} `, make("button", { onclick: take }, suggestion.q));
    hits.replaceChildren(...found.map(hit));
    facets.replaceChildren(summary, ...Object.entries(counted).map(([name, values]) => facet(name, values, go)));
    all.href = new URL(links.html, home);
    const chosen = facets.querySelectorAll("[aria-pressed=true]").length;
    summary.textContent = word("filters") + (chosen ? ` (${chosen})` : "");
    facets.hidden = !summary.nextElementSibling;
    body.hidden = false;
    if (held) (held.isConnected ? held : facets.querySelector(`[value="${CSS.escape(held.value)}"]`) ?? input).focus();
  };
  const go = async address => {
    stop();
    const { signal } = call = new AbortController(), wanted = new URL(address, home);
    try {
      const ask = () => fetch(wanted, { signal, credentials: "omit" });
      let reply = await ask();
      if (reply.status == 503) reply = await new Promise(done => setTimeout(done, BUSY)).then(ask);
      show(await reply.json());
      url = wanted;
    } catch {
      if (!signal.aborted) said.textContent = word("failed");
    }
  };
  const typed = wait => { // without a wait the words are whole, and none ask for the newest posts
    if (wait && !input.value.trim()) return clear();
    stop();
    const next = new URL(url), asked = next.searchParams;
    asked.delete("match");
    asked.set("q", input.value);
    asked.set("prefix", wait && "last");
    timer = setTimeout(go, wait, next);
  };
  input.oninput = event => event.isComposing || typed(WAIT);
  input.addEventListener("compositionend", () => typed(WAIT));
  form.onsubmit = event => typed("", event.preventDefault());
  root.addEventListener("keydown", event => {
    const { key, target } = event, stops = [input, ...hits.querySelectorAll("a")], at = stops.indexOf(target);
    const next = key == "Escape" ? !body.hidden && input : at >= 0 && stops[at + { ArrowDown: 1, ArrowUp: -1 }[key]];
    if (!next || event.isComposing || event.altKey || event.shiftKey) return;
    if (key == "Escape") clear();
    next.focus();
    event.preventDefault(); // no scrolling; a dialog around stays open
  });
  return stop;
}

customElements.get("backissues-search") ?? customElements.define("backissues-search", class extends HTMLElement {
  connectedCallback() {
    const endpoint = this.getAttribute("endpoint"), home = endpoint && web(endpoint.replace(/\/?$/, "/"), document.baseURI);
    if (home && !this.shadowRoot) this.stop = begin(this, home); // else its content stays in sight
  }

  disconnectedCallback() {
    this.stop?.();
  }
});
}
