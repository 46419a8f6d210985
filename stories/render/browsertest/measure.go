package browsertest

import "fmt"

// FirstPaint is a script that says after how many milliseconds the page first
// showed something.
const FirstPaint = `new Promise((done) => new PerformanceObserver((list, observer) => {
	for (const entry of list.getEntriesByName("first-contentful-paint")) {
		observer.disconnect();
		done(entry.startTime);
	}
}).observe({type: "paint", buffered: true}))`

// FilterTime is a script that sets filters, a list of names and values, one
// after the other, and gives the milliseconds that the slowest took until the
// page was laid out anew.
func FilterTime(filters string) string {
	return fmt.Sprintf(`(async () => {
	const form = document.getElementById("filters");
	const times = [];
	for (const [name, value] of %s) {
		form.elements[name].value = value;
		const from = performance.now();
		form.dispatchEvent(new Event("input", {bubbles: true}));
		document.body.getBoundingClientRect();
		document.querySelector(".columns").scrollHeight;
		times.push(performance.now() - from);
		await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	}
	return Math.max(...times);
})()`, filters)
}
