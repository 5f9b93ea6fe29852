/* How to read the map: open until the reader folds it, which the browser alone remembers. */

const READ = "claimatlas.guide";

function kept() {
  try {
    return localStorage.getItem(READ);
  } catch {
    return null; // a browser that keeps nothing
  }
}

function keep(state) {
  try {
    localStorage.setItem(READ, state);
  } catch {
    // a browser that keeps nothing
  }
}

function draw(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

// The marks of the map, as large as in its legend.
function sampleOf(kind, { colours, faded }) {
  const box = draw("svg", { width: 30, height: 18, viewBox: "0 0 30 18", "aria-hidden": "true" });
  const area = (x, width, fill, opacity = 1) => draw("rect", { x, y: 0, width, height: 18, fill, "fill-opacity": opacity });
  const stripe = (x, stroke, width) => draw("path", { d: `M${x} 20 L${x + 22} -2`, stroke, "stroke-width": width });
  const samples = {
    one: () => [area(0, 30, colours.one), ...[-18, -10, -2, 6, 14, 22].map((x) => stripe(x, colours.tint, 2.6))],
    both: () => [area(0, 30, colours.one), ...[-14, 4, 22].map((x) => stripe(x, colours.other, 6.4))],
    silent: () => [area(0, 30, colours.silent), ...[4, 11, 18, 25].flatMap((x) => [5, 13].map((y) => draw("circle", { cx: x, cy: y, r: 1, fill: colours.dot })))],
    pale: () => [area(0, 30, colours.land), ...faded.map((share, place) => area(place * 10, 10, colours.other, share))],
    conceded: () => [draw("path", { d: "M7 3 H23 L15 16 Z", fill: "none", stroke: colours.other, "stroke-width": 2.4, "stroke-linejoin": "round" }), draw("path", { d: "M12 6.6 H18", stroke: colours.other, "stroke-width": 2.2 })],
    arrow: () => [draw("path", { d: "M2 5 L7 9 L2 13 L17 11.4 L17 15 L28 9 L17 3 L17 6.6 Z", fill: colours.one })],
  };
  box.append(...samples[kind]());
  return box;
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".guide");
  const before = root.querySelector("details");
  const box = element("details", "");
  const list = element("ul", "marks");
  for (const { sample, text } of data.lines) {
    const line = element("li", "");
    line.append(sampleOf(sample, data), element("span", "", text));
    list.append(line);
  }
  const acts = element("ul", "acts");
  data.acts.forEach((text) => acts.append(element("li", "", text)));
  box.append(element("summary", "", data.title), list, acts);
  // Once something else is looked at, it makes room, but not a second time: whoever opens it then wants it.
  const makesRoom = root.dataset.wanted === "true" && !data.wanted;
  root.dataset.wanted = String(data.wanted);
  box.open = before ? before.open && !makesRoom : data.wanted && kept() !== "folded";
  // A click alone is the reader's: opening it here is not.
  box.firstChild.addEventListener("click", () => keep(box.open ? "folded" : "open"));
  root.replaceChildren(box);
}
