/* A table whose every number leads to what stands behind it.
 *
 * Comes in: columns and cells as plain data. Goes out: the page and parameters that the reader asks for.
 * Refuses to read markup: every word is written through textContent.
 */

function partOf(part, go) {
  if (part.claims) return behind(part, go);
  const classes = [part.style, part.here ? "here" : ""].filter(Boolean).join(" ");
  if (part.page === undefined) {
    const words = element("span", classes, part.text);
    if (part.language) words.lang = part.language;
    return words;
  }
  const link = linkTo(part.page, part.parameters, part.text, go);
  if (classes) link.className = classes;
  if (part.label) link.setAttribute("aria-label", part.label);
  return link;
}

// A number that opens to the claims it counts.
function behind(part, go) {
  const box = element("details", "");
  const list = element("p", "small");
  part.claims.forEach((id) => list.append(linkTo("claim", { claim: [id] }, id, go), " "));
  if (part.more) list.append(element("span", "", part.more));
  box.append(element("summary", part.style || "", part.text), list);
  return box;
}

function cellOf(cell, column, go) {
  const box = element(cell.head ? "th" : "td", column.long ? "long" : "");
  box.setAttribute("role", cell.head ? "rowheader" : "cell");
  if (cell.head) box.scope = "row";
  box.dataset.label = column.label;
  for (const parts of cell.lines) {
    const line = element("span", "line");
    parts.forEach((part) => line.append(partOf(part, go), " "));
    box.append(line);
  }
  return box;
}

function rowOf(row, columns, go) {
  const line = element("tr", row.few ? "few" : "");
  line.setAttribute("role", "row");
  row.cells.forEach((cell, index) => line.append(cellOf(cell, columns[index], go)));
  return line;
}

// What is not there stands last either way: it is neither the most nor the least.
function inOrder(rows, index, falling) {
  const turn = falling ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one.cells[index].sort, other.cells[index].sort];
    if (a === null || b === null) return (a === null) - (b === null);
    return turn * (typeof a === "number" ? a - b : a.localeCompare(b));
  });
}

function tableOf(data, go) {
  const table = element("table", "");
  table.setAttribute("role", "table");
  if (data.caption) table.append(element("caption", "", data.caption));
  const head = element("thead", "");
  const names = element("tr", "");
  const body = element("tbody", "");
  head.setAttribute("role", "rowgroup");
  names.setAttribute("role", "row");
  body.setAttribute("role", "rowgroup");
  const draw = (rows) => body.replaceChildren(...rows.map((row) => rowOf(row, data.columns, go)));
  data.columns.forEach((column, index) => {
    const name = element("th", column.long ? "long" : "", data.sortable ? "" : column.label);
    name.scope = "col";
    name.setAttribute("role", "columnheader");
    if (column.help) name.title = column.help;
    if (data.sortable) name.append(sorter(data, index, names, name, draw));
    names.append(name);
  });
  head.append(names);
  draw(data.rows);
  table.append(head, body);
  return table;
}

function sorter(data, index, names, name, draw) {
  const column = data.columns[index];
  const button = element("button", "", column.label);
  button.type = "button";
  name.setAttribute("aria-sort", column.sorted || "none");
  button.addEventListener("click", () => {
    const before = name.getAttribute("aria-sort");
    const falling = before === "none" ? Boolean(column.number) : before === "ascending";
    for (const other of names.children) other.setAttribute("aria-sort", "none");
    name.setAttribute("aria-sort", falling ? "descending" : "ascending");
    draw(inOrder(data.rows, index, falling));
  });
  return button;
}

function contents(data, go) {
  const made = [];
  if (data.choices.length) {
    const line = element("p", "choices");
    data.choices.forEach((part) => line.append(partOf(part, go)));
    made.push(line);
  }
  if (data.empty) made.push(element("p", "", data.empty));
  if (data.rows.length) {
    const wide = element("div", data.reflow ? "wide reflow" : "wide");
    wide.tabIndex = 0;
    wide.setAttribute("role", "region");
    wide.setAttribute("aria-label", data.caption || data.title || data.fold);
    wide.append(tableOf(data, go));
    made.push(wide);
  }
  if (data.pager.length) {
    const line = element("p", "pager");
    data.pager.forEach((part) => line.append(partOf(part, go)));
    made.push(line);
  }
  return made;
}

// The list may stand far from the number that was chosen: it comes to the reader, and tells a screen reader so.
function bringHere(root, title, choice) {
  const before = root.dataset.choice;
  root.dataset.choice = choice;
  if (before === undefined || before === choice || !choice) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  requestAnimationFrame(() => {
    title.focus({ preventScroll: true });
    root.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  });
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".track");
  const made = [];
  if (data.title) {
    const title = element("h3", "", data.title);
    title.tabIndex = -1;
    made.push(title);
  }
  if (data.fold) {
    const fold = element("details", "fold");
    fold.open = Boolean(root.querySelector(".fold")?.open) || data.open;
    fold.append(element("summary", "", data.fold), ...contents(data, go));
    made.push(fold);
  } else {
    made.push(...contents(data, go));
  }
  root.replaceChildren(...made);
  if (data.title) bringHere(root, made[0], data.choice);
}
