/* Filters: days, window, parties, types, layers.
 *
 * Comes in: the record and what is asked for. Goes out: what the reader changes.
 * Refuses to offer a code that no claim of the page has.
 */
"use strict";

window.claimatlasFilters = (function () {
  const { element } = window.claimatlasLinks;
  const { counted } = window.claimatlasDays;
  const NONE = { parties: [], types: [], from: null, to: null, known: null };

  function field(label, control) {
    const box = element("label", "field");
    box.append(element("span", "", label), control);
    return box;
  }

  function dayField(page, label, name) {
    const control = element("input", "");
    control.type = "date";
    control.min = page.record.first;
    if (name === "on") control.max = page.record.isoOf(page.record.days - 1);
    control.addEventListener("change", () => {
      const day = control.value ? page.record.dayOf(control.value) : null;
      if (name === "on" && (day === null || !control.checkValidity())) control.sync();
      else page.ask({ [name]: day });
    });
    control.sync = () => (control.value = page.asked[name] === null ? "" : page.record.isoOf(page.asked[name]));
    return field(label, control);
  }

  function windowField(page) {
    const control = element("select", "");
    for (const days of page.record.windows) {
      const option = element("option", "", days === null ? "No limit" : counted(days, "day"));
      option.value = days === null ? "all" : days;
      control.append(option);
    }
    control.addEventListener("change", () => page.ask({ window: control.value === "all" ? null : Number(control.value) }));
    control.sync = () => (control.value = page.asked.window === null ? "all" : page.asked.window);
    return field("Window", control);
  }

  // A list of boxes to tick that folds away.
  function choices(page, label, options, name, said) {
    const box = element("details", "choices");
    const summary = element("summary", "");
    const list = element("div", "");
    list.setAttribute("role", "group");
    list.setAttribute("aria-label", label);
    const boxes = options.map(([value, words]) => {
      const control = element("input", "");
      control.type = "checkbox";
      control.addEventListener("change", () => {
        const wanted = new Set(page.asked[name]);
        wanted[control.checked ? "add" : "delete"](value);
        page.ask({ [name]: options.map(([one]) => one).filter((one) => wanted.has(one)) });
      });
      const line = element("label", "");
      line.append(control, element("span", "", words));
      list.append(line);
      return [value, control];
    });
    box.sync = () => {
      boxes.forEach(([value, control]) => (control.checked = page.asked[name].includes(value)));
      const named = options.filter(([value]) => page.asked[name].includes(value)).map(([, words]) => words);
      summary.textContent = `${label}: ${said(named)}`;
    };
    // What is open closes when the reader goes on elsewhere.
    document.addEventListener("pointerdown", ({ target }) => box.contains(target) || (box.open = false));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.open) return;
      box.open = false;
      summary.focus();
    });
    box.append(summary, list);
    return box;
  }

  function present(page, column, codes) {
    return [...new Set(page.record.claims[column])].sort((a, b) => a - b).map((place) => [place, codes[place][1]]);
  }

  function build(page, form) {
    const { codes } = page.record;
    const anyOf = (named) => named.join(", ") || "all";
    const ofAll = (named) => `${named.length} of ${codes.layers.length}`;
    const reset = element("button", "", "Clear filters");
    reset.type = "button";
    reset.addEventListener("click", () => page.ask(NONE));
    reset.sync = () => (reset.disabled = ["parties", "types"].every((name) => !page.asked[name].length) && ["from", "to", "known"].every((name) => page.asked[name] === null));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.append(
      dayField(page, "On", "on"), windowField(page), dayField(page, "Known by", "known"), dayField(page, "Events from", "from"), dayField(page, "Events to", "to"),
      choices(page, "Party", present(page, "party", codes.parties), "parties", anyOf),
      choices(page, "Claim type", present(page, "type", codes.types), "types", anyOf),
      choices(page, "Layers", codes.layers.map(([code, label]) => [code, label]), "layers", ofAll),
      reset,
    );
  }

  function sync(form) {
    for (const node of form.querySelectorAll("*")) if (node.sync) node.sync();
  }

  return { build, sync };
})();
