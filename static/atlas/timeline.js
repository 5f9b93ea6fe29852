/* The timeline: claims by day, week or month, milestones, the day and window shown, the range that is kept.
 *
 * Comes in: counts by day and camp, quiet stretches, milestones, and the days asked for. Goes out: a day or a range.
 * Refuses to wait: what the reader does is drawn at once, and no older answer of the server moves it back.
 * Refuses to hide: no day is left out or squeezed, and play passes over no day with claims.
 */

let element = null;
let linkTo = null;

/* ---- days: whole numbers since 1970, in no time zone ---- */

const DAY_MS = 86400000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const numberOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS);
const dateOf = (day) => new Date(day * DAY_MS);
const isoOf = (day) => dateOf(day).toISOString().slice(0, 10);
const yearOf = (day) => dateOf(day).getUTCFullYear();
const monthOf = (day) => MONTHS[dateOf(day).getUTCMonth()];
const dayOf = (year, month, date) => Date.UTC(year, month, date) / DAY_MS;
const longDay = (day) => `${dateOf(day).getUTCDate()} ${monthOf(day)} ${yearOf(day)}`;
const shortDay = (day) => `${dateOf(day).getUTCDate()} ${monthOf(day).slice(0, 3)} ${yearOf(day)}`;
const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

const UNITS = {
  day: { days: 1, begin: (day) => day, next: (day) => day + 1 },
  week: { days: 7, begin: (day) => day - ((((day + 3) % 7) + 7) % 7), next: (day) => day + 7 }, // from Monday on
  month: {
    days: 30.4,
    begin: (day) => dayOf(yearOf(day), dateOf(day).getUTCMonth(), 1),
    next: (day) => dayOf(yearOf(day), dateOf(day).getUTCMonth() + 1, 1),
  },
  year: { days: 365.25, begin: (day) => dayOf(yearOf(day), 0, 1), next: (day) => dayOf(yearOf(day) + 1, 0, 1) },
};

function stretchWords(first, last) {
  if (first === last) return longDay(first);
  if (UNITS.year.begin(first) === first && UNITS.year.next(first) === last + 1) return `${yearOf(first)}`;
  if (UNITS.month.begin(first) === first && UNITS.month.next(first) === last + 1) return `${monthOf(first)} ${yearOf(first)}`;
  const from = dateOf(first).getUTCDate();
  if (UNITS.month.begin(first) === UNITS.month.begin(last)) return `${from} to ${longDay(last)}`;
  if (yearOf(first) === yearOf(last)) return `${from} ${monthOf(first)} to ${longDay(last)}`;
  return `${longDay(first)} to ${longDay(last)}`;
}

/* ---- measures, in pixels ---- */

const MARKS = 24; // row of milestones
const BAND = 92; // bars
const AXIS = 26;
const HEIGHT = MARKS + BAND + AXIS;
const LANE = 12;
const TARGET = 24; // nothing to touch is smaller, or stands nearer to the next
const SMALLEST_BAR = 3;
const SLOP = 6; // a hand that means to tap moves less
const SHORTEST_VIEW = 14; // days
const LONG_SILENCE = 90; // days

/* ---- waiting, in milliseconds ---- */

const NO_ANSWER = 15000; // then the server's word counts again
const SEND_AGAIN = 6000;
const NO_REST = 1500;
const GLIDE = 180;
const RUN = 4000; // steps further apart are two entries for the back button
const PACES = [
  { label: "1 day a second", days: 1 },
  { label: "3 days a second", days: 3 },
  { label: "7 days a second", days: 7 },
  { label: "Days with claims", days: 0 },
];

const remembered = new Map(); // what the address does not hold: days in sight and pace, for each record

function shape(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  if (text) node.textContent = text;
  return node;
}

function picture(path) {
  const drawing = shape("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" });
  drawing.append(shape("path", { d: path, fill: "currentColor" }));
  return drawing;
}

const ICONS = {
  play: "M4 2.5v11l9-5.5z",
  pause: "M4 3h3v10H4zM9 3h3v10H9z",
  "Claims before": "M3 3h2v10H3zM13 3v10L6 8z",
  "Day back": "M11 3v10L4 8z",
  "Day on": "M5 3v10l7-5z",
  "Claims after": "M11 3h2v10h-2zM3 3v10l7-5z",
};

const textMeasure = document.createElement("canvas").getContext("2d");

const widths = new Map();

function widthOf(text, font) {
  const key = `${font}|${text}`;
  if (!widths.has(key)) {
    textMeasure.font = font;
    widths.set(key, textMeasure.measureText(text).width);
  }
  return widths.get(key);
}

const bound = (value, low, high) => Math.max(low, Math.min(high, value));

/* ---- what was asked for and what the server has said: the reader's hand goes first ---- */

class Wishes {
  constructor(changed) {
    this.changed = changed;
    this.truth = { on: null, from: null, to: null };
    this.asked = new Map();
    this.flight = new Map(); // sent, and not answered yet
    this.sentAt = -Infinity;
    this.answeredAt = -Infinity;
    this.last = null; // the day sent last, with its gesture
  }

  value(name) {
    return this.asked.has(name) ? this.asked.get(name).value : this.truth[name];
  }

  isSettled() {
    return this.asked.size === 0;
  }

  // One gesture (a drag, a run of steps, play) is one step for the back button.
  ask(values, gesture) {
    for (const [name, value] of Object.entries(values)) {
      const before = this.asked.get(name);
      if (!before && value === this.truth[name]) continue;
      const trail = new Set(before ? before.trail : []).add(this.truth[name]);
      if (before) trail.add(before.value);
      this.asked.set(name, { value, trail, gesture, since: performance.now() });
    }
    this.send();
  }

  send() {
    clearTimeout(this.timer);
    const isNew = [...this.asked].some(([name, one]) => this.flight.get(name) !== one.value);
    const now = performance.now();
    const isFree = this.flight.size === 0 || now - this.sentAt > SEND_AGAIN;
    if (this.asked.size && isFree && (isNew || this.flight.size)) {
      if (this.waitsForAddress(now)) {
        this.timer = setTimeout(() => this.send(), 30);
        return;
      }
      this.post(now);
    }
    if (this.asked.size) this.timer = setTimeout(() => this.look(), 500);
  }

  // Everything that is not confirmed goes along each time: two messages may run into one.
  post(now) {
    const parameters = {};
    this.flight.clear();
    for (const [name, one] of this.asked) {
      parameters[name] = one.value === null ? [] : [isoOf(one.value)];
      if (name !== "on") parameters.page = [];
      this.flight.set(name, one.value);
    }
    this.sentAt = now;
    this.writeAddress();
    this.go({ page: "", parameters });
  }

  look() {
    for (const [name, one] of this.asked) {
      if (performance.now() - one.since > NO_ANSWER) this.asked.delete(name);
    }
    if (this.isSettled()) {
      this.flight.clear();
      this.changed();
    }
    this.send();
  }

  isContinued() {
    const on = this.asked.get("on");
    return Boolean(on && on.gesture && this.last && on.gesture === this.last.gesture && this.asked.size === 1);
  }

  // The address without the day, and without what the map writes: while that stays, nothing else was done.
  place() {
    const here = new URL(location.href);
    ["on", "view"].forEach((name) => here.searchParams.delete(name));
    return here.href;
  }

