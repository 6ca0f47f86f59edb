// The search field as a combobox (ARIA 1.2).

import { asker, counted, element, listen, say } from "./ask.js";

const list = element("suggestions");
const { dataset } = list;
const ask = asker((answer) => show(answer?.suggestions ?? []));
let field;
let found = [];
let at = -1;

export function use(host) {
	if (field) return;
	field = host;
	Object.assign(field, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
	field.setAttribute("aria-controls", list.id);
	listen(field, { input: typed, compositionend: typed, keydown: pressed, blur: close });
	listen(list, {
		mousedown: (event) => event.preventDefault(), // the field keeps the focus
		click: ({ target }) => target !== list && take([...list.children].indexOf(target.closest("li"))),
	});
	if (field.value !== field.defaultValue) typed({}); // while this was loaded
}

function typed({ isComposing }) {
	if (isComposing) return;
	// The form carries the filters: a tag is one more of them.
	if (field.value.trim()) ask(`${dataset.address}?${new URLSearchParams(new FormData(field.form))}`);
	else close();
}

function show(suggestions) {
	found = document.activeElement === field ? suggestions : [];
	list.replaceChildren(...found.map(option));
	list.hidden = !found.length;
	field.ariaExpanded = !list.hidden;
	mark(-1);
	if (found.length) say(counted(dataset, found.length));
}

function option({ kind, text, count }, place) {
	const [item, name, about] = ["li", "bdi", "small"].map((tag) => document.createElement(tag));
	name.textContent = text;
	about.textContent = dataset[kind].replace("{n}", counted({ one: dataset.post, many: dataset.posts }, count));
	item.append(name, " ", about);
	return Object.assign(item, { id: `${list.id}-${place}`, role: "option" });
}

function mark(place) {
	at = place;
	for (const [n, item] of [...list.children].entries()) item.ariaSelected = n === at;
	field.setAttribute("aria-activedescendant", list.children[at]?.id ?? "");
	list.children[at]?.scrollIntoView({ block: "nearest" });
}

function close() {
	ask();
	show([]);
}

function pressed(event) {
	if (event.isComposing || event.keyCode === 229) return; // 229: Safari's last key of a composition
	const step = event.shiftKey ? 0 : { ArrowDown: 1, ArrowUp: -1 }[event.key];
	const round = found.length + 1; // beyond either end is the field itself
	if (step && list.hidden) typed(event);
	else if (step) mark(((at + 1 + step + round) % round) - 1);
	else if (event.key === "Enter" && at >= 0) take(at);
	else if (event.key === "Escape") list.hidden ? element("results")?.focus() : close();
	else return event.key === "Enter" && close();
	event.preventDefault();
}

function take(place) {
	location.assign(found[place].url);
	close();
}
