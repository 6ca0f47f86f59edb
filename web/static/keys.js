// The keys of a page, and the dialog that tells of them.

const dialog = document.getElementById("keys");

export function use(host, { type }, kept) {
	if (type !== "click") return;
	if (host.type === "checkbox") kept("keys", host.checked ? "" : "off");
	else help(kept);
}

export function pressed(key, kept, apart) {
	const links = [...document.querySelectorAll(".hits h2 a, .pages a")];
	const at = links.findIndex((link) => (link.closest("li") ?? link).contains(document.activeElement));
	if (key === "?") help(kept);
	else if (key === "/" || (key === "Escape" && at >= 0)) search();
	else if (at >= 0) links[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
	else if (key === "ArrowDown" && apart) links.find((link) => link.getBoundingClientRect().top >= 0)?.focus(); // the first in sight
}

function search() {
	const field = document.getElementById("q");
	field.focus();
	field.select();
}

function help(kept) {
	dialog.querySelector("input").checked = !kept("keys");
	dialog.showModal();
}
