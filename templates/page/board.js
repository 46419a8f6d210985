// What can be done on the board. Every write goes to the server, which does
// what the commands do; then the map is drawn anew from the files.
(() => {
  "use strict";
  const token = document.querySelector('meta[name="plotline-token"]').content;
  const map = document.getElementById("map");
  const said = document.getElementById("said");
  const dialogs = {
    talk: document.getElementById("talk-dialog"), edit: document.getElementById("edit-dialog"),
    pain: document.getElementById("pain-dialog"), reading: document.getElementById("reading-dialog"),
    plan: document.getElementById("plan-dialog"),
  };

  class Failed extends Error {
    constructor(status, body) {
      super(body.error || "the board did not answer");
      this.status = status;
      this.body = body;
    }
  }

  function request(path, body) {
    return fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Plotline-Token": token },
      body: JSON.stringify(body || {}),
    });
  }

  async function read(response) {
    const text = await response.text();
    let body = { error: text };
    try { body = JSON.parse(text); } catch { /* a plain refusal */ }
    if (!response.ok) throw new Failed(response.status, body);
    return body;
  }

  // answered waits for the board, and says so where there is none any more.
  async function answered(promise) {
    try {
      return await promise;
    } catch {
      throw new Failed(0, { error: "the board does not answer; is plotline board still running?" });
    }
  }

  const post = async (path, body) => read(await answered(request(path, body)));

  function tell(text) {
    const line = document.createElement("p");
    line.textContent = text;
    said.replaceChildren(line);
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => said.replaceChildren(), 6000);
  }

  // refresh draws anew what changed on the map: epics that the page has stay as
  // they are, with what is open in them, and so does the keyboard's place.
  async function refresh(focus) {
    const epics = new Map(Array.from(map.querySelectorAll(".epic"), (epic) => [epic.dataset.print, epic]));
    const open = Array.from(map.querySelectorAll(".card details[open]"), (d) => d.closest(".card").id);
    let html;
    try {
      const response = await answered(request("/map", { has: [...epics.keys()] }));
      if (!response.ok) await read(response);
      html = await answered(response.text());
    } catch (error) {
      tell(error.message);
      return;
    }
    // What scrolls is the page on a small window, the map on a large one.
    const places = [document.scrollingElement, map].map((pane) => [pane, pane.scrollLeft, pane.scrollTop]);
    const now = new DOMParser().parseFromString(html, "text/html");
    for (const id of ["map", "summary"]) {
      const fresh = document.importNode(now.getElementById(id), true);
      for (const place of fresh.querySelectorAll(".epic[data-kept]")) place.replaceWith(epics.get(place.dataset.print));
      document.getElementById(id).replaceChildren(...fresh.childNodes);
    }
    for (const id of open) {
      const details = document.getElementById(id)?.querySelector("details");
      if (details) details.open = true;
    }
    document.dispatchEvent(new Event("plotline:changed"));
    for (const [pane, left, top] of places) pane.scrollTo({ left, top, behavior: "instant" });
    if (focus) focusOn(focus);
    map.dataset.drawn = String(Number(map.dataset.drawn || 0) + 1);
  }

  function focusOn({ id, action }) {
    const card = cardOf(id);
    const target = card?.querySelector(`[data-do="${action}"]`) || card?.querySelector("[data-do]");
    if (target) target.focus({ preventScroll: true });
  }

  const cardOf = (id) => Array.from(map.querySelectorAll(".card")).find((card) => card.dataset.id === id);
  const seen = (card) => ({ id: card.dataset.id, version: card.dataset.version });
  const titleOf = (card) => card.querySelector("h3, h4").textContent;

  // act does a write that needs no dialog.
  async function act(card, action, path, body, done) {
    try {
      await post(path, body);
      tell(done);
    } catch (error) {
      tell(error.message);
      card.querySelectorAll("select").forEach(unchoose);
    }
    await refresh({ id: card.dataset.id, action });
  }

  // unchoose puts a choice back that was refused.
  function unchoose(select) {
    select.selectedIndex = Array.from(select.options).findIndex((option) => option.defaultSelected);
  }

  // boxOf is what moves when a card does: an epic takes its stories along.
  const boxOf = (card) => card.closest(card.dataset.kind === "epic" ? ".epic" : "li");

  function place(card, step) {
    const box = boxOf(card);
    let other = step < 0 ? box.previousElementSibling : box.nextElementSibling;
    while (other && (other.hidden || !other.querySelector(".card"))) {
      other = step < 0 ? other.previousElementSibling : other.nextElementSibling;
    }
    const beside = other && other.querySelector(".card").dataset.id;
    if (!beside) {
      tell(step < 0 ? "it is the first already" : "it is the last already");
      return;
    }
    const body = step < 0 ? { id: card.dataset.id, before: beside } : { id: card.dataset.id, after: beside };
    act(card, step < 0 ? "up" : "down", "/place", body, `moved ${titleOf(card)}`);
  }

  // Dragging does what the arrows do, in one go: a story within its epic, an
  // epic within its goal.
  let dragged = null;

  // over gives the box under the pointer that the dragged one can stand beside.
  function over(event) {
    if (!dragged) return null;
    const own = boxOf(dragged);
    let box = event.target.closest(dragged.dataset.kind === "epic" ? ".epic" : "li");
    while (box && box.parentElement !== own.parentElement) box = box.parentElement.closest("li, .epic");
    return box && box !== own && box.querySelector(".card") ? box : null;
  }

  const upperHalf = (box, event) => {
    const place = box.getBoundingClientRect();
    return event.clientY < place.top + place.height / 2;
  };

  function unmark() {
    map.querySelectorAll(".drop-before, .drop-after").forEach((box) => box.classList.remove("drop-before", "drop-after"));
  }

  map.addEventListener("dragstart", (event) => {
    if (!event.target.closest?.(".grip")) return;
    dragged = event.target.closest(".card");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", titleOf(dragged));
    event.dataTransfer.setDragImage(dragged, 10, 10);
    boxOf(dragged).classList.add("dragged");
  });
  map.addEventListener("dragover", (event) => {
    unmark();
    const box = over(event);
    if (!box) return;
    event.preventDefault(); // it may be dropped here
    box.classList.add(upperHalf(box, event) ? "drop-before" : "drop-after");
  });
  map.addEventListener("drop", (event) => {
    const box = over(event);
    if (!box) return;
    event.preventDefault();
    const beside = box.querySelector(".card").dataset.id;
    const side = upperHalf(box, event) ? "before" : "after";
    act(dragged, "edit", "/place", { id: dragged.dataset.id, [side]: beside }, `moved ${titleOf(dragged)}`);
  });
  map.addEventListener("dragend", () => {
    unmark();
    if (dragged) boxOf(dragged)?.classList.remove("dragged");
    dragged = null;
  });

  // ask shows a dialog and gives it what to do when it is sent.
  function ask(dialog, send) {
    dialog.querySelector(".problem").textContent = "";
    dialog.send = send;
    dialog.showModal();
    const first = dialog.querySelector("input:not([type=date])");
    if (!first) return;
    first.setSelectionRange(0, 0); // a long title shows its beginning
    first.scrollLeft = 0;
  }

  for (const dialog of Object.values(dialogs)) {
    dialog.querySelector("form").addEventListener("submit", async (event) => {
      event.preventDefault();
      const problem = dialog.querySelector(".problem");
      problem.textContent = "";
      try {
        await dialog.send(new FormData(event.target));
      } catch (error) {
        problem.textContent = error.message;
      }
    });
  }

  function talk(card, action) {
    const dialog = dialogs.talk;
    document.getElementById("talk-name").textContent = action === "ask" ? "Ask the product manager" : "Answer";
    dialog.querySelector(".about").textContent = titleOf(card);
    dialog.querySelector("form").reset();
    ask(dialog, async (form) => {
      await post("/" + action, { ...seen(card), text: form.get("text") });
      dialog.close();
      tell(action === "ask" ? "asked" : "answered");
      await refresh({ id: card.dataset.id, action });
    });
  }

  function addCriterion(dialog, text) {
    const list = dialog.querySelector(".criteria");
    const area = document.createElement("textarea");
    area.name = "criterion";
    area.rows = Math.min(6, Math.max(2, Math.ceil(text.length / 80)));
    area.setAttribute("aria-label", `Criterion ${list.children.length + 1}`);
    area.value = text;
    list.append(area);
    return area;
  }

  async function edit(card) {
    const dialog = dialogs.edit;
    const form = dialog.querySelector("form");
    const conflict = dialog.querySelector(".conflict");
    const fill = (sheet) => {
      form.elements.title.value = sheet.title;
      form.elements.narrative.value = sheet.narrative;
      dialog.querySelector(".criteria").replaceChildren();
      sheet.criteria.forEach((text) => addCriterion(dialog, text));
      dialog.seen = { id: sheet.id, version: sheet.version };
      conflict.hidden = true;
    };
    try {
      fill(await read(await answered(fetch("/item?id=" + encodeURIComponent(card.dataset.id)))));
    } catch (error) {
      tell(error.message);
      return;
    }
    dialog.theirs = () => fill(dialog.conflict);
    ask(dialog, async (data) => {
      const words = {
        title: data.get("title"), narrative: data.get("narrative"),
        criteria: data.getAll("criterion"),
      };
      try {
        await post("/edit", { ...dialog.seen, ...words });
      } catch (error) {
        if (error.status !== 409 || !error.body.theirs) throw error;
        dialog.conflict = error.body.theirs;
        conflict.querySelector("pre").textContent = error.body.theirs.file;
        conflict.hidden = false;
        conflict.querySelector("button").focus();
        throw error;
      }
      dialog.close();
      tell("saved");
      await refresh({ id: card.dataset.id, action: "edit" });
    });
  }

  function addToRoadmap(dialog, path, shape) {
    dialog.querySelector("form").reset();
    ask(dialog, async (form) => {
      await post(path, shape(form));
      dialog.close();
      tell("added to the roadmap");
      await refresh();
    });
  }

  const opens = {
    "pain-dialog": () => addToRoadmap(dialogs.pain, "/pain-point", (form) => Object.fromEntries(form)),
    "reading-dialog": () => addToRoadmap(dialogs.reading, "/reading", (form) => {
      const [goal, metric] = form.get("metric").split(" ");
      return { goal, metric, on: form.get("on"), value: form.get("value") };
    }),
  };

  async function plan() {
    const dialog = dialogs.plan;
    const shown = dialog.querySelector(".plan");
    const button = dialog.querySelector('[data-do="push"]');
    const bar = dialog.querySelector(".push");
    shown.textContent = "Reading the tickets …";
    button.disabled = true;
    bar.hidden = true;
    let digest = "";
    ask(dialog, () => push(dialog, digest));
    try {
      for await (const [name, value] of follow("/plan")) {
        if (name === "wait") {
          shown.textContent = waiting(value);
        } else {
          shown.innerHTML = value.html; // made by the server's templates
          digest = value.digest;
          button.disabled = !value.ready;
        }
      }
    } catch (error) {
      shown.textContent = "";
      dialog.querySelector(".problem").textContent = error.message;
    }
  }

  async function push(dialog, digest) {
    const bar = dialog.querySelector(".push");
    const progress = bar.querySelector("progress");
    const output = bar.querySelector("output");
    dialog.querySelector('[data-do="push"]').disabled = true;
    bar.hidden = false;
    progress.value = 0;
    output.textContent = "starting";
    let far = "";
    try {
      for await (const [name, value] of follow("/push", { digest })) {
        if (name === "progress") {
          progress.max = value.total || 1;
          progress.value = value.done;
          far = `${value.done} of ${value.total}: `;
          output.textContent = far + value.doing;
        } else if (name === "wait") {
          output.textContent = far + waiting(value);
        } else {
          progress.value = progress.max;
          output.textContent = `${value.created} created, ${value.updated} updated, ${value.closed} closed, ${value.failed} failed`;
          dialog.querySelector(".problem").textContent = value.tickets.filter((t) => t.error).map(failure).join("\n");
        }
      }
    } finally {
      await refresh();
    }
  }

  // waiting says how long, until when by the reader's clock, and why.
  function waiting({ seconds, reason }) {
    const until = new Date(Date.now() + seconds * 1000).toLocaleTimeString();
    return `waiting ${seconds} s, until ${until}: ${reason}`;
  }

  // failure says of one ticket what went wrong.
  function failure(ticket) {
    const card = cardOf(ticket.id);
    return `${card ? titleOf(card) : ticket.key || ticket.id}: ${ticket.error}`;
  }

  // follow asks for something that takes a while and gives each event on the
  // way to it. What failed, and a board that went away, are errors.
  async function* follow(path, body) {
    const response = await answered(request(path, body));
    if (!response.ok) await read(response);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await answered(reader.read());
      if (done) return;
      rest += value;
      const parts = rest.split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const [name, data] = part.split("\n");
        const told = JSON.parse(data.slice("data: ".length));
        if (name === "event: failed") throw new Failed(0, told);
        yield [name.slice("event: ".length), told];
      }
    }
  }

  const does = {
    accept: (card) => act(card, "ask", "/accept", seen(card), `accepted ${titleOf(card)}`),
    ask: (card) => talk(card, "ask"),
    answer: (card) => talk(card, "answer"),
    edit,
    up: (card) => place(card, -1),
    down: (card) => place(card, 1),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.open) opens[button.dataset.open]();
    if ("close" in button.dataset) button.closest("dialog").close();
    if (button.dataset.do === "plan") plan();
    if (button.dataset.do === "criterion") addCriterion(dialogs.edit, "").focus();
    if (button.dataset.do === "theirs") dialogs.edit.theirs();
    if (button.dataset.do === "mine") {
      dialogs.edit.seen.version = dialogs.edit.conflict.version;
      dialogs.edit.querySelector(".conflict").hidden = true;
      dialogs.edit.querySelector("form").requestSubmit();
    }
    const card = button.closest(".card");
    if (card && does[button.dataset.do]) does[button.dataset.do](card);
  });

  map.addEventListener("change", (event) => {
    const select = event.target.closest('select[data-do="move"]');
    if (!select) return;
    const card = select.closest(".card");
    act(card, "move", "/move", { key: select.dataset.key, status: select.value }, `${select.dataset.key} is in ${select.value}`);
  });
})();
