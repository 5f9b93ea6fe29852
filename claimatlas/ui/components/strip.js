/* The status of a district through all its days: the whole record above, the days around the chosen one below.
 *
 * Comes in: days as ISO text, runs, lanes, milestones. Goes out: the day that the reader chooses.
 * Refuses to say more of a day than the runs say.
 */

const DAY = 86400000;
const COMMIT_AFTER = 350; // milliseconds without a key before a day chosen by keys is asked for
const PATIENCE = 3000; // milliseconds in which the page should have answered
const WIDE = 560;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const numberOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
const dateOf = (number) => new Date(number * DAY);
const isoOf = (number) => dateOf(number).toISOString().slice(0, 10);
const longDay = (number) => `${dateOf(number).getUTCDate()} ${MONTHS[dateOf(number).getUTCMonth()]} ${dateOf(number).getUTCFullYear()}`;

function shape(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

/* Fills of the map once more: quiet stripes for one camp, broad ones for several, dots for silence. */
function patterns(looks) {
  const defs = shape("defs", {});
  for (const [key, { colours, angle, width }] of Object.entries(looks)) {
    const size = width * colours.length;
    const pattern = shape("pattern", { id: `look-${key}`, width: size, height: size, patternUnits: "userSpaceOnUse", patternTransform: `rotate(${angle})` });
    if (key === "no_report") {
      pattern.append(shape("rect", { width: size, height: size, fill: colours[0] }), shape("circle", { cx: size / 2, cy: size / 2, r: 0.9, fill: colours[1] }));
    } else {
      colours.forEach((colour, index) => pattern.append(shape("rect", { x: 0, y: index * width, width: size, height: width, fill: colour })));
    }
    defs.append(pattern);
  }
  return defs;
}

function runOn(data, number) {
  return data.runs.find((run) => numberOf(run.first) <= number && number <= numberOf(run.last));
}

function statusOn(data, number) {
  const run = runOn(data, number);
  if (!run) return "outside the days shown";
  const words = data.legend.find((one) => one.look === run.look).words;
  const isConceded = data.conceded.some(([first, last]) => numberOf(first) <= number && number <= numberOf(last));
  return isConceded ? `${words}; the latest live claim is conceded` : words;
}

/* One drawing of the days `from` to `to`. Returns where a day stands, and which day stands somewhere. */
function chart(host, data, { from, to, detail, go }) {
  const width = Math.max(host.clientWidth, 240);
  const wide = width >= WIDE;
  const gutter = wide ? 104 : 0;
  const unit = (width - gutter) / (to - from + 1);
  const x = (number) => gutter + (number - from) * unit;
  const svg = shape("svg", { class: "chart", width, role: "group", "aria-label": detail ? "The days around the day shown" : "The whole record" });
  svg.append(patterns(data.looks));
  let y = 0;
  const block = (first, last, top, height, extra) => {
    const begin = Math.max(numberOf(first), from);
    const end = Math.min(numberOf(last), to);
    if (begin > end) return;
    svg.append(shape("rect", { x: x(begin), y: top, width: Math.max((end - begin + 1) * unit, 1.5), height, ...extra }));
  };
  const row = (label, height) => {
    const top = wide ? y : y + 15;
    svg.append(shape("text", { class: "label", x: 0, y: wide ? top + height / 2 + 4 : top - 4 }, label));
    y = top + height + 7;
    return top;
  };
  y = milestones(svg, data, { from, to, detail, go, x, width, gutter }) + 4;
  const status = row("Status", 22);
  data.runs.forEach((run) => block(run.first, run.last, status, 22, { class: "run", "data-look": run.look, fill: `url(#look-${run.look})` }));
  svg.append(shape("rect", { class: "frame", x: gutter, y: status, width: width - gutter, height: 22 }));
  data.conceded.forEach(([first, last]) => block(first, last, status + 17, 5, { class: "conceded" }));
  for (const lane of data.lanes) {
    const top = row(lane.label, 12);
    svg.append(shape("line", { class: "rail", x1: gutter, x2: width, y1: top + 6, y2: top + 6 }));
    lane.spans.forEach(([first, last]) => block(first, last, top, 12, { class: "span", "data-camp": lane.camp, fill: data.colours[lane.camp] }));
  }
  const tick = row("Claims", 10);
  const most = Math.max(...data.ticks.map(([, count]) => count), 1);
  for (const [iso, count] of data.ticks) {
    const height = 3 + (7 * count) / most;
    block(iso, iso, tick + 10 - height, height, { class: "tick" });
  }
  y = axis(svg, { from, to, detail, x, width, gutter, top: 0, bottom: y - 4 });
  svg.setAttribute("height", y);
  const line = shape("line", { class: "chosen", y1: 0, y2: y - 16 });
  // Words stay readable where the line of the day crosses them.
  svg.append(line, ...svg.querySelectorAll(".label"), ...svg.querySelectorAll(".milestone"));
  host.replaceChildren(svg);
  const at = (clientX) => {
    const inside = clientX - svg.getBoundingClientRect().left - gutter;
    return Math.min(to, Math.max(from, from + Math.floor(inside / unit)));
  };
  const middle = (number) => x(Math.min(to, Math.max(from, number))) + unit / 2;
  const mark = (number) => {
    line.setAttribute("x1", middle(number));
    line.setAttribute("x2", middle(number));
  };
  return { svg, at, middle, mark, width, gutter };
}

/* Milestones as diamonds that lead to their pages; where days stand apart, with as many titles as have room. */
function milestones(svg, data, { from, to, detail, go, x, width, gutter }) {
  const rows = [];
  for (const one of data.milestones) {
    const first = numberOf(one.first);
    if (first < from || first > to) continue;
    const left = x(first);
    const long = one.title.length * 6.4 + 18;
    const backwards = left + long > width;
    const [begin, end] = backwards ? [left - long, left + 8] : [left - 8, left + long];
    let level = 0;
    if (detail) {
      const fits = (index) => (rows[index] ?? []).every(([a, b]) => end < a || begin > b);
      level = [0, 1, 2, 3].find(fits) ?? -1;
      if (level >= 0 && begin >= gutter) (rows[level] ??= []).push([begin, end]);
      else level = Math.max(level, 0);
    }
    const top = level * 17;
    const link = shape("a", { class: "milestone", href: addressOf("milestone", { event: [one.id] }), "aria-label": `Milestone, ${one.days}: ${one.title}` });
    link.append(shape("title", {}, `${one.days}: ${one.title}`));
    link.append(shape("rect", { class: "target", x: left - 8, y: top, width: 16, height: 17 }));
    link.append(shape("path", { class: "diamond", d: `M${left} ${top + 2}l6 6l-6 6l-6 -6z` }));
    const isNamed = detail && begin >= gutter && (rows[level] ?? []).some(([a, b]) => a === begin && b === end);
    if (isNamed) link.append(shape("text", { x: backwards ? left - 10 : left + 10, y: top + 12, "text-anchor": backwards ? "end" : "start" }, one.title));
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go({ page: "milestone", parameters: { event: [one.id] } });
    });
    svg.append(link);
  }
  return Math.max(detail ? rows.length : 1, 1) * 17;
}

