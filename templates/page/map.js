// The map's filters. Everything stands in the page already; this only hides.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const map = document.getElementById("map");
  let columns = [];
  const known = new WeakMap(); // what was read of a card, as long as it stands

  // index reads the map once, so that a key press need not.
  function index() {
    columns = Array.from(map.querySelectorAll(".column"), (column) => ({
      element: column, anchor: column.id, horizon: column.dataset.horizon,
      epics: Array.from(column.querySelectorAll(".epic"), (epic) => ({
        element: epic,
        card: card(epic.querySelector(".epic-card")),
        stories: Array.from(epic.querySelectorAll(".stories > li"), (li) => card(li.firstElementChild, li)),
      })),
    }));
  }

  function card(element, box) {
    if (known.has(element)) return known.get(element);
    const data = element.dataset;
    const one = {
      box: box || element, hidden: false, text: element.textContent.toLowerCase(),
      state: data.state, personas: " " + data.personas + " ", findings: data.findings !== "0",
    };
    known.set(element, one);
    return one;
  }

  function wanted() {
    const value = (name) => form.elements[name].value;
    return {
      words: value("text").toLowerCase().split(/\s+/).filter(Boolean),
      goal: value("goal"), persona: value("persona"), horizon: value("horizon"), state: value("state"),
    };
  }

  function fits(one, want) {
    if (want.state === "findings" ? !one.findings : want.state && one.state !== want.state) return false;
    if (want.persona && !one.personas.includes(" " + want.persona + " ")) return false;
    return want.words.every((word) => one.text.includes(word));
  }

  function show(one, visible) {
    if (one.hidden === !visible) return;
    one.hidden = !visible;
    one.box.hidden = !visible;
  }

  function filter() {
    const want = wanted();
    const narrow = want.words.length > 0 || want.persona || want.state;
    let count = 0;
    let columnsLeft = 0;
    let epicsFit = 0; // which a filter asks for by themselves
    for (const column of columns) {
      let visible = (!want.goal || want.goal === column.anchor) && (!want.horizon || want.horizon === column.horizon);
      let epicsLeft = 0;
      if (visible) {
        for (const epic of column.epics) {
          const fitting = epic.stories.filter((story) => fits(story, want));
          const fit = fits(epic.card, want);
          if (fit && narrow) epicsFit++;
          const keep = fitting.length > 0 || fit;
          epic.element.hidden = !keep;
          if (!keep) continue; // what is in it does not matter
          const left = new Set(fitting);
          for (const story of epic.stories) show(story, left.has(story));
          epicsLeft++;
          count += left.size;
        }
        visible = epicsLeft > 0 || !narrow;
      }
      column.element.hidden = !visible;
      if (visible) columnsLeft++;
    }
    const nothing = document.getElementById("nothing");
    if (nothing) nothing.hidden = columnsLeft > 0 || columns.length === 0;
    shown.textContent = (count === 1 ? "1 story" : count + " stories") + (epicsFit === 0 ? "" : epicsFit === 1 ? " and 1 epic" : ` and ${epicsFit} epics`);
    for (const button of document.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", String(button.dataset.filter === want.state));
  }

  function start() {
    index();
    filter();
  }

  // A count above the map shows what it counts, and all again when pressed anew.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-filter]");
    if (!button) return;
    form.elements.state.value = form.elements.state.value === button.dataset.filter ? "" : button.dataset.filter;
    filter();
  });

  // On paper everything is open, afterwards what was.
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = Array.from(map.querySelectorAll("details:not([open])"));
    opened.forEach((details) => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => requestAnimationFrame(filter));
  document.addEventListener("plotline:changed", start);
  start();
})();
