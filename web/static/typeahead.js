// A box that finds values of a long facet for its list.

import { asker, counted, element, listen, number, say } from "./ask.js";

const used = new Set();

export function use(box) {
	if (used.has(box)) return;
	used.add(box);
	const list = box.closest(".facet").querySelector("ul");
	const before = [...list.children];
	const ask = asker((answer) => answer && show(answer));
	listen(box, { input: typed, compositionend: typed, keydown: pressed });
	if (box.value) typed({}); // else the focus may be in the list

	function typed({ isComposing }) {
		if (isComposing) return;
		const contains = box.value.trim();
		const address = new URL(box.dataset.values, location);
		address.searchParams.set("contains", contains);
		ask(contains && address);
		if (!contains) list.replaceChildren(...before);
	}

	function show({ facet, values, distinct, truncated, links }) {
		const said = distinct ? counted(box.dataset, distinct) : box.dataset.none;
		list.replaceChildren(...(distinct ? values.map((value) => item(facet, value)) : [said]));
		say(said);
		if (!truncated) return;
		const [line, way] = ["li", "a"].map((tag) => document.createElement(tag));
		line.append(Object.assign(way, { href: page(links.self), textContent: said }));
		list.append(line);
	}

	function pressed(event) {
		if (event.isComposing) return;
		if (event.key === "ArrowDown") list.querySelector("a")?.focus();
		else if (event.key === "Escape" && box.value) typed((box.value = ""));
		else return;
		event.preventDefault();
	}
}

function item(facet, { value, label, count, selected, excluded, toggle_url: url }) {
	const made = element("choice").content.firstElementChild.cloneNode(true);
	const [link, not] = made.querySelectorAll("a");
	link.href = page(url);
	link.querySelector("bdi").textContent = label;
	if (selected) link.ariaCurrent = "true";
	made.className = selected ? "on" : excluded ? "off" : "";
	made.querySelector("small").textContent = number(count);
	not.href = page(url, facet, value);
	not.title = not.ariaLabel = not.ariaLabel.replace("{label}", () => label);
	for (const each of made.querySelectorAll(excluded ? "small, .not" : "[data-excluded]")) each.remove();
	return made;
}

// The page for an address of JSON, as long as this one; with a value, the page without it.
function page(url, facet, value) {
	const { pathname, searchParams } = new URL(url, location);
	for (const [name, size] of new URLSearchParams(location.search)) if (/_/.test(name)) searchParams.set(name, size);
	if (facet) {
		searchParams.delete(facet, value);
		searchParams.append(`exclude.${facet}`, value);
	}
	return pathname.replace(/\.json$/, "?") + searchParams;
}