/* Years in the whole record, months in the days around one; as many names as have room. */
function axis(svg, { from, to, detail, x, width, bottom }) {
  const first = dateOf(from);
  const starts = [];
  const months = detail ? 1 : 12;
  for (let month = detail ? first.getUTCMonth() : 0; ; month += months) {
    const number = Math.round(Date.UTC(first.getUTCFullYear(), month, 1) / DAY);
    if (number > to) break;
    if (number >= from) starts.push(number);
  }
  if (!detail && (!starts.length || x(starts[0]) - x(from) > 40)) starts.unshift(from);
  let free = -Infinity;
  for (const number of starts) {
    const day = dateOf(number);
    const year = String(day.getUTCFullYear());
    const short = MONTHS[day.getUTCMonth()].slice(0, 3);
    const isYear = day.getUTCMonth() === 0 || number === starts[0];
    const words = !detail ? year : isYear ? `${short} ${year}` : short;
    svg.prepend(shape("line", { class: detail && day.getUTCMonth() ? "grid" : "grid grid-year", x1: x(number), x2: x(number), y1: 0, y2: bottom }));
    if (x(number) < free || x(number) + words.length * 7 > width) continue;
    svg.append(shape("text", { class: "when", x: x(number) + (detail ? 2 : 3), y: bottom + 13 }, words));
    free = x(number) + words.length * 7 + 8;
  }
  return bottom + 18;
}

