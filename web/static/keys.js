// The keys of a page, and the dialog that tells of them.

const dialog = document.getElementById("keys");

export function use(host, { type }, kept) {
	if (type !== "click") return;
	if (host.type === "checkbox") kept("keys", host.checked ? "" : "off");
	else help(kept);
}

export function pressed(key, kept) {
	const here = document.activeElement;
	const links = [...document.querySelectorAll(".hits h2 a")];
	const at = links.findIndex((link) => link.closest("li").contains(here));
	if (key === "?") help(kept);
	else if (key === "/" || (key === "Escape" && at >= 0)) search();
	else if (at >= 0) links[at + (key === "ArrowDown" ? 1 : -1)]?.focus();
	else if (key === "ArrowDown" && (here === document.body || here.id === "results")) {
		// From the middle of a page, the first result in sight.
		(links.find((link) => link.getBoundingClientRect().top >= 0) ?? links[0])?.focus();
	}
}

function search() {
	const field = document.getElementById("q");
	field.focus();
	field.select();
}

function help(kept) {
	dialog.querySelector("[data-keys]").checked = !kept("keys");
	dialog.showModal();
}
