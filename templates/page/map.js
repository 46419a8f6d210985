// The map's filters. Everything stands in the page already; this only hides.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  const map = document.getElementById("map");
  let columns = [];

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
    const data = element.dataset;
    return {
      box: box || element, hidden: false, text: element.textContent.toLowerCase(),
      state: data.state, personas: " " + data.personas + " ", findings: data.findings !== "0",
    };
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
    for (const column of columns) {
      let visible = (!want.goal || want.goal === column.anchor) && (!want.horizon || want.horizon === column.horizon);
      let epicsLeft = 0;
      if (visible) {
        for (const epic of column.epics) {
          let left = 0;
          for (const story of epic.stories) {
            const fit = fits(story, want);
            show(story, fit);
            if (fit) left++;
          }
          const keep = left > 0 || fits(epic.card, want);
          epic.element.hidden = !keep;
          if (keep) epicsLeft++;
          count += left;
        }
        visible = epicsLeft > 0 || !narrow;
      }
      column.element.hidden = !visible;
      if (visible) columnsLeft++;
    }
    const nothing = document.getElementById("nothing");
    if (nothing) nothing.hidden = columnsLeft > 0 || columns.length === 0;
    shown.textContent = count === 1 ? "1 story" : count + " stories";
  }

  function start() {
    index();
    filter();
  }

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => requestAnimationFrame(filter));
  document.addEventListener("plotline:changed", start);
  window.addEventListener("beforeprint", () => map.querySelectorAll(".card details").forEach((d) => { d.open = true; }));
  start();
})();
