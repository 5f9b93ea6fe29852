/* What a map of one day says, worked out in the browser: the rules of claimatlas/state.py, marks.py and histogram.py.
 *
 * Comes in: a record as small numbers, and what the reader asks for. Goes out: the message that the map is told.
 * Refuses to weigh claims, to count assessments, or to read silence as control. A test compares it with Python's.
 */
"use strict";

window.claimatlasState = (function () {
  const DAY_MS = 86400000;
  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const VALUES = new Map([...SIGNS].map((sign, value) => [sign.charCodeAt(0), value]));

  // Whole numbers as claimatlas/export/published/compact.py writes them.
  function unpacked(text) {
    const numbers = [];
    let number = 0;
    let weight = 1;
    for (let i = 0; i < text.length; i += 1) {
      const value = VALUES.get(text.charCodeAt(i));
      number += (value & 31) * weight;
      weight *= 32;
      if (value & 32) continue;
      numbers.push(number % 2 ? -(number + 1) / 2 : number / 2);
      number = 0;
      weight = 1;
    }
    return numbers;
  }

  const columns = (packed) =>
    Object.fromEntries(Object.entries(packed).map(([name, cells]) => [name, typeof cells === "string" ? Int32Array.from(unpacked(cells)) : cells]));

  function ready(data) {
    const { codes } = data;
    const claims = columns(data.claims);
    const size = claims.id.length;
    const ground = new Set(codes.ground);
    claims.ground = new Uint8Array(size);
    for (let i = 0, day = 0; i < size; i += 1) {
      day += claims.event[i];
      claims.event[i] = day;
      claims.last[i] += day;
      claims.reported[i] += day;
      claims.ground[i] = ground.has(claims.type[i]) && claims.beneficiary[i] >= 0 && claims.district[i] >= 0 ? 1 : 0;
    }
    const start = Date.parse(`${data.first}T00:00:00Z`) / DAY_MS;
    const { pairs } = data.disputes;
    return {
      ...data,
      claims,
      size,
      disputes: { ...data.disputes, pairs: pairs && columns(pairs) },
      placeOf: new Map(claims.id.map((id, place) => [id, place])),
      isoOf: (day) => new Date((start + day) * DAY_MS).toISOString().slice(0, 10),
      dayOf: (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY_MS - start),
      sides: codes.sides,
    };
  }

  // Whether each claim passes the filters and the reader's knowledge clock; the day shown and the window are not filters.
  function passing(record, asked) {
    const { claims, size } = record;
    const passes = new Uint8Array(size);
    const parties = asked.parties.length ? new Set(asked.parties) : null;
    const types = asked.types.length ? new Set(asked.types) : null;
    for (let i = 0; i < size; i += 1) {
      const isKept =
        (!parties || parties.has(claims.party[i])) &&
        (!types || types.has(claims.type[i])) &&
        (asked.from === null || claims.last[i] >= asked.from) &&
        (asked.to === null || claims.event[i] <= asked.to) &&
        (asked.known === null || claims.reported[i] <= asked.known);
      passes[i] = isKept ? 1 : 0;
    }
    return passes;
  }

  const isFiltered = (record, asked) =>
    record.scope.is_filtered || asked.parties.length > 0 || asked.types.length > 0 || asked.from !== null || asked.to !== null || asked.known !== null;

  // Greatest last event day, then publication, then identifier.
  function isLater(claims, one, other) {
    if (other < 0 || claims.last[one] !== claims.last[other]) return other < 0 || claims.last[one] > claims.last[other];
    if (claims.reported[one] !== claims.reported[other]) return claims.reported[one] > claims.reported[other];
    return claims.id[one] > claims.id[other];
  }

  const isInWindow = ({ claims }, asked, i) =>
    claims.event[i] <= asked.on && (asked.window === null || claims.last[i] > asked.on - asked.window);

  const isFine = ({ claims }, asked, i) => asked.window === null || claims.span[i] <= asked.window;

  function tallied(record, passes, asked) {
    const { claims, size, districts, codes } = record;
    const camps = codes.camps.length;
    const found = {
      live: new Int32Array(districts.length * camps),
      latest: new Int32Array(districts.length).fill(-1),
      said: new Int32Array(districts.length * camps),
      lastSaid: new Int32Array(districts.length * camps).fill(-1),
      arrows: new Set(),
      assessed: new Set(),
      deciding: 0,
      coarse: 0,
    };
    for (let i = 0; i < size; i += 1) {
      if (claims.event[i] > asked.on) break; // claims are in the order of their days
      if (passes[i] && claims.district[i] >= 0 && isInWindow(record, asked, i)) tally(record, asked, found, i, camps);
    }
    return found;
  }

  function tally(record, asked, found, i, camps) {
    const { claims, codes } = record;
    const district = claims.district[i];
    const voice = district * camps + claims.camp[i];
    found.said[voice] += 1;
    if (isLater(claims, i, found.lastSaid[voice])) found.lastSaid[voice] = i;
    if (!isFine(record, asked, i)) {
      found.coarse += claims.ground[i];
      return;
    }
    const gains = claims.beneficiary[i];
    if (claims.approach[i] >= 0) found.arrows.add(`${district} ${claims.approach[i]} ${gains}`);
    if (claims.type[i] === codes.assessment) found.assessed.add(`${district} ${gains}`);
    if (!claims.ground[i]) return;
    found.deciding += 1;
    found.live[district * camps + gains] += 1;
    if (isLater(claims, i, found.latest[district])) found.latest[district] = i;
  }

  function ageOf(record, asked, claim) {
    if (claim < 0) return "";
    const age = asked.on - record.claims.last[claim];
    return record.marks.ages.find(([, days]) => days === null || age <= days)[0];
  }

  function concederOf(record, claim) {
    if (claim < 0) return "";
    const { camp, beneficiary } = record.claims;
    return record.sides.includes(camp[claim]) && camp[claim] !== beneficiary[claim] ? record.codes.camps[camp[claim]][0] : "";
  }

  function districtState(record, asked, found, district) {
    const { claims, codes, marks } = record;
    const camps = codes.camps.length;
    const live = record.sides.map((camp) => [codes.camps[camp][0], found.live[district * camps + camp]]).filter(([, count]) => count);
    const claim = found.latest[district];
    const said = {};
    for (let camp = 0; camp < camps; camp += 1) {
      const last = found.lastSaid[district * camps + camp];
      if (last < 0) continue;
      const words = [record.isoOf(claims.last[last]), codes.parties[claims.party[last]][0], codes.types[claims.type[last]][0]];
      said[codes.camps[camp][0]] = [found.said[district * camps + camp], ...words];
    }
    return {
      look: marks.looks[live.map(([side]) => side).join(",")],
      age: ageOf(record, asked, claim),
      counts: Object.fromEntries(live),
      latest: claim < 0 ? "" : record.isoOf(claims.last[claim]),
      conceded: concederOf(record, claim),
      said,
    };
  }

  // Marks come in the order of their codes, as Python sorts them; digits and signs stand before letters in both.
  function sorted(marks, keyOf) {
    const keyed = marks.map((mark) => [keyOf(mark), mark]);
    keyed.sort(([one], [other]) => (one < other ? -1 : 1));
    return keyed.map(([, mark]) => mark);
  }

  const campOf = (record, camp) => (camp < 0 ? "" : record.codes.camps[camp][0]);

  function arrowsOf(record, found) {
    const { approaches } = record.codes;
    const named = [...found].map((mark) => {
      const [district, approach, camp] = mark.split(" ").map(Number);
      const [code, bearing] = approaches[approach];
      return { code, mark: { district: record.districts[district].pcode, bearing, camp: campOf(record, camp) } };
    });
    return sorted(named, ({ code, mark }) => `${mark.district}\u0000${code}\u0000${mark.camp}`).map(({ mark }) => mark);
  }

  function assessmentsOf(record, found) {
    const named = [...found].map((mark) => {
      const [district, camp] = mark.split(" ").map(Number);
      return { district: record.districts[district].pcode, camp: campOf(record, camp) };
    });
    return sorted(named, ({ district, camp }) => `${district}\u0000${camp}`);
  }

  function milestonesOn(record, day) {
    const named = record.events
      .filter((event) => event.from <= day && day <= event.to)
      .flatMap((event) => event.districts.map((district) => ({ district: record.districts[district].pcode, kind: record.codes.kinds[event.kind][0], id: event.id })));
    return sorted(named, ({ district, id }) => `${district}\u0000${id}`).map(({ district, kind }) => ({ district, kind }));
  }

  // Python rounds a half to the even number.
  function tenths(number) {
    const whole = Math.floor(number * 10);
    const rest = number * 10 - whole;
    return (whole + (rest > 0.5 || (rest === 0.5 && whole % 2) ? 1 : 0)) / 10;
  }

  function discsOf(record, asked, states) {
    const most = record.marks.most[asked.window === null ? "all" : asked.window];
    const [smallest, largest] = record.marks.disc;
    const found = Object.entries(states).flatMap(([district, { said }]) => {
      const counts = Object.fromEntries(Object.entries(said).map(([camp, [count]]) => [camp, count]));
      const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
      return total ? [{ district, counts, radius: tenths(Math.max(smallest, largest * Math.sqrt(total / most))) }] : [];
    });
    return sorted(found, ({ district }) => district);
  }

  // Exactly the marks that occur, in the order in which all that are possible are listed.
  function legendOf(record, asked, view, filtered) {
    const states = Object.values(view.districts);
    const shows = (layer) => view.shown.includes(layer);
    const occurs = {
      fill: ({ code }) => shows("status") && states.some(({ look }) => look === code),
      age: ({ code }) => shows("status") && states.some(({ age }) => age === code),
      conceded: ({ code }) => shows("status") && states.some(({ conceded }) => conceded === code),
      arrow: ({ code }) => view.arrows.some(({ camp }) => camp === code),
      milestone: () => view.milestones.length > 0,
      outline: () => Boolean(view.place),
      province: () => shows("provinces"),
      frontier: () => true,
      river: () => shows("rivers"),
      town: () => shows("towns"),
    };
    const overlay = [];
    if (view.discs.length) {
      const speaking = new Set(view.discs.flatMap(({ counts }) => Object.keys(counts)));
      const entries = record.marks.discs[asked.window === null ? "all" : asked.window];
      overlay.push(...entries.filter(({ symbol, code }) => symbol !== "sector" || speaking.has(code)));
    }
    if (view.assessments.length) {
      const named = new Set(view.assessments.map(({ camp }) => camp));
      overlay.push(...record.marks.assessments.filter(({ symbol, code }) => symbol === "title" || named.has(code)));
    }
    return { legend: record.marks.legend[filtered ? 1 : 0].filter((entry) => occurs[entry.symbol](entry)), overlay_legend: overlay };
  }

  function message(record, passes, asked) {
    const found = tallied(record, passes, asked);
    const shows = (layer) => asked.layers.includes(layer);
    const filtered = isFiltered(record, asked);
    const districts = Object.fromEntries(record.districts.map(({ pcode }, place) => [pcode, districtState(record, asked, found, place)]));
    const view = {
      on: record.isoOf(asked.on),
      districts,
      arrows: shows("status") ? arrowsOf(record, found.arrows) : [],
      shown: record.codes.layers.map(([code]) => code).filter(shows),
      discs: shows("claims") ? discsOf(record, asked, districts) : [],
      milestones: shows("milestones") ? milestonesOn(record, asked.on) : [],
      assessments: shows("assessments") ? assessmentsOf(record, found.assessed) : [],
      silent: record.marks.silent[filtered ? 1 : 0],
      place: asked.place,
      extent: asked.extent,
      tiles: "off",
    };
    const counts = { live: found.deciding, coarse: found.coarse };
    return { ...view, ...legendOf(record, asked, view, filtered), counts };
  }

  return { ready, passing, message, isInWindow, isFiltered, unpacked };
})();
