const PAUSE = 150; // milliseconds

// Asks while someone types: an answer that was overtaken is dropped, a failure is null.
export function asker(answered) {
	let timer;
	let control;

	return (address) => {
		clearTimeout(timer);
		control?.abort();
		if (!address) return;
		const { signal } = (control = new AbortController());
		timer = setTimeout(async () => {
			let answer = null;
			try {
				const response = await fetch(address, { signal });
				if (response.ok) answer = await response.json();
			} catch {}
			if (!signal.aborted) answered(answer);
		}, PAUSE);
	};
}

export function element(id) {
	return document.getElementById(id);
}

export function listen(target, listeners) {
	for (const kind in listeners) target.addEventListener(kind, listeners[kind]);
}

export function number(n) {
	return n.toLocaleString("en");
}

// Texts are patterns of the page: for one thing, and for others.
export function counted({ one, many }, n) {
	return (n === 1 ? one : many).replace("{n}", number(n));
}

export function say(text) {
	element("said").textContent = text;
}
