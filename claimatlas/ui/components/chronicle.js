/* The ledger of a district in time order, with lines from each claim to those it counters or confirms.
 *
 * Comes in: claims as plain data, day by day, and the links between them. Goes out: the page or day asked for.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

const THREE_COLUMNS = 860;
const TWO_COLUMNS = 640;

function svgNode(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function kindOf(link) {
  return link.kind === "counters" && link.own ? "own" : link.kind;
}

/* A cross where a claim is countered, a dot where it is borne out. */
function endMark(kind, x, y) {
  if (kind === "confirms") return svgNode("circle", { class: "end", cx: x, cy: y, r: 4 });
  return svgNode("path", { class: "end", d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10` });
}

function legendOf(links) {
  const words = {
    counters: "counters the claim at the cross",
    own: "counters a claim of its own side",
    confirms: "confirms the claim at the dot",
  };
  const list = element("ul", "lines-legend");
  for (const [kind, text] of Object.entries(words)) {
    if (!links.some((link) => kindOf(link) === kind)) continue;
    const entry = element("li", "");
    const sample = svgNode("svg", { width: 54, height: 14, "aria-hidden": "true" });
    sample.append(svgNode("path", { class: `line line-${kind}`, d: "M2 7H44" }), endMark(kind, 44, 7));
    entry.append(sample, element("span", "", text));
    list.append(entry);
  }
  return list;
}

/* From which side of each card a line goes, and to which. */
function sidesOf(from, to) {
  if (from.right <= to.left) return ["right", "left"];
  if (to.right <= from.left) return ["left", "right"];
  if (Math.abs(from.left - to.left) < 6 && Math.abs(from.right - to.right) < 6) {
    const side = from.column === "right" ? "left" : "right";
    return [side, side];
  }
  return from.top < to.top ? ["bottom", "top"] : ["top", "bottom"];
}

function boxOf(card, origin, column) {
  const box = card.getBoundingClientRect();
  return {
    left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, bottom: box.bottom - origin.top, column,
  };
}

/* Many lines may meet on one side of a card: each gets its own place there, in the order in which they lead away. */
function spread(ends) {
  const groups = new Map();
  for (const end of ends) {
    const key = `${end.id} ${end.side}`;
    groups.set(key, [...(groups.get(key) ?? []), end]);
  }
  for (const group of groups.values()) {
    const along = group[0].side === "top" || group[0].side === "bottom" ? ["left", "right"] : ["top", "bottom"];
    group.sort((a, b) => a.away - b.away);
    group.forEach((end, index) => {
      const [begin, stop] = along.map((edge) => end.box[edge]);
      const place = begin + ((stop - begin) * (index + 1)) / (group.length + 1);
      const isUpright = along[0] === "top";
      end.x = isUpright ? end.box[end.side] : place;
      end.y = isUpright ? place : end.box[end.side];
    });
  }
}

const OUTWARD = { left: [-1, 0], right: [1, 0], top: [0, -1], bottom: [0, 1] };

function drawLines(board, svg, links) {
  svg.replaceChildren();
  svg.setAttribute("width", 0);
  svg.setAttribute("height", 0);
  if (board.clientWidth < TWO_COLUMNS) return;
  const origin = board.getBoundingClientRect();
  svg.setAttribute("width", board.clientWidth);
  svg.setAttribute("height", board.clientHeight);
  const cards = new Map([...board.querySelectorAll(".entry")].map((entry) => [entry.dataset.claim, entry]));
  const ends = [];
  const lines = links.map((link) => {
    const [maker, named] = [link.maker, link.named].map((id) => {
      const entry = cards.get(id);
      return { id, box: boxOf(entry.querySelector(".card"), origin, entry.dataset.side) };
    });
    [maker.side, named.side] = sidesOf(maker.box, named.box);
    maker.away = (named.box.top + named.box.bottom) / 2;
    named.away = (maker.box.top + maker.box.bottom) / 2;
    ends.push(maker, named);
    return { link, maker, named };
  });
  spread(ends);
  lines.forEach(({ link, maker, named }, index) => {
    const kind = kindOf(link);
    const bend = maker.side === named.side ? 16 + (index % 3) * 7 : 26;
    const [mx, my] = OUTWARD[maker.side].map((direction) => direction * bend);
    const [nx, ny] = OUTWARD[named.side].map((direction) => direction * bend);
    const group = svgNode("g", { class: `link link-${kind}`, "data-maker": link.maker, "data-named": link.named });
    const d = `M${maker.x} ${maker.y}C${maker.x + mx} ${maker.y + my} ${named.x + nx} ${named.y + ny} ${named.x} ${named.y}`;
    group.append(svgNode("path", { class: `line line-${kind}`, d }));
    const at = (end) => OUTWARD[end.side].map((direction, axis) => (axis ? end.y : end.x) + direction * 8);
    group.append(endMark(kind, ...at(named)));
    if (link.mutual) group.append(endMark(kind, ...at(maker)));
    svg.append(group);
  });
}

/* The card under the pointer or with the focus brings out its lines and the cards at their ends. */
function trace(board, svg, links, id) {
  const touching = id ? links.filter((link) => link.maker === id || link.named === id) : [];
  const lit = new Set(touching.flatMap((link) => [link.maker, link.named]));
  board.classList.toggle("tracing", lit.size > 0);
  board.querySelectorAll(".entry").forEach((entry) => entry.classList.toggle("lit", lit.has(entry.dataset.claim)));
  svg.querySelectorAll(".link").forEach((one) => one.classList.toggle("lit", one.dataset.maker === id || one.dataset.named === id));
}

function entryOf(claim, data, go, links) {
  const entry = element("div", `entry side-${claim.side} camp-${claim.camp}`);
  entry.dataset.claim = claim.claim_id;
  entry.dataset.side = claim.side;
  entry.append(element("p", "speaker", claim.sideName), card(claim, data.words, go));
  if (links.some((link) => kindOf(link) === "own" && link.maker === claim.claim_id)) entry.append(element("p", "own", "Counters a claim of its own side."));
  return entry;
}

function dayOf(day, data, go, isShown) {
  const section = element("section", "one-day");
  const heading = element("h3", "");
  heading.append(linkTo("", { on: [day.day], page: [] }, isShown ? `${day.words}, the day shown` : day.words, go));
  section.append(heading);
  if (isShown) section.classList.add("shown");
  const row = element("div", "row");
  for (const side of ["left", "middle", "right"]) {
    const here = day.claims.filter((claim) => claim.side === side);
    if (!here.length) continue;
    const stack = element("div", `stack stack-${side}`);
    here.forEach((claim) => stack.append(entryOf(claim, data, go, data.links)));
    row.append(stack);
  }
  section.append(row);
  return section;
}

function choices(data, go) {
  const nav = element("nav", "windows");
  nav.setAttribute("aria-label", "How far back");
  nav.append(element("span", "", "How far back:"));
  for (const { label, window, chosen } of data.windows) {
    const link = linkTo("", { window: [window], page: [] }, label, go);
    if (chosen) link.setAttribute("aria-current", "true");
    nav.append(link);
  }
  return nav;
}

function pageLink(label, page, go) {
  const line = element("p", "turn");
  line.append(linkTo("", { page: page > 1 ? [String(page)] : [] }, label, go));
  return line;
}

function theDayShown(data, go, isThere) {
  const foot = element("div", "day-shown");
  foot.tabIndex = -1;
  if (!isThere) foot.append(element("p", "rule", `${data.onWords}, the day shown`));
  const near = element("p", "near");
  for (const one of [!data.days.length && data.before, data.after]) {
    if (one?.day) near.append(linkTo("", { on: [one.day], page: [] }, one.label, go));
  }
  foot.append(near);
  return foot;
}

/* Where a reader arrives: at the day shown, or where the part before or after it joins on. */
function land(board, state, data) {
  const before = state.seen;
  const place = `${data.on} ${data.windows.find((one) => one.chosen)?.window} ${data.said}`;
  state.seen = { place, page: data.page };
  if (before?.place === place && before.page === data.page) board.scrollTop = state.top ?? 0;
  else if (before?.place === place && before.page > data.page && data.page > 1) board.scrollTop = 0;
  else {
    const shown = data.page === 1 && board.querySelector(".shown");
    board.scrollTop = shown ? shown.offsetTop - board.querySelector(".columns").offsetHeight - 12 : board.scrollHeight;
  }
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".chronicle");
  const state = (root.state ??= {});
  state.observer?.disconnect();
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);

  const head = element("div", "head");
  head.append(element("p", "said", data.said), choices(data, go));
  const board = element("div", "board");
  board.tabIndex = 0;
  board.setAttribute("role", "region");
  board.setAttribute("aria-label", "Claims in time order");
  board.addEventListener("scroll", () => (state.top = board.scrollTop));
  const content = element("div", data.columns.some((one) => one.side === "middle") ? "content" : "content no-middle");
  const svg = svgNode("svg", { class: "lines", "aria-hidden": "true" });

  if (!data.days.length) {
    content.append(element("p", "nothing", data.nothing));
  } else {
    if (data.links.length) head.append(legendOf(data.links));
    const jump = element("button", "jump", `Go to ${data.onWords}, the day shown`);
    jump.type = "button";
    jump.addEventListener("click", () => content.querySelector(".shown, .day-shown").scrollIntoView({ block: "center" }));
    head.append(jump);
    const columns = element("div", "columns");
    data.columns.forEach((one) => columns.append(element("span", `column column-${one.side} camp-${one.camp}`, one.title)));
    content.append(columns);
  }
  content.append(svg);
  if (data.page < data.pageCount) content.append(pageLink("Earlier claims", data.page + 1, go));
  data.days.forEach((day) => content.append(dayOf(day, data, go, day.day === data.on)));
  if (data.page > 1) content.append(pageLink("Later claims", data.page - 1, go));
  else content.append(theDayShown(data, go, data.days.some((day) => day.day === data.on)));
  board.append(content);
  root.replaceChildren(head, board);

  const under = (event) => trace(content, svg, data.links, event.target.closest?.(".entry")?.dataset.claim);
  content.addEventListener("pointerover", (event) => event.pointerType === "mouse" && under(event));
  content.addEventListener("pointerleave", () => trace(content, svg, data.links, ""));
  content.addEventListener("focusin", under);
  content.addEventListener("focusout", () => trace(content, svg, data.links, ""));

  drawLines(content, svg, data.links);
  land(board, state, data);
  state.observer = new ResizeObserver(() => drawLines(content, svg, data.links));
  state.observer.observe(content);
}