function legend(data) {
  const list = element("ul", "legend");
  const add = (draw, words) => {
    const entry = element("li", "");
    const swatch = shape("svg", { width: 22, height: 14, "aria-hidden": "true" });
    swatch.append(...draw);
    entry.append(swatch, element("span", "", words));
    list.append(entry);
  };
  for (const { look, words } of data.legend) {
    add([patterns({ [look]: data.looks[look] }), shape("rect", { class: "frame", width: 22, height: 14, style: `fill:url(#look-${look})` })], words);
  }
  if (data.conceded.length) add([shape("rect", { class: "conceded", y: 5, width: 22, height: 5 })], "The latest live claim is conceded: it goes against its speaker's own side");
  if (data.milestones.length) add([shape("path", { class: "diamond", d: "M11 1l6 6l-6 6l-6 -6z" })], "Milestone");
  return list;
}

function table(data, go, state) {
  const more = element("details", "as-table");
  more.append(element("summary", "", "The same in words: every stretch of days, and the milestones"));
  more.addEventListener("toggle", () => {
    state.isOpen = more.open;
    if (more.open && more.children.length === 1) more.append(stretches(data, go), milestoneList(data, go));
  });
  more.open = Boolean(state.isOpen);
  return more;
}

function stretches(data, go) {
  const wrap = element("div", "scroll");
  const rows = element("table", "");
  const head = element("tr", "");
  for (const name of ["From", "To", "What the live claims say", "Claims", "Latest conceded"]) {
    const cell = element("th", "", name);
    cell.scope = "col";
    head.append(cell);
  }
  rows.append(head);
  for (const run of data.runs) {
    const row = element("tr", "");
    const from = element("td", "");
    from.append(linkTo("", { on: [run.first] }, longDay(numberOf(run.first)), go));
    const to = element("td", "");
    to.append(linkTo("", { on: [run.last] }, longDay(numberOf(run.last)), go));
    row.append(from, to, element("td", "", data.legend.find((one) => one.look === run.look).words), element("td", "number", String(run.claims)), element("td", "", run.conceded));
    rows.append(row);
  }
  wrap.append(rows);
  return wrap;
}

