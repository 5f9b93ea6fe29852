/* Claims beside the map: the districts that somebody claims, one district with the sides opposed, or one claim.
 *
 * Comes in: what the map shows, and claims in words. Goes out: what the reader chooses.
 * Refuses to leave out a silent district of the map in words, and to shorten a claim.
 */
"use strict";

window.claimatlasPanels = (function () {
  const { element, linkTo, mount } = window.claimatlasLinks;
  const { counted, longDay } = window.claimatlasDays;
  const SHOWN = 40; // claims at once
  const WORDS = { source: "Source", more: "All fields and notes", notes: "Notes, written with hindsight: " };
  const GONE = "The words of these claims could not be loaded; they are in the files below.";

  /* ---- tables, as the dashboard's element wants them ---- */

  const words = (text, style = "") => ({ text, style });
  const link = (text, parameters) => ({ text, page: "", parameters });
  const cell = (...lines) => ({ lines: lines.filter((line) => line.length), sort: null, head: false });
  const head = (...parts) => ({ ...cell(parts), head: true });
  const column = (label, long = false) => ({ label, help: "", number: false, long, sorted: "" });
  const table = (given) => ({ title: "", choice: "", choices: [], empty: "", pager: [], fold: "", open: false, sortable: false, reflow: false, ...given });

  const labelOf = (list, code) => list.find(([one]) => one === code);

  function lookWords(page, look) {
    if (look === "no_report") return page.view.silent;
    return page.record.marks.legend[0].find(({ symbol, code }) => symbol === "fill" && code === look).label;
  }

  function bySide(page, pcode) {
    return Object.entries(page.view.districts[pcode].counts).map(([camp, count]) => `${labelOf(page.record.codes.camps, camp)[1]} ${count}`);
  }

  // What stands at the middle of a district.
  function marksOf(page, pcode) {
    const { codes, events } = page.record;
    const { conceded } = page.view.districts[pcode];
    const district = page.record.districts.findIndex((one) => one.pcode === pcode);
    const shownEvents = page.view.milestones.length ? events.filter((one) => one.from <= page.asked.on && page.asked.on <= one.to && one.districts.includes(district)) : [];
    return [
      ...(conceded ? [`Conceded by ${labelOf(codes.camps, conceded)[2]}`] : []),
      ...shownEvents.map(({ title }) => `Milestone: ${title}`),
      ...page.view.arrows.filter((arrow) => arrow.district === pcode).map(({ bearing, camp }) =>
        `${camp ? labelOf(codes.camps, camp)[1] : "A force"} said to approach ${codes.approaches.find(([, one]) => one === bearing)[2]}`),
    ];
  }

  function latestOf(page, pcode) {
    const { codes } = page.record;
    return Object.entries(page.view.districts[pcode].said).map(([camp, [count, day, party, type]]) => {
      const [, speaker] = labelOf(codes.camps, camp);
      const [, label, inSentence] = labelOf(codes.parties, party);
      const who = label === speaker ? "" : ` (${inSentence})`;
      return [words(`${speaker}, ${counted(count, "claim")}; latest: ${longDay(day)}, ${labelOf(codes.types, type)[2]}${who}`)];
    });
  }

  const spokenOf = (page) => page.record.districts.filter(({ pcode }) => page.view.districts[pcode].latest);

  function brief(page, host) {
    const spoken = spokenOf(page);
    const rows = spoken.map(({ pcode, name }) => {
      const latest = longDay(page.view.districts[pcode].latest);
      return { few: false, cells: [head(link(name, { place: [pcode] })), cell([words(bySide(page, pcode).join(", "))]), cell([words(latest)])] };
    });
    const empty = rows.length ? "" : "No district has a live claim on this day for this selection. Silence is not control.";
    const caption = `${counted(spoken.length, "district")} with a live claim`;
    mount("track", host, table({ columns: ["District", "Live claims for", "Latest"].map((label) => column(label)), rows, caption, empty }), page.go);
  }

  function mapInWords(page, host) {
    const rows = page.record.districts.map(({ pcode, name, name_fa: native }) => {
      const { look, latest } = page.view.districts[pcode];
      const sides = bySide(page, pcode);
      const said = latestOf(page, pcode);
      return {
        few: !latest,
        cells: [
          head(link(name, { place: [pcode] }), { text: native, style: "", language: "fa" }),
          cell([words(lookWords(page, look))], ...marksOf(page, pcode).map((mark) => [words(mark, "small")])),
          cell([words(latest ? longDay(latest) : "None")]),
          cell(...(sides.length ? sides : ["None"]).map((side) => [words(side)])),
          cell(...(said.length ? said : [[words("Nobody on record")]])),
        ],
      };
    });
    const spoken = spokenOf(page).length;
    const columns = ["District", "On the map", "Latest live claim", "Live claims for"].map((label) => column(label)).concat(column("Latest of each side", true));
    const fold = `The map in words: ${counted(spoken, "district")} with a live claim, ${rows.length - spoken} without`;
    mount("track", host, table({ columns, rows, caption: `${page.title()}. Silence is not control.`, fold, reflow: true }), page.go);
  }

  /* ---- claims ---- */

  function ledger(page, host, places, opposed) {
    const { codes, claims } = page.record;
    const lanes = codes.camps.map(([camp, label, inSentence], place) => {
      const here = places.filter((one) => claims.camp[one] === place);
      const entries = here.map((one) => window.claimatlasWords.entry(one, page.asked.known));
      const empty = opposed && codes.always.includes(place) ? `No claim by ${inSentence} on record here in these days.` : "";
      return { camp, side: codes.camp_sides[place], title: `${label} (${entries.length})`, claims: entries, empty };
    });
    const shown = lanes.filter((lane) => lane.claims.length || lane.empty);
    mount("ledger", host, { lanes: shown, colours: page.record.marks.colours[page.theme], words: WORDS }, page.go);
  }

  function district(page, area, place) {
    const { claims, districts, size } = page.record;
    const here = [];
    for (let i = 0; i < size; i += 1) if (page.passes[i] && claims.district[i] === place && window.claimatlasState.isInWindow(page.record, page.asked, i)) here.push(i);
    here.sort((a, b) => claims.last[b] - claims.last[a] || claims.reported[b] - claims.reported[a] || (claims.id[a] < claims.id[b] ? 1 : -1));
    const { pcode, name, name_fa: native } = districts[place];
    const title = element("h2", "", name);
    const dari = element("span", "native", native);
    dari.lang = "fa";
    title.append(" ", dari);
    const shown = here.slice(0, SHOWN);
    const more = here.length > SHOWN ? ` The latest ${SHOWN} of ${counted(here.length, "claim")} stand here: a shorter window shows fewer.` : "";
    const said = element("p", "", `${[lookWords(page, page.view.districts[pcode].look), ...marksOf(page, pcode)].join(". ")}.${more}`);
    const body = element("div", "part");
    area.replaceChildren(headline(page, title, { place: [] }), said, body);
    if (!here.length) return area.append(element("p", "", "No claim about it in the window passes these filters. Silence is not control."));
    return window.claimatlasWords.need(shown, (isThere) => {
      if (isThere && body.isConnected) ledger(page, body, shown, true);
      else if (!isThere) body.append(element("p", "notice", GONE));
    });
  }

  function oneClaim(page, area, place) {
    const body = element("div", "part");
    const others = element("div", "part");
    const title = element("h2", "", page.asked.claim);
    area.replaceChildren(headline(page, title, { claim: [] }), body);
    window.claimatlasWords.need([place], (isThere) => {
      if (!isThere) return body.append(element("p", "notice", GONE));
      ledger(page, body, [place], false);
      const ids = new Set(window.claimatlasWords.entry(place, page.asked.known).ties.flatMap(({ claim_ids: tied }) => tied));
      const tied = [...ids].map((id) => page.record.placeOf.get(id)).filter((one) => one !== undefined);
      if (!tied.length) return undefined;
      area.append(element("h3", "", "What it counters and confirms, and what counters and confirms it"), others);
      return window.claimatlasWords.need(tied, (areThere) => areThere && others.isConnected && ledger(page, others, tied, false));
    });
  }

  // Every claim that passes the filters, latest first: what the numbers above the map lead to.
  function everyClaim(page, area) {
    const here = [];
    for (let i = page.record.size - 1; i >= 0; i -= 1) if (page.passes[i]) here.push(i);
    const pages = Math.max(1, Math.ceil(here.length / SHOWN));
    const shown = Math.min(page.asked.listed, pages);
    const bar = element("nav", "steps");
    bar.setAttribute("aria-label", "Pages of claims");
    bar.append(element("span", "", `Page ${shown} of ${pages.toLocaleString("en")}, latest event first. `));
    const to = (number) => ({ "claims-page": number > 1 ? [String(number)] : [] });
    if (shown > 1) bar.append(linkTo("", to(shown - 1), "Previous", page.go), " ");
    if (shown < pages) bar.append(linkTo("", to(shown + 1), "Next", page.go));
    const body = element("div", "part");
    area.replaceChildren(headline(page, element("h2", "", `${counted(here.length, "claim")} that pass the filters`), { list: [], "claims-page": [] }), bar, body);
    const listed = here.slice((shown - 1) * SHOWN, shown * SHOWN);
    window.claimatlasWords.need(listed, (isThere) => {
      if (!isThere) body.append(element("p", "notice", GONE));
      else if (body.isConnected) ledger(page, body, listed, false);
    });
  }

  function headline(page, title, back) {
    const box = element("div", "headline");
    title.tabIndex = -1;
    box.append(title, linkTo("", back, back.claim ? "Close this claim" : back.list ? "Close this list" : "All districts", page.go));
    return box;
  }

  function draw(page, area) {
    const { place, claim } = page.asked;
    const found = page.record.districts.findIndex(({ pcode }) => pcode === place);
    if (claim) return oneClaim(page, area, page.record.placeOf.get(claim));
    if (page.asked.list) return everyClaim(page, area);
    if (found >= 0) return district(page, area, found);
    const host = element("div", "part");
    const title = element("h2", "", "Who claims what");
    title.tabIndex = -1;
    area.replaceChildren(title, element("p", "quiet", "Choose a district on the map or here to read its claims."), host);
    return brief(page, host);
  }

  return { draw, mapInWords, WORDS, GONE };
})();
