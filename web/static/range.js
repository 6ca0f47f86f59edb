// A range of the histogram: two clicks while the button is pressed, or Shift and arrow keys from a bar, then Enter. The form has
// the rest of the search; `before` is the first day after the range.

import { listen, say } from "./ask.js";

let figure;
let button;
let bars;
let from = -1; // places among the bars
let to = -1;

export function use(host, event) {
	if (figure) return;
	figure = host;
	button = figure.querySelector("[aria-pressed]");
	bars = [...figure.querySelectorAll("a[data-from]")].sort((a, b) => (a.dataset.from < b.dataset.from ? -1 : 1));
	listen(figure, { click: clicked, keydown: pressed, pointerover: reached, focusin: reached });
	if (event.type === "click") clicked(event);
}

function place({ target }) {
	return bars.indexOf(target.closest("a"));
}

function mark(one, other) {
	[from, to] = [one, other];
	for (const [at, bar] of bars.entries()) bar.toggleAttribute("data-in", one >= 0 && (at - one) * (at - other) <= 0);
}

function reached(event) {
	if (from >= 0 && place(event) >= 0) mark(from, place(event));
}

function clicked(event) {
	const at = place(event);
	const on = button.ariaPressed === "true";
	if (button.contains(event.target)) {
		mark(-1, -1);
		button.ariaPressed = String(!on);
		if (!on) say(figure.dataset.first);
	} else if (at >= 0 && (on || from >= 0)) {
		event.preventDefault();
		if (from >= 0) return go();
		mark(at, at);
		say(figure.dataset.second.replace("{start}", bars[at].dataset.from));
	}
}

function pressed(event) {
	const at = place(event);
	const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
	if (event.key === "Escape") {
		mark(-1, -1);
		button.ariaPressed = "false";
	} else if (step && at >= 0) {
		event.preventDefault();
		if (event.shiftKey && from < 0) mark(at, at);
		bars[at + step]?.focus();
	}
}

function go() {
	const form = figure.querySelector("form");
	const asked = new URLSearchParams(new FormData(form));
	const [first, last] = [from, to].sort((a, b) => a - b).map((at) => bars[at].dataset);
	asked.set("after", first.from);
	asked.set("before", last.to);
	location.assign(`${form.action}?${asked}`);
}