function milestoneList(data, go) {
  const list = element("ul", "milestones");
  for (const one of data.milestones) {
    const entry = element("li", "");
    entry.append(linkTo("", { on: [one.first] }, one.days, go), ": ", linkTo("milestone", { event: [one.id] }, one.title, go));
    list.append(entry);
  }
  return list;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".strip");
  const state = (root.state ??= {});
  state.observer?.disconnect();
  const hadFocus = root.getRootNode().activeElement?.classList.contains("handle");
  const first = numberOf(data.first);
  const last = numberOf(data.last);
  const on = numberOf(data.on);
  // A day chosen while the page was still answering must not be lost.
  if (state.asked === on) state.askedAt = -Infinity;
  const isAwaited = performance.now() - (state.askedAt ?? -Infinity) < PATIENCE;
  if (!state.timer && !isAwaited) state.day = on;
  Object.assign(state, { on, go });

  const whole = element("div", "whole");
  const handle = element("div", "handle");
  handle.tabIndex = 0;
  handle.setAttribute("role", "slider");
  handle.setAttribute("aria-label", "Day shown");
  handle.setAttribute("aria-orientation", "horizontal");
  handle.setAttribute("aria-valuemin", first);
  handle.setAttribute("aria-valuemax", last);
  const tag = element("span", "tag");
  handle.append(tag);
  const chartOfWhole = element("div", "host");
  whole.append(handle, chartOfWhole);
  const around = element("div", "around host");
  const readout = element("p", "readout");
  const steps = element("div", "steps");
  root.replaceChildren(whole, readout, steps, element("h3", "", "Around the day shown"), around, legend(data), table(data, go, state));

  const charts = [];
  const say = (number) => (readout.textContent = `${longDay(number)}: ${statusOn(data, number)}.`);
  const show = (number) => {
    charts.forEach((one) => one.mark(number));
    const left = charts[0].middle(number);
    const half = tag.offsetWidth / 2 + 1;
    handle.style.left = `${left}px`;
    tag.textContent = longDay(number);
    tag.style.translate = `${Math.min(charts[0].width - half - left, Math.max(half - left, 0))}px 0`;
    handle.setAttribute("aria-valuenow", number);
    handle.setAttribute("aria-valuetext", `${longDay(number)}: ${statusOn(data, number)}`);
    say(number);
  };
  const commit = () => {
    clearTimeout(state.timer);
    state.timer = 0;
    if (state.day === state.on) return;
    Object.assign(state, { asked: state.day, askedAt: performance.now() });
    state.go({ parameters: { on: [isoOf(state.day)], page: [] } });
  };
  const choose = (number) => show((state.day = Math.min(last, Math.max(first, number))));

  const byPointer = ({ svg, at }) => {
    let isDown = false;
    svg.addEventListener("pointerdown", (event) => {
      if (event.button || event.target.closest("a")) return;
      isDown = true;
      svg.setPointerCapture(event.pointerId);
      choose(at(event.clientX));
    });
    svg.addEventListener("pointermove", (event) => (isDown ? choose(at(event.clientX)) : say(at(event.clientX))));
    svg.addEventListener("pointerleave", () => !isDown && say(state.day));
    svg.addEventListener("pointerup", () => {
      if (isDown) commit();
      isDown = false;
    });
    svg.addEventListener("pointercancel", () => {
      if (isDown) choose(on);
      isDown = false;
    });
  };
  const draw = () => {
    const half = Math.min(183, Math.max(45, Math.floor(root.clientWidth / 6)));
    charts.length = 0;
    charts.push(chart(chartOfWhole, data, { from: first, to: last, detail: false, go }));
    charts.push(chart(around, data, { from: on - half, to: on + half, detail: true, go }));
    charts.forEach(byPointer);
    show(state.day);
    show(state.day); // once more: the tag had no width before it had its words
  };
  const keys = {
    ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 30, PageDown: -30, Home: -Infinity, End: Infinity,
  };
  handle.addEventListener("keydown", (event) => {
    if (event.key === "Enter") commit();
    else if (event.key === "Escape") {
      clearTimeout(state.timer);
      state.timer = 0;
      choose(on);
    } else if (event.key in keys) {
      choose(state.day + keys[event.key]);
      clearTimeout(state.timer);
      state.timer = setTimeout(commit, COMMIT_AFTER);
    } else return;
    event.preventDefault();
  });
  let isDragged = false;
  handle.addEventListener("pointerdown", (event) => {
    isDragged = true;
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => isDragged && choose(charts[0].at(event.clientX)));
  handle.addEventListener("pointerup", () => {
    if (isDragged) commit();
    isDragged = false;
  });
  handle.addEventListener("pointercancel", () => {
    if (isDragged) choose(on);
    isDragged = false;
  });
  for (const { label, day } of data.steps) {
    const button = element("button", "", label);
    button.type = "button";
    button.disabled = !day;
    if (day) button.title = longDay(numberOf(day));
    button.addEventListener("click", () => go({ parameters: { on: [day], page: [] } }));
    steps.append(button);
  }
  draw();
  if (hadFocus) handle.focus({ preventScroll: true });
  state.width = root.clientWidth;
  state.observer = new ResizeObserver(() => {
    if (root.clientWidth === state.width) return;
    state.width = root.clientWidth;
    draw();
  });
  state.observer.observe(root);
}
