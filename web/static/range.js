// A range of bars: two clicks while the button is pressed, or Shift and arrow keys, then Enter.

import { listen, say } from "./ask.js";

let figure;
let button;
let bars;
let from = -1; // the first end, a place among the bars

export function use(host, event) {
	figure ?? start(host);
	if (event.type === "keydown" && !event.defaultPrevented) pressed(event); // before this was there
	if (event.type !== "click" || !button.contains(event.target)) return;
	press(button.ariaPressed !== "true");
	if (button.ariaPressed === "true") say(figure.dataset.first);
}

function start(host) {
	figure = host;
	button = figure.querySelector("[aria-pressed]");
	bars = [...figure.querySelectorAll("a[data-from]")].sort((a, b) => (a.dataset.from < b.dataset.from ? -1 : 1));
	listen(figure, { click: clicked, keydown: pressed, pointerover: reached, focusin: reached });
}

function place({ target }) {
	return bars.indexOf(target.closest("a"));
}

function mark(one, other) {
	from = one;
	for (const [at, bar] of bars.entries()) bar.toggleAttribute("data-in", from >= 0 && (at - from) * (at - other) <= 0);
}

function reached(event) {
	if (from >= 0 && place(event) >= 0) mark(from, place(event));
}

function clicked(event) {
	const at = place(event);
	if (at >= 0 && from >= 0) lead(at);
	else if (at >= 0 && button.ariaPressed === "true") {
		event.preventDefault();
		mark(at, at);
		say(figure.dataset.second.replace("{start}", bars[at].ariaLabel));
	}
}

function press(on) {
	button.ariaPressed = on;
	mark(-1, -1);
}

function pressed(event) {
	const at = bars.indexOf(document.activeElement);
	const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
	if (event.key === "Escape") press(false);
	if (!step || at < 0) return;
	event.preventDefault();
	if (event.shiftKey && from < 0) mark(at, at);
	bars[at + step]?.focus();
}

// For this click the bar is a link to the range.
function lead(at) {
	const bar = bars[at];
	const href = bar.getAttribute("href");
	const form = figure.querySelector("form");
	const asked = new URLSearchParams(new FormData(form));
	const [first, last] = [from, at].sort((a, b) => a - b).map((place) => bars[place].dataset);
	asked.set("after", first.from);
	asked.set("before", last.to);
	bar.setAttribute("href", `${form.action}?${asked}`);
	setTimeout(() => {
		bar.setAttribute("href", href);
		press(false);
	});
}
