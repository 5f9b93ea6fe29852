/* Claims in words, as the ledger of the dashboard is given them.
 *
 * Comes in: the words of a year's claims, on the page or from a file beside it. Goes out: one entry for each claim.
 * Refuses to fetch what nobody asked for, and to say of a claim what was not known by the day asked for.
 */
"use strict";

window.claimatlasWords = (function () {
  const { unpacked } = window.claimatlasState;
  const entries = new Map(); // place of a claim to its entry
  const elsewhere = new Map(); // claims that are named and not on the page, with their days of publication
  const waiting = new Map(); // year to those who wait for its words
  let record = null;
  let parts = {}; // year to the address of its words, or to nothing where they are on the page

  function begin(given, sources, held) {
    record = given;
    parts = { ...sources };
    for (const [year, source] of Object.entries(sources)) if (source === null) take(year, held(`words-${year}`));
  }

  const PLAIN = ["days", "published", "type", "claimant", "role", "figures", "grades", "publisher", "source_date", "source_url", "notes"];

  function take(year, found) {
    const columns = Object.fromEntries(PLAIN.map((field) => [field, unpacked(found[field]).map((place) => found.texts[place])]));
    const isLink = unpacked(found.is_link);
    const facts = grouped(unpacked(found.facts), 2).map((pairs) => pairs.map((pair) => pair.map((place) => found.texts[place])));
    const lives = grouped(unpacked(found.lives), 2);
    found.summary.forEach((summary, row) => {
      const entry = { summary, quote: found.quote[row], facts: facts[row], lives: lives[row], ties: found.ties[row] || [] };
      for (const field of PLAIN) entry[field] = columns[field][row];
      entry.link = isLink[row] ? entry.source_url : "";
      entries.set(found.from + row, entry);
    });
    for (const [id, day] of Object.entries(found.elsewhere)) elsewhere.set(id, day);
    delete parts[year];
    (waiting.get(year) || []).forEach((go) => go(true));
    waiting.delete(year);
  }

  // Lists one behind the other, each with its length before it, in pieces of `size`.
  function grouped(numbers, size) {
    const groups = [];
    for (let at = 0; at < numbers.length; ) {
      const group = [];
      const count = numbers[at];
      at += 1;
      for (let i = 0; i < count; i += 1, at += size) group.push(numbers.slice(at, at + size));
      groups.push(group);
    }
    return groups;
  }

  const yearOf = (place) => record.isoOf(record.claims.event[place]).slice(0, 4);

  // Tells whether the words of some claims are there, at once where they are.
  function need(places, then) {
    const years = [...new Set(places.map(yearOf))].filter((year) => year in parts);
    if (!years.length) return then(true);
    let left = years.length;
    const arrived = (isThere) => {
      left -= 1;
      if (!isThere) left = -1;
      if (!isThere || left === 0) then(isThere);
    };
    for (const year of years) fetchYear(year, arrived);
    return undefined;
  }

  function fetchYear(year, arrived) {
    const others = waiting.get(year);
    waiting.set(year, [...(others || []), arrived]);
    if (others) return;
    const script = document.createElement("script");
    script.src = parts[year];
    script.addEventListener("error", () => {
      const told = waiting.get(year) || [];
      waiting.delete(year); // the next who asks tries again
      told.forEach((go) => go(false));
    });
    document.head.append(script);
  }

  const isKnown = (id, known) => {
    const place = record.placeOf.get(id);
    const day = place === undefined ? elsewhere.get(id) : record.claims.reported[place];
    return known === null || day === undefined || day <= known;
  };

  // What became of a claim by a day: the last of its steps that was known.
  function standing(lives, known) {
    const step = lives.findLast(([day]) => known === null || day <= known);
    return step ? record.codes.lives[step[1]] : ["", "Not yet published"];
  }

  function entry(place, known) {
    const { claims, codes } = record;
    const said = entries.get(place);
    const [life, label] = standing(said.lives, known);
    const ties = said.ties.map(([words, ...ids]) => ({ words, claim_ids: ids.filter((id) => !words.includes(" by") || isKnown(id, known)) }));
    return { ...said, claim_id: claims.id[place], camp: codes.camps[claims.camp[place]][0], life, standing: label, ties: ties.filter(({ claim_ids: ids }) => ids.length) };
  }

  return { begin, take, need, entry };
})();