  // The server writes the address at the end of a run: until then it may still change behind our back.
  waitsForAddress(now) {
    return this.isContinued() && !isAtRest() && now - this.answeredAt < NO_REST;
  }

  // A later step of a gesture takes the place of the one before in the browser's history: the server then finds the
  // address as it wants it, and makes no new entry.
  writeAddress() {
    const on = this.asked.get("on");
    if (!on) return;
    const here = new URL(location.href);
    const isSame = this.isContinued() && here.searchParams.get("on") === isoOf(this.last.value) && this.place() === this.last.place;
    if (isSame && isAtRest()) {
      here.searchParams.set("on", isoOf(on.value));
      history.replaceState(history.state, "", here.href.replace(/%2F/g, "/"));
    }
    this.last = { ...on, place: this.place() };
  }

  hear(said) {
    for (const [name, value] of Object.entries(said)) {
      const wasFlying = this.flight.has(name) && this.flight.get(name) === value;
      if (wasFlying) this.flight.delete(name);
      const one = this.asked.get(name);
      if (!one) continue;
      const isAnswer = value === one.value && (wasFlying || value !== this.truth[name]);
      // What nobody here asked for is another control or the back button. Anything else is an older answer.
      const isForeign = value !== one.value && !one.trail.has(value);
      if (isAnswer || isForeign) this.asked.delete(name);
      if (isForeign) this.flight.delete(name);
    }
    this.truth = said;
    if (this.flight.size === 0) this.answeredAt = performance.now();
    this.send();
  }
}

/* ---- the page around: whether it waits for the server, and what its map shows ---- */

function isAtRest() {
  // A published page has no server to wait for.
  if (document.body.dataset.published === "yes") return true;
  const app = document.querySelector("[data-testid='stApp']");
  return Boolean(app) && app.dataset.testScriptState === "notRunning";
}

function mapShows(day) {
  const maps = [...document.querySelectorAll("iframe[title*='st_folium']")];
  return maps.every((frame) => {
    const shown = frame.contentDocument && frame.contentDocument.querySelector("[data-shown]");
    return Boolean(shown) && shown.dataset.shown === isoOf(day);
  });
}

/* ---- the element ---- */

class Timeline {
  constructor(root) {
    this.root = root;
    this.wishes = new Wishes(() => this.draw());
    this.pointers = new Map();
    this.view = null; // first day in sight, and the day after the last; in fractions while it glides
    this.pointed = null; // stretch of days under the pointer
    this.draft = null; // range that is being drawn
    this.playing = null;
    this.pace = PACES[1];
    this.build();
    this.listen();
    this.watcher = new ResizeObserver(() => this.draw());
    this.watcher.observe(this.plot);
  }

  leave() {
    this.pause();
    this.watcher.disconnect();
    clearTimeout(this.wishes.timer);
    cancelAnimationFrame(this.gliding);
    clearInterval(this.drifting);
  }

  /* -- parts that stay -- */

  build() {
    this.tools = element("div", "tools");
    this.plot = element("div", "plot");
    this.drawing = shape("svg", { class: "drawing", "aria-hidden": "true" });
    this.band = element("div", "band");
    this.gutter = element("div", "gutter");
    this.gutter.setAttribute("aria-hidden", "true");
    this.marks = element("div", "marks");
    this.marks.setAttribute("role", "group");
    this.marks.setAttribute("aria-label", "Milestones");
    this.handles = { from: this.handle("from", "Range from"), to: this.handle("to", "Range to"), on: this.handle("on", "Day shown") };
    this.mover = element("div", "mover");
    this.mover.title = "Drag to move the range";
    this.readout = element("p", "readout");
    this.names = element("p", "names");
    this.status = element("p", "status");
    this.status.setAttribute("role", "status");
    this.table = element("details", "words");
    this.list = element("div", "list");
    this.list.hidden = true;
    this.buildTools();
    this.plot.append(this.drawing, this.band, this.mover, this.handles.from, this.handles.to, this.handles.on, this.marks, this.list);
    const chart = element("div", "chart");
    chart.append(this.gutter, this.plot);
    this.root.replaceChildren(this.tools, chart, this.readout, this.names, this.status, this.table);
    this.table.append(element("summary", "", "The timeline in words"));
  }

  handle(name, label) {
    const node = element("div", `handle handle-${name}`);
    node.setAttribute("role", "slider");
    node.setAttribute("aria-label", label);
    node.setAttribute("aria-orientation", "horizontal");
    node.tabIndex = 0;
    return node;
  }

  buildTools() {
    this.buttons = {};
    const group = (label, ...nodes) => {
      const box = element("div", "group");
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", label);
      box.append(...nodes);
      return box;
    };
    const button = (name, act) => {
      const node = element("button", "tool", ICONS[name] ? "" : name);
      node.type = "button";
      if (ICONS[name]) {
        node.append(picture(ICONS[name]));
        node.setAttribute("aria-label", name);
      }
      node.addEventListener("click", () => {
        if (node.getAttribute("aria-disabled") !== "true") act();
      });
      this.buttons[name] = node;
      return node;
    };
    const step = (name) => button(name, () => this.go(this.stepTo(name), this.run()));
    this.speed = element("select", "");
    this.speed.setAttribute("aria-label", "Speed");
    this.speed.title = "Play never passes over a day with claims";
    PACES.forEach((pace, index) => {
      const option = element("option", "", pace.label);
      option.value = index;
      this.speed.append(option);
    });
    this.speed.addEventListener("change", () => {
      this.pace = PACES[this.speed.value];
      this.remember();
    });
    const play = button("play", () => (this.playing ? this.pause() : this.play()));
    this.tools.append(
      group("Play", play, this.speed),
      group("Steps", ...["Claims before", "Day back", "Day on", "Claims after"].map(step)),
      group("Days in sight", ...["Whole record", "Year", "Month"].map((name) => button(name, () => this.look(name)))),
      group("Range", button("Set range", () => this.setRange()), button("Clear range", () => this.clearRange())),
    );
    this.tools.setAttribute("role", "toolbar");
    this.tools.setAttribute("aria-label", "Timeline");
    this.rove(this.tools, () => this.tabStops());
  }

