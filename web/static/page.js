// In the head of every page, for the theme stands before anything is drawn. The rest is loaded when first used.

(() => {
	const KEYS = ["/", "?", "ArrowDown", "ArrowUp", "Escape"];
	const FIELDS = "input, textarea, select, button, summary, dialog, [contenteditable]";
	const memory = {};

	function kept(name, value, kind = "local") {
		let store = memory; // where storage is refused, a choice lasts for one page
		try {
			store = window[`${kind}Storage`];
		} catch {}
		const key = `backissues.${name}`;
		if (value !== undefined) store[key] = value;
		return store[key] || "";
	}

	function paint() {
		const theme = (document.documentElement.dataset.theme = kept("theme"));
		for (const each of document.querySelectorAll("[data-theme-choice]")) each.ariaPressed = each.dataset.themeChoice === theme;
	}

	function find(hook) {
		return document.querySelector(hook);
	}

	function load(name) {
		return import(`./${name}.js`);
	}

	function used(event) {
		const host = event.target.closest?.("[data-use]");
		if (host) load(host.dataset.use).then((module) => module.use(host, event, kept));
	}

	function plain(event) {
		return !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
	}

	function clicked(event) {
		used(event);
		const { themeChoice } = event.target.dataset;
		if (themeChoice !== undefined) paint(kept("theme", themeChoice));
		const link = event.target.closest("a[href]");
		const place = link?.closest(".desk [id]");
		if (!place || link.closest(".hits, .pages") || !plain(event)) return;
		// The next page has the focus on this link, or in its place.
		kept("place", JSON.stringify([bare(link), `#${place.id}`, named(link), !event.detail]), "session");
	}

	function arrived() {
		const [address, place, name, focusVisible] = JSON.parse(kept("place", undefined, "session") || "[]");
		kept("place", "", "session");
		if (address !== bare()) return;
		const links = [...document.querySelectorAll(`${place} a[href]:not(.hits *)`)];
		for (const each of [links.find((link) => named(link) === name), find(place), links[0], find(".open"), find("#results")]) {
			each?.focus({ focusVisible });
			if (each === document.activeElement) return;
		}
	}

	function bare(link) {
		return new URL(link?.getAttribute("href") ?? "", location).href.split("#")[0];
	}

	function named(link) {
		return link.dataset.from ?? (link.parentElement.querySelector("bdi") ?? link).textContent.trim();
	}

	// A key alone works outside of fields only, and can be switched off (WCAG 2.1.4).
	function pressed(event) {
		used(event);
		const { key, target } = event;
		if (!KEYS.includes(key) || !plain(event) || target.closest?.(FIELDS) || kept("keys")) return;
		const apart = target === document.body || target.id === "results";
		const moving = key === "ArrowDown" && apart ? find(".hits") : key.startsWith("Arrow") && target.closest?.(".hits, .pages");
		if (!key[1] || moving) event.preventDefault();
		load("keys").then((module) => module.pressed(key, kept, apart));
	}

	paint();
	addEventListener("click", clicked);
	addEventListener("focusin", used);
	addEventListener("keydown", pressed);
	addEventListener("pageshow", () => {
		paint();
		if (find("aside:target, aside :target")) load("sheet");
	});
	addEventListener("DOMContentLoaded", () => {
		for (const each of document.querySelectorAll("[data-live]")) each.hidden = each.dataset.copy && !navigator.clipboard;
		arrived();
		const news = find("[data-announce]");
		// A live region is read out when it changes.
		if (news) setTimeout(() => (find("#said").textContent ||= news.innerText), 500);
	});
})();
