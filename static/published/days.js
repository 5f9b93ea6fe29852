/* Days in words, and how many claims each has: what the timeline is told.
 *
 * Comes in: a record as small numbers, which claims pass. Goes out: counts by day, and the stretches without.
 * Refuses to count a claim twice, and to call a day quiet that a longer claim covers: as claimatlas/histogram.py.
 */
"use strict";

window.claimatlasDays = (function () {
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const NOTHING = "No day has a claim that passes: take a filter or the limit of knowledge away.";

  const counted = (number, noun) => `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

  function longDay(iso) {
    const [year, month, date] = iso.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}`;
  }

  // One row per day with claims: the day, then the count of each camp.
  function rowsOf(record, isCounted) {
    const { event, camp } = record.claims;
    const rows = [];
    for (let i = 0; i < record.size; i += 1) {
      if (!isCounted(i)) continue;
      const before = rows.at(-1);
      if (!before || before[0] !== event[i]) rows.push([event[i], ...record.codes.camps.map(() => 0)]);
      rows.at(-1)[1 + camp[i]] += 1;
    }
    return rows;
  }

  function quietStretches(record, isCounted, first, last) {
    const { event, last: ends } = record.claims;
    const stretches = [];
    let reached = first - 1;
    const close = (day) => {
      if (reached + 1 <= Math.min(day - 1, last)) stretches.push([reached + 1, Math.min(day - 1, last)]);
    };
    for (let i = 0; i < record.size; i += 1) {
      if (!isCounted(i)) continue;
      close(event[i]);
      reached = Math.max(reached, ends[i]);
    }
    close(last + 1);
    return stretches;
  }

  function noteOf({ claims, size }, passes) {
    let total = 0;
    let coarse = 0;
    for (let i = 0; i < size; i += 1) {
      if (!passes[i]) continue;
      total += 1;
      if (claims.last[i] > claims.event[i] || claims.span[i] > 1) coarse += 1;
    }
    const said = `${counted(total, "claim")} of every type, each counted once, on the first day it is about.`;
    if (!coarse) return said;
    const what = coarse === 1 ? "is about several days or knows its" : "are about several days or know their";
    return `${said} ${coarse.toLocaleString("en")} of them ${what} day less finely than a day.`;
  }

  // Bars of the first side stand upwards, those of the second downwards; whoever else speaks has a lane between.
  function campsOf(record) {
    const spoken = new Set(record.claims.camp);
    const places = { left: "up", right: "down" };
    const { camps, camp_sides: sides } = record.codes;
    return camps.map(([camp, label], place) => ({ camp, label, place: places[sides[place]] || (spoken.has(place) ? "lane" : "") }));
  }

  // What changes with a filter alone is worked out once for it.
  function counts(record, asked, passes) {
    const whole = window.claimatlasState.passing(record, { ...asked, from: null, to: null });
    const filtered = window.claimatlasState.isFiltered(record, asked);
    return {
      days: rowsOf(record, (i) => passes[i]),
      beyond: rowsOf(record, (i) => whole[i] && !passes[i]),
      quiet: quietStretches(record, (i) => whole[i], 0, record.days - 1),
      note: noteOf(record, passes),
      words: { empty: filtered ? "no claims for this selection" : "no claims on record", nothing: NOTHING, broken: "" },
    };
  }

  function timeline(record, asked, perDay, theme) {
    const iso = (day) => (day === null ? null : record.isoOf(day));
    return {
      first: record.first,
      last: record.isoOf(record.days - 1),
      on: record.isoOf(asked.on),
      window: asked.window,
      from: iso(asked.from),
      to: iso(asked.to),
      camps: campsOf(record),
      colours: record.marks.colours[theme],
      milestones: record.events.map(({ id, title, from, to }) => ({ id, title, day: record.isoOf(from), end: record.isoOf(to) })),
      ...perDay,
    };
  }

  return { counted, longDay, counts, timeline };
})();
