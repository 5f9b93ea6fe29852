/* A small map of numbers: every district a link, with a circle whose area is its number.
 *
 * Comes in: outlines, numbers and addresses as plain data. Goes out: the parameters that the reader asks for.
 * Refuses to be the only way: the same links stand below it as a list.
 */

const SVG = "http://www.w3.org/2000/svg";

function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function district(outline, row, go, say) {
  const plain = linkTo("", row.parameters, row.name, go);
  const link = shape("a", { href: plain.href, "aria-label": row.label, "data-place": row.place, class: "district" });
  if (row.chosen) link.setAttribute("aria-current", "true");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go({ page: "", parameters: row.parameters });
  });
  for (const kind of ["pointerenter", "focus"]) link.addEventListener(kind, () => say(row.label));
  for (const kind of ["pointerleave", "blur"]) link.addEventListener(kind, () => say(""));
  link.append(shape("path", { d: outline.path, "fill-rule": "evenodd" }));
  return link;
}

// Above all districts, or a neighbour would cut a piece off a circle. The links themselves say the numbers.
function counts(outlines, rows) {
  const marks = shape("g", { "aria-hidden": "true", class: "counts" });
  const shown = outlines.filter((outline) => outline.radius);
  for (const { across, down, radius } of shown) marks.append(shape("circle", { cx: across, cy: down, r: radius }));
  for (const { across, down, place } of shown) {
    const number = shape("text", { x: across, y: down });
    number.textContent = rows[place].number;
    marks.append(number);
  }
  return marks;
}

function drawing(data, rows, go, say) {
  const figure = element("figure", "");
  // All drawings shrink by the same share, so that their scale stays the same.
  figure.style.width = `min(${data.width}px, ${100 * data.share}cqw)`;
  const picture = shape("svg", { viewBox: `0 0 ${data.width} ${data.height}`, role: "group", "aria-label": data.name });
  // What is chosen comes last, or its neighbours cover its outline.
  const ordered = [...data.outlines].sort((a, b) => rows[a.place].chosen - rows[b.place].chosen);
  ordered.forEach((outline) => picture.append(district(outline, rows[outline.place], go, say)));
  picture.append(counts(data.outlines, rows));
  figure.append(element("figcaption", "", data.name), picture);
  return figure;
}

function asList(data, go) {
  const more = element("details", "as-list");
  const list = element("ul", "");
  data.rows.forEach((row) => {
    const line = element("li", "");
    const link = linkTo("", row.parameters, row.name, go);
    if (row.chosen) link.setAttribute("aria-current", "true");
    line.append(link, element("span", "number", `${row.number}${row.chosen ? ", chosen" : ""}`));
    list.append(line);
  });
  more.append(element("summary", "", "The same as a list"), list);
  return more;
}

function nowhere(data, go) {
  const more = element("details", "nowhere");
  const list = element("ul", "");
  data.items.forEach((item) => {
    const line = element("li", "");
    line.append(linkTo("", item.parameters, item.text, go));
    list.append(line);
  });
  more.append(element("summary", "", data.title), element("p", "note", data.words), list);
  if (data.more) more.append(element("p", "note", data.more));
  return more;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".counts_map");
  const rows = Object.fromEntries(data.rows.map((row) => [row.place, row]));
  const said = element("p", "reading");
  const say = (words) => { said.textContent = words || data.resting; };
  say("");
  const drawings = element("div", "drawings");
  data.drawings.forEach((one) => drawings.append(drawing(one, rows, go, say)));
  const parts = [element("h2", "", data.title), drawings, said, element("p", "note", data.hint)];
  if (data.every) parts.push(linkTo("", { district: [], page: [], dispute: [] }, data.every, go));
  parts.push(asList(data, go));
  if (data.nowhere) parts.push(nowhere(data.nowhere, go));
  root.replaceChildren(...parts);
}
