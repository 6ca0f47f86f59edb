// A box that finds values inside a long facet and fills the facet's own list with them.

import { asker, counted, element, listen, number, say } from "./ask.js";

const used = new WeakSet();

export function use(box) {
	if (used.has(box)) return;
	used.add(box);
	const list = box.closest(".facet").querySelector("ul");
	const before = [...list.children];
	const ask = asker((answer) => answer && show(answer));
	listen(box, { input: typed, compositionend: typed, keydown: pressed });
	if (box.value) typed({}); // while this was loaded; else the focus may be in the list

	function typed({ isComposing }) {
		if (isComposing) return;
		const contains = box.value.trim();
		const address = new URL(box.dataset.values, location);
		address.searchParams.set("contains", contains);
		ask(contains && address);
		if (!contains) list.replaceChildren(...before);
	}

	function show({ facet, values }) {
		const said = values.length ? counted(box.dataset, values.length) : box.dataset.none;
		list.replaceChildren(...(values.length ? values.map((value) => item(facet, value)) : [said]));
		say(said);
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

// The page for an address of JSON; with a value, the page without it.
function page(url, facet, value) {
	const { pathname, searchParams } = new URL(url, location);
	if (facet) {
		searchParams.delete(facet, value);
		searchParams.append(`exclude.${facet}`, value);
	}
	return pathname.replace(/search\.json$/, "search?") + searchParams;
}
