/* Only adds: without it every page still does its work. Listens on the document, so that
   what htmx swaps in needs no second call. */
(() => {
  "use strict";
  document.documentElement.classList.add("scripted"); // before the first paint: nothing shifts

  const on = (event, selector, act) =>
    document.addEventListener(event, (e) => {
      const found = e.target instanceof Element && e.target.closest(selector);
      if (found) act(found, e);
    });

  /* 常用语: <div class="phrases" data-for="id_opinion"><button type="button">同意。</button> */
  on("click", ".phrases[data-for] > button:not([name])", (button) => {
    const field = document.getElementById(button.parentElement.dataset.for);
    const words = button.dataset.phrase || button.textContent.trim();
    if (field.tagName === "TEXTAREA") {
      field.setRangeText(words, field.selectionStart, field.selectionEnd, "end");
    } else {
      field.value = words;
    }
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });

  on("click", "[data-dismiss]", (link, e) => {
    e.preventDefault();
    link.closest(".toast").remove();
  });

  /* What cannot be pressed stays reachable, so that its reason can be heard. */
  on("click", '[aria-disabled="true"]', (_, e) => e.preventDefault());

  on("change", ".drop input[type=file]", (input) => {
    const names = Array.from(input.files, (file) => file.name).join("、");
    input.closest(".drop").querySelector("[data-chosen]").textContent = names;
  });

  on("input", "[data-filter-for]", (box) => {
    const wanted = box.value.trim().toLowerCase();
    let found = 0;
    for (const line of document.getElementById(box.dataset.filterFor).children) {
      const known = `${line.textContent} ${line.dataset.pinyin || ""}`.toLowerCase();
      const fits = known.includes(wanted);
      line.hidden = !fits && !line.querySelector(":checked");
      found += fits && line.matches(":not(.tick-heading)");
    }
    const nothing = document.querySelector(`[data-nothing-in="${box.dataset.filterFor}"]`);
    if (nothing) nothing.hidden = found > 0;
  });
  on("keydown", "[data-filter-for]", (_, e) => {
    if (e.key === "Enter") e.preventDefault(); // finding is not sending
  });

  /* What is chosen already is seen, however long the list; it can be measured once its form is open. */
  function showChosen() {
    for (const chosen of document.querySelectorAll(".tick-list [type=radio]:checked")) {
      const list = chosen.closest(".tick-list");
      const below = chosen.closest("li").getBoundingClientRect().bottom - list.getBoundingClientRect().bottom;
      if (below > 0) list.scrollTop += below;
    }
  }
  addEventListener("load", showChosen);
  addEventListener("hashchange", showChosen);

  /* What is empty or wrong is said in the office's words, whatever language the browser speaks. */
  const faults = {
    valueMissing: "ifRequired",
    badInput: "ifInvalid",
    typeMismatch: "ifInvalid",
    patternMismatch: "ifInvalid",
    stepMismatch: "ifInvalid",
    rangeUnderflow: "ifMin",
    rangeOverflow: "ifMax",
  };

  function together(field) {
    const group = field.form?.elements.namedItem(field.name);
    return group instanceof RadioNodeList ? [...group] : [field];
  }

  const hush = (field) => together(field).forEach((each) => each.setCustomValidity?.(""));

  document.addEventListener(
    "invalid",
    (e) => {
      const field = e.target;
      field.setCustomValidity("");
      const fault = Object.keys(faults).find((each) => field.validity[each]);
      const words = field.dataset[faults[fault]];
      if (words) field.setCustomValidity(words);
    },
    true,
  );
  on("input", "input, select, textarea", hush);
  on("change", "input, select, textarea", hush);

  /* A fault nobody can see would keep the form back without a word: a fold that hides it opens,
     and what stays hidden is left for the office to answer. */
  function unfold(form) {
    const faulty = [...form.elements].filter((field) => {
      if (field.willValidate) field.setCustomValidity("");
      return field.willValidate && !field.validity.valid;
    });
    for (const field of faulty) {
      for (let fold = field.closest("details:not([open])"); fold; fold = field.closest("details:not([open])")) {
        fold.open = true;
      }
      if (!together(field).some((each) => each.checkVisibility())) form.noValidate = true;
    }
  }
  on("click", "button:not([type=button]):not([formnovalidate])", (button) => button.form && unfold(button.form));

  /* A menu closes when one looks elsewhere. */
  document.addEventListener("click", (e) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(e.target)) menu.open = false;
    }
  });

  on("click", ".menu-list a[href^='#']", (link) => {
    link.closest("details").open = false;
  });

  /* Show that it is on its way. The once-key, not this, keeps a second press from counting. */
  document.addEventListener("submit", (e) => {
    if (e.submitter && e.target.method === "post") e.submitter.setAttribute("aria-busy", "true");
  });

  /* What is at fault may lie below the edge of the screen: go there. */
  addEventListener("load", () => document.querySelector('[aria-invalid="true"]')?.focus());

  addEventListener("pageshow", (e) => {
    if (!e.persisted) return;
    for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
  });

  const writing = (e) => e.target instanceof Element && e.target.closest("input, textarea, select, [contenteditable]");

  function decide(e) {
    const open = document.querySelector("form.verb-panel:target") || document.querySelector("form.decide");
    const form = e.target.closest?.("form") || open;
    const button = form?.querySelector(".decide-acts .main, .verb-acts .button, .form-end .main");
    if (!button || button.getAttribute("aria-disabled") === "true") return;
    unfold(form);
    form.requestSubmit(button);
  }

  function follow(rel) {
    const link = document.querySelector(`a[rel~="${rel}"][href], link[rel~="${rel}"][href]`);
    if (link) location.assign(link.href);
  }

  function closeMenus() {
    for (const menu of document.querySelectorAll("details.menu[open]")) menu.open = false;
  }

  const keys = {
    j: () => follow("next"),
    k: () => follow("prev"),
    "/": (e) => {
      const search = document.querySelector(".topbar input[type=search]");
      if (search) {
        e.preventDefault();
        search.focus();
      }
    },
    Escape: closeMenus,
  };

  document.addEventListener("keydown", (e) => {
    if (e.isComposing) return; // pinyin being typed
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) return decide(e);
    if (e.ctrlKey || e.metaKey || e.altKey || writing(e)) return;
    keys[e.key.length === 1 ? e.key.toLowerCase() : e.key]?.(e);
  });
})();
