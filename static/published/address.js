/* What is asked for, and the address that says it: after the # of the page, in the words of the dashboard's addresses.
 *
 * Comes in: an address, or what is asked for. Goes out: the other one, and what was asked for in vain.
 * Refuses to drop anything silently.
 */
"use strict";

window.claimatlasAddress = (function () {
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const EXTENT = /^\d{1,2}(\.\d{1,2})?\/-?\d{1,2}(\.\d{1,5})?\/-?\d{1,3}(\.\d{1,5})?$/;

  function usual(record) {
    const { on, window: days, place, layers, extent } = record.asked;
    return { on, window: days, place, layers, extent, parties: [], types: [], from: null, to: null, known: null, claim: "", list: "", listed: 1, rule: null, near: "", page: 1, embed: false };
  }

  function dayIn(record, text) {
    if (!DAY.test(text) || Number.isNaN(Date.parse(`${text}T00:00:00Z`))) return null;
    const day = record.dayOf(text);
    return record.isoOf(day) === text ? day : null;
  }

  const within = (value, known) => (known(value) ? value : null);

  // Each parameter: how its text becomes a value; null for what does not exist.
  function readers(record) {
    const day = (text) => dayIn(record, text);
    const isYes = (text) => within(text, (one) => one === "yes");
    const number = (text) => within(Number(text), (one) => Number.isInteger(one) && one > 0 && one < 1e6);
    const codeIn = (codes) => (text) => within(codes.findIndex(([code]) => code === text), (place) => place >= 0);
    return {
      on: ["on", (text) => { const found = day(text); return found !== null && found >= 0 && found < record.days ? found : null; }],
      from: ["from", day],
      to: ["to", day],
      "known-by": ["known", day],
      place: ["place", (text) => within(text, (one) => !one || record.districts.some(({ pcode }) => pcode === one))],
      view: ["extent", (text) => within(text, (one) => EXTENT.test(one))],
      claim: ["claim", (text) => within(text, (one) => record.placeOf.has(one))],
      rule: ["rule", codeIn(record.codes.rules)],
      page: ["page", number],
      near: ["near", isYes],
      list: ["list", isYes],
      "claims-page": ["listed", number],
    };
  }

  function listed(given, key) {
    return given.getAll(key).flatMap((text) => text.split(",")).filter(Boolean);
  }

  function read(record, hash) {
    const given = new URLSearchParams(hash.startsWith("#?") ? hash.slice(2) : "");
    const asked = usual(record);
    const ignored = [];
    for (const [key, [field, reader]] of Object.entries(readers(record))) {
      if (!given.has(key)) continue;
      const found = reader(given.get(key));
      if (found === null) ignored.push(`${key}=${given.get(key)}`);
      else asked[field] = found;
    }
    if (given.has("window")) {
      const wanted = given.get("window") === "all" ? null : Number(given.get("window"));
      if (record.windows.includes(wanted)) asked.window = wanted;
      else ignored.push(`window=${given.get("window")}`);
    }
    for (const [key, field, codes] of [["party", "parties", record.codes.parties], ["claim-type", "types", record.codes.types]]) {
      for (const text of listed(given, key)) {
        const place = codes.findIndex(([code]) => code === text);
        if (place < 0) ignored.push(`${key}=${text}`);
        else if (!asked[field].includes(place)) asked[field].push(place);
      }
    }
    readLayers(record, given, asked, ignored);
    asked.embed = given.has("embed");
    return { asked, ignored };
  }

  function readLayers(record, given, asked, ignored) {
    if (!given.has("layer") && !given.has("hide")) return;
    const known = record.codes.layers.map(([code]) => code);
    const [more, less] = [listed(given, "layer"), listed(given, "hide")];
    ignored.push(...more.filter((code) => !known.includes(code)).map((code) => `layer=${code}`));
    ignored.push(...less.filter((code) => !known.includes(code)).map((code) => `hide=${code}`));
    asked.layers = known.filter((code) => (record.codes.unusual.includes(code) ? more.includes(code) : !less.includes(code)));
  }

  function write(record, asked) {
    const start = usual(record);
    const given = new URLSearchParams();
    const day = (key, value) => value !== null && given.set(key, record.isoOf(value));
    day("on", asked.on);
    given.set("window", asked.window === null ? "all" : asked.window);
    if (asked.place !== start.place) given.set("place", asked.place);
    day("known-by", asked.known);
    asked.parties.forEach((place) => given.append("party", record.codes.parties[place][0]));
    asked.types.forEach((place) => given.append("claim-type", record.codes.types[place][0]));
    day("from", asked.from);
    day("to", asked.to);
    if (asked.claim) given.set("claim", asked.claim);
    if (asked.rule !== null) given.set("rule", record.codes.rules[asked.rule][0]);
    if (asked.page > 1) given.set("page", asked.page);
    if (asked.near) given.set("near", asked.near);
    if (asked.list) given.set("list", asked.list);
    if (asked.listed > 1) given.set("claims-page", asked.listed);
    if (asked.layers.join() !== start.layers.join()) writeLayers(record, asked, given);
    if (asked.extent && asked.extent !== start.extent) given.set("view", asked.extent);
    if (asked.embed) given.set("embed", "");
    return `#?${given.toString().replace(/%2F/g, "/")}`;
  }

  function writeLayers(record, asked, given) {
    const { layers, unusual } = record.codes;
    asked.layers.filter((code) => unusual.includes(code)).forEach((code) => given.append("layer", code));
    layers.filter(([code]) => !unusual.includes(code) && !asked.layers.includes(code)).forEach(([code]) => given.append("hide", code));
    if (!given.has("layer") && !given.has("hide")) given.set("layer", "");
  }

  // The dashboard's elements name its pages, of which there is one here.
  function here(record, page, parameters) {
    const event = page === "milestone" && record.events.find(({ id }) => id === parameters.event[0]);
    if (event) return { on: [record.isoOf(event.from)] };
    return page === "claims" ? { ...parameters, list: ["yes"], claim: [], "claims-page": [] } : parameters;
  }

  // Where a link leads.
  function follow(record, asked, page, parameters) {
    const given = new URLSearchParams(write(record, asked).slice(2));
    for (const [name, values] of Object.entries(here(record, page, parameters))) {
      given.delete(name);
      values.forEach((value) => given.append(name, value));
      // An empty place is one as well: none, where the page began with one.
      if (name === "place" && !values.length) given.set(name, "");
    }
    return `#?${given.toString().replace(/%2F/g, "/")}`;
  }

  return { usual, read, write, follow };
})();
