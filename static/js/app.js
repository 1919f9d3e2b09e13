// Enhancement only: every page works without this file.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");

  // --- What is typed is kept: when the panel closes, and when a change draws its surroundings anew. ---

  const drafts = new Map();
  const boxes = () => document.querySelectorAll("[data-draft] textarea");
  const keepDrafts = () => boxes().forEach((box) => drafts.set(box.form.action, box.value));

  function bringDrafts() {
    for (const box of boxes()) if (!box.value) box.value = drafts.get(box.form.action) || "";
  }

  panel?.addEventListener("close", keepDrafts);

  // --- Before and after a change: the menu and the panel close, focus goes where the next step is. ---

  document.addEventListener("htmx:beforeRequest", (event) => {
    const from = event.detail.elt;
    if (from.id === "more" && document.querySelectorAll("[data-page]").length >= 8) {
      event.preventDefault(); // The page stays small: from here on the link leads to a page of its own.
      return;
    }
    from.closest?.(".menu:popover-open")?.hidePopover();
  });

  let height = 0; // Of what is about to be replaced, in pixels.

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { requestConfig: { elt: from }, target, xhr } = event.detail;
    keepDrafts();
    height = target.getBoundingClientRect().height;
    target.removeAttribute("style"); // Ours, of a deleted one's place: htmx would carry it over, which the page's rules forbid.
    if (xhr.status < 400 && from.matches("[data-draft]")) drafts.delete(from.action);
    if ((xhr.status < 400 || xhr.status === 409) && from.matches("[data-closes-panel]")) panel.close();
  });

  // Signing in again, in another tab, changed the token that this page's forms carry.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const token = document.cookie.match(/(?:^|; )csrftoken=(\w+)/)?.[1];
    if (token && detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = token;
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const { target, requestConfig, xhr } = event.detail;
    const from = requestConfig?.elt;
    if (!from?.matches || from.matches("#count, #more, [data-quiet]")) return;
    bringDrafts();
    const drawn = byId(target.id);
    if (drawn && target.dataset.page) drawn.dataset.page = target.dataset.page;
    if (drawn && target.id === current) drawn.classList.add("is-current");
    // Nothing moves under the pointer: what says that a lead is deleted is as high as the lead was.
    if (drawn?.matches("[data-gone]")) drawn.style[drawn.matches("tr") ? "blockSize" : "minBlockSize"] = `${height}px`;
    if (drawn?.matches("[data-item], [data-gone]")) undoable = drawn.querySelector("[data-undo]") ? drawn.id : "";
    if (xhr.getResponseHeader("HX-Reswap") === "none") return;
    // Not after a note was added: who closed the panel meanwhile wants it closed.
    if (target.id === "panel-body" && !panel.open && (requestConfig.verb === "get" || xhr.status >= 400)) panel.showModal();
    focusAfter(from, drawn);
  });

  function focusAfter(from, drawn) {
    const box = panel?.open && panel.querySelector("#panel-body :is(textarea, select, input[type=radio])");
    const wanted = from.dataset.focus;
    const next = box || (wanted && (drawn?.querySelector(wanted) || byId("notices").querySelector(wanted)));
    const lost = !document.activeElement || document.activeElement === document.body;
    if (next) next.focus();
    else if (lost || from.matches("[data-undo]")) (drawn?.querySelector("[data-status]") || drawn?.querySelector("a, button"))?.focus();
  }

  // --- What the server says is shown where the eyes are: in the panel while it covers the page. ---

  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target, fragment } = event.detail;
    if (panel?.open && ["notices", "alerts"].includes(target.id) && fragment.childElementCount) event.detail.target = byId("panel-notices");
  });

  function say(what) {
    const problem = byId("problem");
    const notice = problem.content.cloneNode(true);
    notice.querySelector("p").textContent = problem.dataset[what];
    byId(panel?.open ? "panel-notices" : "alerts").replaceChildren(notice);
  }

  document.addEventListener("htmx:sendError", () => say("unreachable"));
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status >= 500) say("broken");
  });

  // --- Small things: copy, dismiss, Ctrl+Enter, arrow keys in menus. ---

  async function copy(button) {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
      const said = byId("said");
      said.textContent = button.dataset.done = said.dataset.copied;
      button.classList.add("is-done");
      setTimeout(() => {
        said.textContent = "";
        button.classList.remove("is-done");
      }, 1500);
    } catch {
      say("uncopied"); // Browsers allow it on https and on this very machine only.
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.copy !== undefined) copy(button);
    else if (button?.dataset.dismiss !== undefined) button.closest(".notice").remove();
  });

  document.addEventListener("click", (event) => {
    // The second half of a double click, which would hit what has come under the pointer since.
    if (event.detail > 1 && event.target.closest("button.delete, [data-gone] button")) event.preventDefault();
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.target.closest?.("[data-submit-keys]")?.requestSubmit();
    }
    const menu = event.target.closest?.(".menu:popover-open");
    if (menu && !menu.matches(".filter") && ["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) {
      const items = [...menu.querySelectorAll(".menu-item")];
      const at = items.indexOf(document.activeElement);
      const next = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
      items.at(next % items.length).focus();
      event.preventDefault();
    }
  });

  const enter = (menu) => menu?.querySelector(".menu-item")?.focus();

  document.addEventListener("toggle", (event) => {
    if (event.newState === "open" && event.target.matches?.(".menu:not(.filter)")) enter(event.target);
  }, true);

  // --- Back returns to the same lead: the address remembers the page that it was on. ---

  function addressOf(item) {
    let page = item;
    while (page && !page.dataset.page) page = page.previousElementSibling;
    return page && `${page.dataset.page}#at-${item.id.replace(/^(card|row)-/, "")}`;
  }

  function remember(item) {
    const address = addressOf(item);
    if (!address) return;
    history.scrollRestoration = "manual"; // The page that comes back is shorter: the lead counts, not the distance.
    history.replaceState(null, "", address);
  }

  function comeBack() {
    const item = byId(location.hash.slice(1))?.closest("[data-item]");
    item?.scrollIntoView({ block: "center" });
    item?.querySelector("[data-open]").focus({ preventScroll: true });
  }

  comeBack();

  // Cards and list show the same place: the lead that has the focus, else the first in the window once it was scrolled.
  function keepPlace(link) {
    const first = scrollY > 0 && items().find((item) => item.getBoundingClientRect().top >= 0);
    const address = addressOf(here() || first || null);
    if (!address) return;
    const to = new URL(address, location.href);
    to.searchParams.set("view", link.dataset.view);
    link.href = to;
  }

  document.addEventListener("click", (event) => {
    const view = event.target.closest(".views a[data-view]");
    if (view && !event.ctrlKey && !event.metaKey && !event.shiftKey) keepPlace(view);
    const link = event.target.closest("[data-item] a[href]");
    if (link && !link.hasAttribute("hx-get") && link.origin === location.origin && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      remember(link.closest("[data-item]"));
    }
  });

  // --- The keyboard (EXPERIENCE: never while typing; the profile can turn it off). ---

  let current = ""; // The id of the card or row that j and k have reached.
  let undoable = ""; // The id of the last deleted one's place, while nothing else was done.
  const items = () => [...document.querySelectorAll("[data-item]")];
  const here = () => document.activeElement?.closest("[data-item]") || document.querySelector(`[data-item][id="${current}"]`) || document.querySelector("[data-lead]");

  function step(by) {
    const beside = document.querySelector(by > 0 ? "[data-lead] [data-next]" : "[data-lead] [data-previous]");
    if (beside) beside.click();
    const all = items();
    if (!all.length) return;
    const place = here() || document.activeElement?.closest("[data-gone]") || byId(current); // What was deleted keeps its place.
    const before = all.filter((item) => place && item.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING).length;
    const next = all[before] === place || by < 0 ? before + by : before;
    const item = all[Math.min(Math.max(next, 0), all.length - 1)];
    current = item.id;
    all.forEach((other) => other.classList.toggle("is-current", other === item));
    item.querySelector("[data-open]").focus();
    item.scrollIntoView({ block: "nearest" });
  }

  const press = (selector) => here()?.querySelector(selector)?.click();

  function pressStatus() {
    press("[data-status]");
    enter(document.querySelector(".menu:popover-open")); // Now: “toggle” comes later than a quick next key.
  }

  function writeNote() {
    const box = document.querySelector("[data-lead] .note-form textarea");
    if (box) box.focus();
    else press("[data-notes]");
  }

  function latestUndo() {
    const places = [byId(undoable), byId("notices"), document.querySelector(".notices")];
    return places.map((place) => place?.querySelector("[data-undo] button")).find(Boolean);
  }

  const keys = {
    "/": () => byId("search")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    s: pressStatus,
    n: writeNote,
    o: () => press("[data-owner]"),
    u: () => latestUndo()?.click(),
    v: () => document.querySelector(".views a:not([aria-current])")?.click(),
    "?": () => byId("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const busy = document.querySelector("dialog[open], .menu:popover-open");
    if (!document.body.hasAttribute("data-shortcuts") || typing || busy || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (keys[event.key]) {
      event.preventDefault();
      keys[event.key]();
    }
  });
})();
