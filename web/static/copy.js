// Copies the text that a button names, and says so.

import { element, say } from "./ask.js";

export async function use(button, { type }) {
	const { textContent: label, dataset } = button;
	if (type !== "click" || label === dataset.copied) return;
	await navigator.clipboard.writeText(element(dataset.copy).textContent);
	say((button.textContent = dataset.copied));
	setTimeout(() => (button.textContent = label), 2000);
}