  // One stop of the tab key for a row of buttons; the arrow keys go on from there.
  rove(box, all) {
    box.addEventListener("keydown", (event) => {
      const nodes = all();
      const at = nodes.indexOf(event.target);
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: nodes.length - 1 }[event.key];
      if (at < 0 || to === undefined) return;
      event.preventDefault();
      this.stop(nodes, nodes[(to + nodes.length) % nodes.length]).focus();
    });
    box.addEventListener("focusin", (event) => {
      if (all().includes(event.target)) this.stop(all(), event.target);
    });
  }

  stop(nodes, chosen) {
    nodes.forEach((node) => (node.tabIndex = node === chosen ? 0 : -1));
    return chosen;
  }

  /* -- what the server says -- */

  update(data, go) {
    // A page without a server hands over the very same lists until a filter changes; they may be long.
    const isSame = Boolean(this.data) && ["days", "beyond", "quiet", "window"].every((name) => data[name] === this.data[name]);
    const told = isSame ? this.told : JSON.stringify([data.days, data.beyond, data.window]);
    if (this.playing && this.told !== told) this.pause("The claims shown have changed.");
    this.told = told;
    this.data = data;
    this.follow = go;
    this.wishes.go = go;
    this.first = numberOf(data.first);
    this.last = numberOf(data.last);
    if (!isSame) this.readDays(data);
    this.milestones = data.milestones
      .map((one) => ({ ...one, day: numberOf(one.day), end: numberOf(one.end) }))
      .sort((one, other) => one.day - other.day);
    for (const [camp, colour] of Object.entries(data.colours)) this.root.style.setProperty(`--camp-${camp}`, colour);
    const read = (iso) => (iso ? numberOf(iso) : null);
    this.wishes.hear({ on: numberOf(data.on), from: read(data.from), to: read(data.to) });
    if (!this.view) this.recall();
    if (this.playing && this.on !== this.playing.at) this.pause();
    if (this.on !== this.seen) this.keepInSight();
    this.seen = this.on;
    this.draw();
    this.fillTable();
  }

  readDays(data) {
    this.days = data.days.map(([day, ...counts]) => ({ day: day + this.first, counts }));
    this.beyond = data.beyond.map(([day, ...counts]) => ({ day: day + this.first, counts }));
    this.quiet = data.quiet.map(([first, last]) => [first + this.first, last + this.first]);
  }

  get on() {
    return this.wishes.value("on");
  }

  get range() {
    const [from, to] = [this.wishes.value("from"), this.wishes.value("to")];
    return from === null && to === null ? null : [from === null ? this.first : from, to === null ? this.last : to];
  }

  get recordKey() {
    return `${this.data.first}/${this.data.last}`;
  }

  recall() {
    const kept = remembered.get(this.recordKey);
    this.view = kept ? kept.view : [this.first, this.last + 1];
    this.pace = kept ? kept.pace : this.pace;
    this.speed.value = PACES.indexOf(this.pace);
  }

  remember() {
    remembered.set(this.recordKey, { view: this.view, pace: this.pace });
  }

  /* -- steps -- */

  claimDayBefore(day) {
    return this.days.findLast((one) => one.day < day)?.day ?? null;
  }

  claimDayAfter(day) {
    return this.days.find((one) => one.day > day)?.day ?? null;
  }

  stepTo(name) {
    if (name === "Claims before") return this.claimDayBefore(this.on);
    if (name === "Claims after") return this.claimDayAfter(this.on);
    const day = this.on + (name === "Day on" ? 1 : -1);
    return day < this.first || day > this.last ? null : day;
  }

  // Steps that follow each other at once are one gesture, by whichever button or key.
  run() {
    const now = performance.now();
    if (!this.steps || now - this.steps.at > RUN) this.steps = { gesture: {} };
    this.steps.at = now;
    return this.steps.gesture;
  }

  go(day, gesture = null) {
    if (day === null) return;
    this.pointed = null;
    this.closeList();
    this.wishes.ask({ on: bound(day, this.first, this.last) }, gesture);
    this.keepInSight();
    this.seen = this.on;
    this.draw();
  }

  setRange(first, last) {
    const window = (this.data.window || 30) - 1;
    this.keep(first ?? Math.max(this.on - window, this.first), last ?? this.on);
    if (first === undefined) this.handles.from.focus();
  }

  clearRange() {
    this.keep(null, null);
    this.stop(this.tabStops(), this.buttons["Set range"]).focus();
  }

  keep(from, to) {
    this.draft = null;
    this.wishes.ask({ from, to }, null);
    this.draw();
  }

  /* -- play -- */

  play() {
    const [from, to] = this.range || [this.first, this.last];
    const end = bound(to, this.first, this.last);
    const at = this.on >= end || this.on < from ? bound(from, this.first, this.last) : this.on;
    const now = performance.now();
    this.playing = { at, end, gesture: {}, stepAt: now, sentAt: now };
    if (at !== this.on) this.go(at, this.playing.gesture);
    this.say(`Playing from ${longDay(at)}, ${this.pace.label.toLowerCase()}.`);
    this.ticking = setInterval(() => this.tick(), 40);
    this.drawTools();
  }

  pause(why = "") {
    if (!this.playing) return;
    clearInterval(this.ticking);
    this.playing = null;
    this.say(`${why} Paused on ${longDay(this.on)}.`.trim(), Boolean(why));
    this.drawTools();
  }

  say(words, isShown = false) {
    this.status.textContent = words;
    this.status.classList.toggle("shown", isShown);
  }

  // The next step waits until the map shows the last one: nothing is sent that nobody would see.
  tick() {
    const now = performance.now();
    const { at, end, stepAt, sentAt, gesture } = this.playing;
    if (document.hidden) return this.pause();
    if (!this.wishes.isSettled() || !mapShows(at)) {
      if (now - sentAt > NO_ANSWER) this.pause("The map has not answered.");
      return undefined;
    }
    const next = this.claimDayAfter(at);
    if (at >= end || (!this.pace.days && (next === null || next > end))) return this.pause(`${this.endWords()}.`);
    const due = this.pace.days ? Math.floor(((now - stepAt) * this.pace.days) / 1000) : Number(now - stepAt >= 1000);
    if (due < 1) return undefined;
    const to = Math.min(this.pace.days ? Math.min(at + due, next ?? Infinity) : next, end);
    const beat = 1000 / (this.pace.days || 1);
    Object.assign(this.playing, { at: to, sentAt: now, stepAt: Math.max(stepAt + (to - at) * beat, now - beat) });
    if (!this.pace.days) this.playing.stepAt = now;
    return this.go(to, gesture);
  }

  endWords() {
    if (this.range) return "The range ends here";
    return this.pace.days ? "The record ends here" : "No later day with claims";
  }

  /* -- days in sight -- */

  get whole() {
    return [this.first, this.last + 1];
  }

  isWhole() {
    return this.view[1] - this.view[0] >= this.last + 1 - this.first - 0.01;
  }

  x(day) {
    return ((day - this.view[0]) / (this.view[1] - this.view[0])) * this.width;
  }

  dayAt(x) {
    const day = Math.floor(this.view[0] + (x / this.width) * (this.view[1] - this.view[0]));
    return bound(day, this.first, this.last);
  }

  edgeAt(x) {
    return bound(Math.round(this.view[0] + (x / this.width) * (this.view[1] - this.view[0])), this.first, this.last + 1);
  }

  // A tap beside a bar means the bar.
  claimDayNear(x) {
    const near = this.days.filter(({ day }) => Math.abs(this.x(day + 0.5) - x) <= 4);
    near.sort((one, other) => Math.abs(this.x(one.day + 0.5) - x) - Math.abs(this.x(other.day + 0.5) - x));
    return near.length ? near[0].day : this.dayAt(x);
  }

  fitted([from, to]) {
    const [first, last] = this.whole;
    const span = bound(to - from, Math.min(SHORTEST_VIEW, last - first), last - first);
    const middle = (from + to) / 2;
    const start = bound(middle - span / 2, first, last - span);
    return [start, start + span];
  }

  show(view) {
    cancelAnimationFrame(this.gliding);
    this.view = this.fitted(view);
    this.remember();
    this.draw();
  }

  glide(view) {
    const from = this.view;
    const to = this.fitted(view);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.show(to);
    const begun = performance.now();
    const frame = () => {
      const done = Math.min(1, (performance.now() - begun) / GLIDE);
      const eased = 1 - (1 - done) ** 3;
      this.show(from.map((day, index) => day + (to[index] - day) * eased));
      if (done < 1) this.gliding = requestAnimationFrame(frame);
    };
    return frame();
  }

  look(name) {
    this.glide({ "Whole record": this.whole, Year: this.around(365), Month: this.around(31) }[name]);
  }

  around(days) {
    return [this.on + 0.5 - days / 2, this.on + 0.5 + days / 2];
  }

  zoom(factor, x) {
    const [from, to] = this.view;
    const still = from + (x / this.width) * (to - from);
    const span = bound((to - from) * factor, SHORTEST_VIEW, this.last + 1 - this.first);
    const start = still - (x / this.width) * span;
    this.show([start, start + span]);
  }

  shift(pixels) {
    const [from, to] = this.view;
    const days = (pixels / this.width) * (to - from);
    this.show([from + days, to + days]);
  }

  keepInSight() {
    const [from, to] = this.view;
    const span = to - from;
    if (this.isWhole() || (this.on >= from + span * 0.02 && this.on + 1 <= to - span * 0.02)) {
      this.view = this.fitted(this.view);
      return;
    }
    const share = this.on < from ? 0.8 : 0.2;
    cancelAnimationFrame(this.gliding);
    this.view = this.fitted([this.on - span * share, this.on + span * (1 - share)]);
    this.remember();
  }

  /* -- hands: mouse, finger, keys -- */

  listen() {
    const on = (node, kind, act, options) => node.addEventListener(kind, act, options);
    on(this.root, "pointerdown", (event) => this.touched(event), true);
    on(this.root, "keydown", (event) => event.key !== "Tab" && this.touched(event), true);
    on(this.root, "pointerleave", () => this.point(null));
    on(this.plot, "pointerdown", (event) => this.press(event));
    on(this.plot, "pointermove", (event) => this.move(event));
    on(this.plot, "pointerup", (event) => this.lift(event));
    on(this.plot, "pointercancel", (event) => this.drop(event));
    on(this.plot, "wheel", (event) => this.wheel(event), { passive: false });
    for (const [name, node] of Object.entries(this.handles)) {
      on(node, "keydown", (event) => this.pressKey(event, name));
    }
    this.rove(this.marks, () => [...this.marks.children]);
    on(this.list, "keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.closeList(true);
    });
    on(this.table, "toggle", () => this.fillTable());
  }

  touched(event) {
    const inside = (node) => event.composedPath().includes(node);
    if (!inside(this.list) && !inside(this.marks)) this.closeList();
    if (!inside(this.buttons.play) && !inside(this.speed)) this.pause();
  }

  at(event) {
    const box = this.plot.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  press(event) {
    const path = event.composedPath();
    if (event.button || path.includes(this.marks) || path.includes(this.list)) return;
    const [x, y] = this.at(event);
    this.pointers.set(event.pointerId, x);
    this.plot.setPointerCapture(event.pointerId);
    if (this.pointers.size === 2) {
      this.draft = null;
      this.stopDrift();
      this.held = { kind: "pinch", days: [...this.pointers].map(([id, px]) => [id, this.view[0] + (px / this.width) * (this.view[1] - this.view[0])]) };
      return;
    }
    const name = Object.keys(this.handles).find((one) => path.includes(this.handles[one]));
    const kind = name || (path.includes(this.mover) ? "move" : y > MARKS + BAND ? "pan" : "brush");
    const edge = { on: this.on + 0.5, from: this.range?.[0], to: (this.range?.[1] ?? 0) + 1 }[kind];
    this.held = { kind, x, last: x, day: this.dayAt(x), grip: name ? x - this.x(edge) : 0, range: this.range, gesture: {}, moved: false };
    if (name) this.handles[name].focus();
    if (event.pointerType !== "mouse" && kind === "brush") this.point(this.binAt(x));
    event.preventDefault();
  }

  move(event) {
    const [x, y] = this.at(event);
    if (!this.pointers.has(event.pointerId)) {
      const isOver = event.pointerType === "mouse" && y > MARKS && y <= MARKS + BAND;
      if (isOver) this.point(this.binAt(x));
      return;
    }
    this.pointers.set(event.pointerId, x);
    if (this.held.kind === "pinch") this.pinch();
    else if (this.held.moved || Math.abs(x - this.held.x) > (this.held.kind === "brush" || this.held.kind === "pan" ? SLOP : 1)) {
      this.held.moved = true;
      this.drag(x);
      this.drift(x);
    }
  }

  pinch() {
    const [[one, first], [other, second]] = this.held.days;
    const [x, y] = [this.pointers.get(one), this.pointers.get(other)];
    if (x === undefined || y === undefined || Math.abs(x - y) < TARGET) return;
    const days = Math.abs((second - first) / (y - x));
    const start = first - x * days;
    this.show([start, start + this.width * days]);
  }

  drag(x) {
    const held = this.held;
    const day = this.dayAt(x - held.grip);
    if (held.kind === "on") this.go(day, held.gesture);
    else if (held.kind === "pan") this.shift(held.last - x);
    else this.sketch(x, day);
    held.last = x;
  }

  sketch(x, day) {
    const { kind, range, day: begun, grip } = this.held;
    if (kind === "brush") this.draft = [Math.min(begun, day), Math.max(begun, day)];
    else if (kind === "from") this.draft = [Math.min(this.edgeAt(x - grip), range[1]), range[1]];
    else if (kind === "to") this.draft = [range[0], Math.max(this.edgeAt(x - grip) - 1, range[0])];
    else {
      const shift = bound(this.dayAt(x) - begun, this.first - range[0], this.last - range[1]);
      this.draft = [range[0] + shift, range[1] + shift];
    }
    this.pointed = this.draft;
    this.draw();
  }

  // At the edge of what is in sight the days move on under the hand.
  drift(x) {
    const pull = x < 14 ? -1 : x > this.width - 14 ? 1 : 0;
    if (!pull || this.isWhole() || this.held.kind === "pan") return this.stopDrift();
    if (this.drifting) return undefined;
    this.drifting = setInterval(() => {
      this.shift(pull * this.width * 0.015);
      this.drag(this.held.last);
    }, 40);
    return undefined;
  }

  stopDrift() {
    clearInterval(this.drifting);
    this.drifting = null;
  }

  lift(event) {
    if (!this.pointers.delete(event.pointerId)) return;
    const { kind, moved, x } = this.held;
    this.stopDrift();
    if (kind === "pinch") {
      if (!this.pointers.size) this.held = null;
      return;
    }
    if (this.draft) this.keep(...this.draft);
    else if (!moved && (kind === "brush" || kind === "pan" || kind === "move")) this.tap(x, event);
    this.held = null;
  }

  tap(x, event) {
    const pointed = event.pointerType === "mouse" ? null : this.pointed;
    this.go(this.claimDayNear(x));
    this.point(pointed);
  }

  drop(event) {
    this.pointers.delete(event.pointerId);
    this.stopDrift();
    this.draft = null;
    if (!this.pointers.size) this.held = null;
    this.draw();
  }

  wheel(event) {
    const [x] = this.at(event);
    const across = event.shiftKey && !event.deltaX ? event.deltaY : event.deltaX;
    if (event.ctrlKey) this.zoom(Math.exp(event.deltaY * (event.deltaMode ? 0.05 : 0.005)), x);
    else if (Math.abs(across) > Math.abs(event.deltaY) || event.shiftKey) this.shift(across);
    else return;
    event.preventDefault();
  }

  pressKey(event, name) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const sign = { ArrowRight: 1, ArrowUp: 1, PageUp: 30, ArrowLeft: -1, ArrowDown: -1, PageDown: -30 }[event.key];
    const factor = { "+": 0.6, "=": 0.6, "-": 1 / 0.6 }[event.key];
    if (factor) this.zoom(factor, bound(this.x(this.on + 0.5), 0, this.width));
    else if (name === "on") {
      const ends = { Home: this.first, End: this.last };
      if (event.shiftKey && sign) this.go(sign > 0 ? this.claimDayAfter(this.on) : this.claimDayBefore(this.on), this.run());
      else if (sign) this.go(this.on + sign, this.run());
      else if (event.key in ends) this.go(ends[event.key]);
      else return;
    } else if (!this.pressRangeKey(event, name, sign)) return;
    event.preventDefault();
  }

  pressRangeKey(event, name, sign) {
    const [from, to] = this.range;
    const low = name === "from" ? this.first : from;
    const high = name === "from" ? to : this.last;
    const ends = { Home: low, End: high };
    const day = sign ? (name === "from" ? from : to) + sign : ends[event.key];
    if (event.key === "Delete" || event.key === "Backspace") this.clearRange();
    else if (day === undefined) return false;
    else this.keep(...(name === "from" ? [bound(day, low, high), to] : [from, bound(day, low, high)]));
    this.pointed = this.range;
    this.draw();
    return true;
  }

  point(stretch) {
    const same = (stretch && stretch.join()) === (this.pointed && this.pointed.join());
    if (same || this.held?.moved) return;
    this.pointed = stretch;
    this.draw();
  }

  binAt(x) {
    const { begin, next } = UNITS[this.unit];
    const first = begin(this.dayAt(x));
    return [first, next(first) - 1];
  }

  /* -- what is counted -- */

  binned(rows, unit) {
    const { begin, next } = UNITS[unit];
    const bins = new Map();
    for (const { day, counts } of rows) {
      const first = begin(day);
      const bin = bins.get(first) || { first, end: next(first), counts: counts.map(() => 0) };
      counts.forEach((count, index) => (bin.counts[index] += count));
      bins.set(first, bin);
    }
    return [...bins.values()];
  }

  countsOf(first, last) {
    const sums = this.data.camps.map(() => 0);
    for (const { day, counts } of this.days) {
      if (day >= first && day <= last) counts.forEach((count, index) => (sums[index] += count));
    }
    return sums;
  }

  isQuiet(first, last) {
    return this.quiet.some(([begin, end]) => begin <= first && last <= end);
  }

  // "First camp 4, Second camp 9, Observers 2 claims"
  said(first, last) {
    const sums = this.countsOf(first, last);
    const parts = this.data.camps.map(({ label }, index) => (sums[index] ? `${label} ${sums[index]}` : "")).filter(Boolean);
    if (!parts.length) return this.silence(first, last);
    const total = sums.reduce((sum, count) => sum + count, 0);
    return `${parts.join(", ")} ${total === 1 ? "claim" : "claims"}`;
  }

  silence(first, last) {
    const range = this.wishes.value("from") !== null || this.wishes.value("to") !== null ? this.range : null;
    if (range && (last < range[0] || first > range[1])) return "outside the range";
    if (this.isQuiet(first, last)) return this.data.words.empty;
    return first === last ? "no claim begins on this day; a longer one reaches into it" : "no claim begins in these days";
  }

  /* -- drawing -- */

  draw() {
    this.width = this.plot.clientWidth;
    if (!this.data || !this.width || !this.view) return;
    this.measure();
    this.drawing.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`);
    this.drawing.replaceChildren(
      this.patterns(), ...this.shades(), ...this.silences(), ...this.stems(), ...this.grid(), ...this.bars(this.beyond, true),
      ...this.bars(this.days, false), ...this.baseline(), ...this.brush(), ...this.ticks(), ...this.hand(),
    );
    this.drawGutter();
    this.drawMarks();
    this.drawHandles();
    this.drawTools();
    this.drawReadout();
    this.foretell();
  }

  /* -- the map: its fills follow the hand at once; all else that it says comes with the server's answer -- */

  foretell() {
    if (!this.data.ahead) return;
    const isAhead = !this.wishes.isSettled() && this.on !== this.wishes.truth.on;
    const told = { on: isoOf(this.on), districts: isAhead ? this.fillsOn(this.on - this.first) : null };
    const key = `${isAhead}/${told.on}`;
    if (key === this.foretold) return;
    this.foretold = key;
    for (const frame of document.querySelectorAll("iframe[title*='st_folium']")) {
      const map = frame.contentWindow && frame.contentWindow.claimatlas;
      if (map) map.foretell(told);
    }
  }

  fillsOn(offset) {
    const { fills, districts } = this.data.ahead;
    const found = {};
    for (const [pcode, turns] of Object.entries(districts)) {
      let [low, high] = [0, turns.length / 2 - 1];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (turns[2 * middle] <= offset) low = middle;
        else high = middle - 1;
      }
      const [look, age] = fills[turns[2 * low + 1]];
      found[pcode] = { look, age };
    }
    return found;
  }

  measure() {
    this.family = getComputedStyle(this.root).fontFamily;
    const pixels = this.width / (this.view[1] - this.view[0]);
    this.unit = Object.keys(UNITS).find((unit) => UNITS[unit].days * pixels >= SMALLEST_BAR) || "year";
    this.lanes = this.data.camps.map(({ place }, index) => (place === "lane" ? index : -1)).filter((index) => index >= 0);
    const tallest = (bins, place) => Math.max(0, ...bins.map(({ counts }) => Math.max(0, ...counts.filter((_, index) => this.data.camps[index].place === place))));
    const all = this.binned([...this.days, ...this.beyond], this.unit);
    const [up, down] = [tallest(all, "up"), tallest(all, "down")];
    const room = BAND - this.lanes.length * LANE;
    // The sides share the room as their tallest bars do, and one claim is as tall on either side.
    this.upRoom = Math.round(room * bound(up / (up + down || 1), 0.3, 0.7));
    this.downRoom = room - this.upRoom;
    this.axis = MARKS + this.upRoom;
    this.below = this.axis + this.lanes.length * LANE;
    this.near = all.filter(({ first, end }) => end > this.view[0] && first < this.view[1]);
    const [nearUp, nearDown] = [tallest(this.near, "up"), tallest(this.near, "down")];
    this.tallestLane = tallest(this.near, "lane");
    this.perClaim = Math.min((this.upRoom - 3) / (nearUp || 1), (this.downRoom - 3) / (nearDown || 1), 12);
  }

  patterns() {
    const defs = shape("defs", {});
    const hatch = shape("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    hatch.append(shape("line", { x1: 0, y1: 0, x2: 0, y2: 6, class: "hatch" }));
    defs.append(hatch);
    return defs;
  }

  block(first, end, top, height, className) {
    const [from, to] = [bound(this.x(first), -2, this.width + 2), bound(this.x(end), -2, this.width + 2)];
    return shape("rect", { x: from, y: top, width: Math.max(0, to - from), height, class: className });
  }

  shades() {
    const drawn = [];
    const range = this.draft || this.range;
    if (range) {
      drawn.push(this.block(this.first, range[0], MARKS, BAND, "outside"), this.block(range[1] + 1, this.last + 1, MARKS, BAND, "outside"));
    }
    const begin = this.data.window ? Math.max(this.on - this.data.window + 1, this.first) : this.first;
    drawn.push(this.block(begin, this.on + 1, MARKS, BAND, "window"), this.block(begin, this.on + 1, MARKS, 3, "window-edge"));
    return drawn;
  }

  silences() {
    const drawn = [];
    const y = (this.axis + this.below) / 2;
    for (const [first, last] of this.quiet) {
      const [from, to] = [Math.max(this.x(first), 0), Math.min(this.x(last + 1), this.width)];
      if (to - from < 3) continue;
      const [left, right] = this.clear(from, to);
      if (right - left < 3) continue;
      drawn.push(shape("rect", { x: left, y: MARKS, width: right - left, height: BAND, class: "quiet" }));
      const [begin, end] = this.besideEdges(left, right);
      const { lines, size, isUpright } = this.silenceWords(last - first + 1, end - begin);
      if (!lines.length) continue;
      const [wide, tall] = [Math.max(...lines.map((line) => widthOf(line, this.font(size)))) + 6, lines.length * (size + 2) + 3];
      const label = shape("g", { transform: `translate(${(begin + end) / 2} ${y})${isUpright ? " rotate(-90)" : ""}` });
      label.append(shape("rect", { x: -wide / 2, y: -tall / 2, width: wide, height: tall, class: "paper" }));
      lines.forEach((line, index) => {
        label.append(shape("text", { y: -tall / 2 + (index + 1) * (size + 2) - 1, "font-size": size, class: "silence" }, line));
      });
      drawn.push(label);
    }
    return drawn;
  }

  // Words stand on one side of the range's handles: the wider one.
  besideEdges(left, right) {
    const range = this.draft || this.range;
    const edges = range ? [this.x(range[0]), this.x(range[1] + 1)].filter((x) => x > left && x < right) : [];
    const parts = [left, ...edges, right].slice(0, -1).map((from, index) => [from, [...edges, right][index]]);
    return parts.reduce((best, part) => (part[1] - part[0] > best[1] - best[0] ? part : best));
  }

  // In one line where there is room, else in narrow ones, else upright; never for less than a week.
  silenceWords(days, room) {
    const { empty } = this.data.words;
    const much = counted(days, "day");
    const narrow = empty.replace("claims ", "claims|").replace("this ", "this|").split("|");
    const forms = [[[`${empty}, ${much}`], 11], [[empty, much], 11], [[...narrow, much], 10.5]];
    const found = forms.find(([lines, size]) => lines.every((line) => widthOf(line, this.font(size)) + 8 < room));
    if (days < 7 || (!found && (days < LONG_SILENCE || room < 15))) return { lines: [] };
    if (found) return { lines: found[0], size: found[1], isUpright: false };
    const upright = [empty, narrow[0]].find((line) => widthOf(line, this.font(10.5)) + 6 < BAND);
    return { lines: upright ? [upright] : [], size: 10.5, isUpright: true };
  }

  // A bar for a month or a week reaches over days without claims: words keep clear of it.
  clear(from, to) {
    let [left, right] = [from, to];
    for (const { first, end } of this.near) {
      const [begin, stop] = [this.x(first), this.x(end)];
      if (begin <= from + 1 && stop > left) left = stop;
      else if (begin < right && stop > from) right = Math.min(right, begin);
    }
    return [left, right];
  }

  font(size) {
    return `${size}px ${this.family}`;
  }

  stems() {
    const near = this.milestones.filter(({ day, end }) => end + 1 > this.view[0] && day < this.view[1]);
    const lines = near.map(({ day }) => `M${this.x(day + 0.5).toFixed(1)} ${MARKS - 4}V${MARKS + BAND}`);
    const long = near.filter(({ day, end }) => end > day);
    return [
      shape("path", { d: lines.join(""), class: "stem" }),
      ...long.map(({ day, end }) => this.block(day, end + 1, MARKS - 3, 3, "span")),
    ];
  }

  grid() {
    const drawn = [];
    const most = Math.max((this.upRoom - 3) / this.perClaim, (this.downRoom - 3) / this.perClaim);
    this.step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((step) => step * this.perClaim >= 14) || 10000;
    this.levels = [];
    for (let level = this.step; this.near.length && level <= most; level += this.step) {
      const [above, under] = [this.axis - level * this.perClaim, this.below + level * this.perClaim];
      if (above >= MARKS) this.levels.push([level, above]);
      if (under <= MARKS + BAND) this.levels.push([level, under]);
    }
    for (const [, y] of this.levels) drawn.push(shape("line", { x1: 0, x2: this.width, y1: y, y2: y, class: "level" }));
    return drawn;
  }

  bars(rows, isBeyond) {
    const drawn = [];
    const near = this.binned(rows, this.unit).filter(({ first, end }) => end > this.view[0] && first < this.view[1]);
    for (const { first, end, counts } of near) {
      const from = this.x(first);
      const wide = this.x(end) - from;
      const width = Math.max(wide - (wide > 4 ? 1 : 0.3), 1.5);
      counts.forEach((count, index) => {
        if (!count) return;
        const { camp, place } = this.data.camps[index];
        const tall = Math.max(count * this.perClaim, 1.5);
        const small = 3 + 6 * (count / Math.max(this.tallestLane, 1));
        const lane = this.axis + this.lanes.indexOf(index) * LANE + LANE / 2;
        const [y, height] = { up: [this.axis - tall, tall], down: [this.below, tall], lane: [lane - small / 2, small] }[place] || [];
        if (height) drawn.push(shape("rect", { x: from, y, width, height, class: isBeyond ? "bar beyond" : `bar camp-${camp}` }));
      });
    }
    return drawn;
  }

  // Firm where some claim is about the day, also one that began before; faint where none is.
  baseline() {
    const drawn = [];
    for (const y of new Set([this.axis, this.below])) drawn.push(shape("line", { x1: 0, x2: this.width, y1: y, y2: y, class: "axis" }));
    const firm = [];
    let begin = this.first;
    for (const [first, last] of [...this.quiet, [this.last + 1, this.last + 1]]) {
      const [from, to] = [Math.max(this.x(begin), 0), Math.min(this.x(first), this.width)];
      if (to > from) for (const y of [this.axis, this.below]) firm.push(`M${from.toFixed(1)} ${y}H${to.toFixed(1)}`);
      begin = last + 1;
    }
    drawn.push(shape("path", { d: firm.join(""), class: "spoken" }));
    if (!this.pointed || this.draft) return drawn;
    return [...drawn, this.block(this.pointed[0], this.pointed[1] + 1, MARKS, BAND, "pointed")];
  }

  brush() {
    const range = this.draft || this.range;
    if (!range) return [];
    return [
      this.block(range[0], range[1] + 1, MARKS, 6, "range-bar"),
      ...[range[0], range[1] + 1].map((edge) => {
        const x = bound(this.x(edge), 0, this.width);
        return shape("line", { x1: x, x2: x, y1: MARKS, y2: MARKS + BAND, class: "range-edge" });
      }),
    ];
  }

  hand() {
    const x = this.x(this.on + 0.5);
    return [shape("line", { x1: x, x2: x, y1: MARKS - 2, y2: MARKS + BAND + 4, class: "hand" })];
  }

  ticks() {
    const pixels = this.width / (this.view[1] - this.view[0]);
    const months = (count) => ({ days: count * 30.4, words: "Sep 2016" });
    const steps = [
      { days: 1, words: "28 Sep" }, { days: 7, words: "28 Sep" }, months(1), months(3), months(6),
      ...[1, 2, 5, 10, 20, 50, 100].map((years) => ({ days: years * 365.25, years, words: "2016" })),
    ];
    const font = this.font(11);
    const step = steps.find(({ days, words }) => days * pixels >= widthOf(words, font) + 14) || steps.at(-1);
    const drawn = [];
    const hand = this.pill();
    for (const [day, words, isMajor] of this.tickDays(step)) {
      const x = this.x(day);
      if (x < -1 || x > this.width) continue;
      drawn.push(shape("line", { x1: x, x2: x, y1: MARKS + BAND, y2: MARKS + BAND + (isMajor ? 7 : 4), class: "tick" }));
      const half = widthOf(words, font) / 2;
      const middle = bound(x, half, this.width - half);
      if (middle + half + 4 < hand.left || middle - half - 4 > hand.left + hand.width) {
        drawn.push(shape("text", { x: middle, y: HEIGHT - 6, class: isMajor ? "tick-words major" : "tick-words" }, words));
      }
    }
    return drawn;
  }

  tickDays({ days, years }) {
    const found = [];
    const end = this.view[1];
    if (years) {
      const begin = Math.floor(yearOf(Math.floor(this.view[0])) / years) * years;
      for (let year = begin; dayOf(year, 0, 1) <= end; year += years) found.push([dayOf(year, 0, 1), `${year}`, true]);
      return found;
    }
    const every = Math.round(days / 30.4);
    for (let month = UNITS.month.begin(Math.floor(this.view[0])); month <= end; month = UNITS.month.next(month)) {
      const number = dateOf(month).getUTCMonth();
      if (every && number % every === 0) found.push([month, number ? monthOf(month).slice(0, 3) : `${yearOf(month)}`, number === 0]);
      if (every) continue;
      for (let day = month; day < UNITS.month.next(month); day += days) {
        if (day === month || UNITS.month.next(month) - day > days / 2) found.push([day, shortDay(day).slice(0, -5), day === month]);
      }
    }
    return found;
  }

  drawGutter() {
    const label = (words, y, className) => {
      const node = element("span", className, words);
      node.style.top = `${y}px`;
      return node;
    };
    const middles = { up: this.axis - this.upRoom / 2, down: this.below + this.downRoom / 2 };
    const names = this.data.camps.map(({ camp, label: words, place }, index) => {
      const lane = this.axis + this.lanes.indexOf(index) * LANE + LANE / 2;
      return place ? label(words, middles[place] ?? lane, `side camp-${camp}`) : "";
    });
    this.gutter.replaceChildren(...names, ...this.levels.map(([level, y]) => label(`${level}`, y, "level-words")));
  }

  pill() {
    const width = widthOf(shortDay(this.on), this.font(12)) + 20;
    return { left: bound(this.x(this.on + 0.5) - width / 2, 0, this.width - width), width };
  }

  drawHandles() {
    const pill = this.pill();
    const node = this.handles.on;
    node.textContent = shortDay(this.on);
    node.style.left = `${pill.left}px`;
    node.style.width = `${pill.width}px`;
    this.speak(node, this.on, this.first, this.last, `${longDay(this.on)}: ${this.said(this.on, this.on)}`);
    const range = this.draft || this.range;
    this.mover.hidden = this.handles.from.hidden = this.handles.to.hidden = !range;
    if (!range) return;
    const edges = [bound(this.x(range[0]), 0, this.width), bound(this.x(range[1] + 1), 0, this.width)];
    this.handles.from.style.left = `${edges[0]}px`;
    this.handles.to.style.left = `${edges[1]}px`;
    this.mover.style.left = `${edges[0]}px`;
    this.mover.style.width = `${edges[1] - edges[0]}px`;
    const limit = (name, day) => (this.wishes.value(name) === null && !this.draft ? "no limit" : longDay(day));
    this.speak(this.handles.from, range[0], this.first, range[1], limit("from", range[0]));
    this.speak(this.handles.to, range[1], range[0], this.last, limit("to", range[1]));
  }

  speak(node, now, low, high, words) {
    node.setAttribute("aria-valuemin", Math.min(low, now));
    node.setAttribute("aria-valuemax", Math.max(high, now));
    node.setAttribute("aria-valuenow", now);
    node.setAttribute("aria-valuetext", words);
  }

  /* -- milestones -- */

  clusters() {
    const found = [];
    for (const one of this.milestones) {
      const x = this.x(one.day + 0.5);
      if (x < 0 || x > this.width) continue;
      const last = found.at(-1);
      if (last && x - last.x < TARGET) last.members.push(one);
      else found.push({ x, members: [one] });
    }
    return found;
  }

  drawMarks() {
    const clusters = this.clusters();
    const keys = clusters.map(({ members }) => members.map(({ id }) => id).join());
    if (keys.join(";") !== this.markKeys) {
      const focused = [...this.marks.children].indexOf(this.root.getRootNode().activeElement);
      this.marks.replaceChildren(...clusters.map((cluster) => this.mark(cluster)));
      this.markKeys = keys.join(";");
      const nodes = [...this.marks.children];
      if (nodes.length) this.stop(nodes, nodes[bound(focused, 0, nodes.length - 1)]);
      if (nodes.length && focused >= 0) nodes[bound(focused, 0, nodes.length - 1)].focus();
    }
    this.label(clusters);
  }

  mark({ members }) {
    const [one] = members;
    const node = element("button", "mark");
    node.type = "button";
    node.append(members.length > 1 ? element("span", "number", `${members.length}`) : shape("svg", { viewBox: "-6 -7 12 14", "aria-hidden": "true" }));
    if (members.length === 1) node.lastChild.append(shape("path", { d: "M0 6L-5 -1V-6H5V-1Z" }));
    const words = members.length > 1 ? `${one.title} and ${members.length - 1} more` : one.title;
    node.append(element("span", "label", words));
    const days = members.length > 1 ? stretchWords(one.day, members.at(-1).day) : longDay(one.day);
    const name = members.length > 1 ? `${counted(members.length, "milestone")}, ${days}: ${members.map(({ title }) => title).join("; ")}` : `${days}: ${one.title}`;
    node.setAttribute("aria-label", name);
    if (members.length > 1) {
      node.setAttribute("aria-haspopup", "true");
      node.setAttribute("aria-expanded", "false");
    }
    node.addEventListener("click", () => (members.length > 1 ? this.openList(node, members) : this.go(one.day)));
    return node;
  }

  // A name is written where it has room; elsewhere it comes with the pointer or the focus.
  label(clusters) {
    const font = this.font(11.5);
    const nodes = [...this.marks.children];
    const sizes = nodes.map((node) => Math.min(widthOf(node.lastChild.textContent, font) + 10, this.width * 0.7));
    const taken = clusters.map(({ x }) => [x - 11, x + 11]);
    const isHere = ({ members }) => members.some(({ day, end }) => day <= this.on && this.on <= end);
    const order = clusters.map((_, index) => index).sort((one, other) => isHere(clusters[other]) - isHere(clusters[one]) || one - other);
    const written = new Set();
    for (const index of order) {
      const box = [clusters[index].x + 11.5, clusters[index].x + 11.5 + sizes[index]];
      if (box[1] > this.width || taken.some(([from, to]) => box[0] < to && box[1] > from)) continue;
      taken.push(box);
      written.add(index);
    }
    nodes.forEach((node, index) => {
      const { x } = clusters[index];
      node.style.left = `${x}px`;
      node.classList.toggle("written", written.has(index));
      node.classList.toggle("flipped", x + 12 + sizes[index] > this.width && x > this.width / 2);
      node.classList.toggle("here", isHere(clusters[index]));
    });
  }

  openList(mark, members) {
    if (!this.list.hidden && this.opener === mark) return this.closeList(true);
    this.opener = mark;
    mark.setAttribute("aria-expanded", "true");
    this.list.replaceChildren(
      ...members.map(({ day, title }) => {
        const node = element("button", "", `${longDay(day)}: ${title}`);
        node.type = "button";
        node.addEventListener("click", () => {
          this.go(day);
          mark.focus();
        });
        return node;
      }),
    );
    this.list.hidden = false;
    const left = bound(parseFloat(mark.style.left) - 20, 0, Math.max(0, this.width - this.list.offsetWidth));
    this.list.style.left = `${left}px`;
    this.list.firstChild.focus();
    return undefined;
  }

  closeList(isByKey = false) {
    if (this.list.hidden) return;
    this.list.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    if (isByKey) this.opener.focus();
  }

  /* -- words and buttons -- */

  tabStops() {
    return Object.values(this.buttons).filter((node) => !node.hidden);
  }

  drawTools() {
    const { play, Year, Month } = this.buttons;
    const isPlaying = Boolean(this.playing);
    play.setAttribute("aria-label", isPlaying ? "Pause" : "Play");
    play.title = isPlaying ? "Pause" : "Play: the map follows day by day";
    play.firstChild.firstChild.setAttribute("d", isPlaying ? ICONS.pause : ICONS.play);
    const hints = { "Claims before": "The day before with claims", "Day back": "One day back", "Day on": "One day on", "Claims after": "The next day with claims" };
    for (const [name, words] of Object.entries(hints)) {
      const day = this.stepTo(name);
      this.buttons[name].title = day === null ? "There is none." : `${words}: ${longDay(day)}`;
      this.buttons[name].setAttribute("aria-disabled", day === null);
    }
    const span = this.view[1] - this.view[0];
    const isSpan = (days) => !this.isWhole() && Math.abs(span - days) < 0.5;
    this.buttons["Whole record"].setAttribute("aria-pressed", this.isWhole());
    Year.setAttribute("aria-pressed", isSpan(365));
    Month.setAttribute("aria-pressed", isSpan(31));
    this.buttons["Set range"].hidden = Boolean(this.range);
    this.buttons["Clear range"].hidden = !this.range;
    this.buttons["Set range"].title = "Keep the claims about some days only; or draw over the bars";
    const stops = this.tabStops();
    if (!stops.some((node) => node.tabIndex === 0)) this.stop(stops, play);
    else this.stop(stops, stops.find((node) => node.tabIndex === 0));
  }

  drawReadout() {
    const [first, last] = this.pointed || [this.on, this.on];
    const key = JSON.stringify([first, last, this.told, this.range, this.data.words.empty]);
    if (key === this.readoutKey) return;
    this.readoutKey = key;
    const parts = [element("strong", "", `${stretchWords(first, last)}: `)];
    const sums = this.countsOf(first, last);
    const total = sums.reduce((sum, count) => sum + count, 0);
    if (total) {
      parts.push(...this.tally(sums), ` ${total === 1 ? "claim" : "claims"} `);
      const days = { from: [isoOf(first)], to: [isoOf(last)], rows: [], page: [] };
      parts.push(linkTo("claims", days, "Read them", this.follow));
    } else {
      parts.push(element("span", "", `${this.silence(first, last)}. `), ...this.nearest(first, last));
    }
    this.readout.replaceChildren(...parts);
    this.names.replaceChildren(...this.namesOf(...(this.pointed || [this.on, this.on])));
  }

  tally(sums) {
    const spoken = this.data.camps.map((camp, index) => ({ ...camp, count: sums[index] })).filter(({ count }) => count);
    return spoken.flatMap(({ camp, label, place, count }, index) => {
      const mark = element("span", `key key-${place} camp-${camp}`);
      mark.setAttribute("aria-hidden", "true");
      return [index ? ", " : "", mark, element("span", "", `${label} ${count.toLocaleString("en")}`)];
    });
  }

  nearest(first, last) {
    const near = [this.claimDayBefore(first), this.claimDayAfter(last)].filter((day) => day !== null);
    if (!this.days.length) return [this.data.words.nothing];
    return near.length ? [`Nearest with claims: ${near.map(longDay).join(" and ")}.`] : [];
  }

  namesOf(first, last) {
    const here = this.milestones.filter((one) => one.day <= last && first <= one.end);
    const links = here.flatMap(({ id, title }) => [" · ", linkTo("milestone", { event: [id] }, title, this.follow)]);
    return links.length ? [here.length === 1 ? "Milestone: " : "Milestones: ", ...links.slice(1)] : [];
  }

  // The same in words: months with claims, and the quiet between them.
  fillTable() {
    const [summary] = this.table.children;
    if (!this.table.open || this.tableKey === this.told) return;
    this.tableKey = this.told;
    const camps = this.data.camps.map((camp, index) => ({ ...camp, index })).filter(({ place }) => place);
    const table = element("table", "");
    const head = element("tr", "");
    head.append(...["Month", ...camps.map(({ label }) => label), "Claims"].map((words) => element("th", "", words)));
    const months = this.binned(this.days, "month").map((bin) => ({ ...bin, counts: bin.counts }));
    const rows = [...months, ...this.longQuiet(months)].sort((one, other) => one.first - other.first);
    const body = element("tbody", "");
    body.append(...rows.map((row) => (row.counts ? this.monthRow(row, camps) : this.quietRow(row, camps.length + 2))));
    const top = element("thead", "");
    top.append(head);
    table.append(top, body);
    this.table.replaceChildren(summary, element("p", "", this.data.note), table);
  }

  longQuiet(months) {
    const begun = new Set(months.map(({ first }) => first));
    return this.quiet.flatMap(([first, last]) => {
      const whole = [];
      for (let month = UNITS.month.begin(first); month <= last; month = UNITS.month.next(month)) whole.push(month);
      return whole.some((month) => !begun.has(month)) || last - first >= 30 ? [{ first: first + 0.5, from: first, last }] : [];
    });
  }

  monthRow({ first, end, counts }, camps) {
    const row = element("tr", "");
    const total = counts.reduce((sum, count) => sum + count, 0);
    row.append(element("th", "", stretchWords(first, end - 1)), ...camps.map(({ index }) => element("td", "", counts[index].toLocaleString("en"))));
    const cell = element("td", "");
    const days = { from: [isoOf(first)], to: [isoOf(end - 1)], rows: [], page: [] };
    cell.append(linkTo("claims", days, counted(total, "claim"), this.follow));
    row.append(cell);
    return row;
  }

  quietRow({ from, last }, columns) {
    const row = element("tr", "quiet-row");
    const cell = element("td", "", `${stretchWords(from, last)}: ${this.data.words.empty} (${counted(last - from + 1, "day")})`);
    cell.colSpan = columns;
    row.append(cell);
    return row;
  }
}

/* ---- the one door: `parts` are those that every element shares ---- */

export function show(root, data, go, parts) {
  ({ element, linkTo } = parts);
  root.timeline ??= new Timeline(root);
  root.timeline.update(data, go);
}
