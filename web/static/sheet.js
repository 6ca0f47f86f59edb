// The filters of a narrow page, open while the address ends in their name.

import { element, listen } from "./ask.js";

const sheet = element("filters");
// Out of reach while it is open.
const below = [...sheet.parentElement.children, ...document.body.children].filter(
	(each) => !each.contains(sheet) && !each.matches("dialog, [role=status]"),
);
let open = false;
let ours = false; // opened from this page

export function use(opener, { type }) {
	ours ||= type === "click";
}

function sync() {
	const wanted = getComputedStyle(sheet).position === "fixed" && sheet.matches(":target, :has(:target)");
	if (wanted === open) return;
	open = wanted;
	for (const each of below) each.inert = open;
	if (!open) document.querySelector(".open").focus();
	else if (!sheet.contains(document.activeElement)) sheet.focus();
}

function close(event) {
	event.preventDefault();
	if (ours) history.back();
	else location.replace("#results");
}

listen(sheet, { click: (event) => event.target.closest(".shut") && close(event) });
listen(window, {
	keydown: (event) => open && event.key === "Escape" && !event.defaultPrevented && close(event),
	hashchange: sync,
	resize: sync,
});
sync();
