/* A record that was published: map, timeline, filters, claims, disputes, with no server behind it.
 *
 * Comes in: the page's own data. Goes out: nothing; what the reader asks for stands after the # of the address.
 * Refuses to read markup: every word is written through textContent.
 */
"use strict";

window.claimatlasSite = (function () {
  const state = window.claimatlasState;
  const address = window.claimatlasAddress;
  const { mount } = window.claimatlasLinks;
  const { counted, longDay, counts, timeline } = window.claimatlasDays;
  const FILTERS = ["parties", "types", "from", "to", "known"];
  const STEPS = ["place", "claim", "list", "listed", "rule", "near", "page"];
  const BESIDE = ["place", "claim", "list", "listed"];
  const REST_MS = 150; // a hand that rests so long wants to read
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  const at = (id) => document.getElementById(id);
  const held = (id) => JSON.parse(at(id).textContent);
  const record = state.ready(held("record"));
  const page = { record, asked: address.usual(record), passes: null, view: null, theme: dark.matches ? "dark" : "light", ask, go, title, addressOf };
  let perDay = null;
  let passing = 0;
  let frame = 0;
  let resting = 0;
  let opened = 0;
  let isFollowed = false; // what was asked for stands beside the map, and takes the place of the link that led there

  function title() {
    return `${record.title}: claims on ${longDay(record.isoOf(page.asked.on))}`;
  }

  function addressOf(there, parameters) {
    return address.follow(record, page.asked, there, parameters);
  }

  /* ---- what the reader asks for ---- */

  // One drawing for each frame, however fast the reader drags; what is to be read waits for the hand to rest.
  function ask(changes) {
    const before = page.asked;
    page.asked = { ...before, ...changes };
    if (FILTERS.some((name) => name in changes && changes[name] !== before[name])) refilter();
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
    clearTimeout(resting);
    resting = setTimeout(settle, REST_MS);
  }

  // A link that was followed is a step for the back button; a day that was dragged over is none.
  function go({ page: where, parameters }) {
    const there = addressOf(where, parameters);
    const { asked } = address.read(record, there);
    if (STEPS.some((name) => asked[name] !== page.asked[name])) history.pushState(null, "", there);
    const changed = Object.fromEntries(Object.entries(asked).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(page.asked[name])));
    // A district that is chosen takes the place of the claim or the list beside the map.
    if ("place" in changed) Object.assign(changed, { claim: "", list: "" });
    isFollowed = BESIDE.some((name) => name in changed);
    ask(changed);
  }

  function refilter() {
    page.passes = state.passing(record, page.asked);
    perDay = counts(record, page.asked, page.passes);
    passing = page.passes.reduce((sum, one) => sum + one, 0);
  }

  /* ---- drawing ---- */

  function draw() {
    page.view = state.message(record, page.passes, page.asked);
    window.claimatlas.show({ ...page.view, opened });
    mount("timeline", at("timeline"), timeline(record, page.asked, perDay, page.theme), go);
    drawHead();
  }

  function drawHead() {
    const { on, window: days, known } = page.asked;
    const last = longDay(record.isoOf(on));
    const reach = days === null ? `Everything claimed up to ${last}` : `The ${counted(days, "day")} up to ${last}`;
    at("title").textContent = title();
    at("said").textContent = `${reach}${known === null ? "" : `, as published by ${longDay(record.isoOf(known))}`}. ${record.caution}`;
    const { live, coarse } = page.view.counts;
    const left = coarse ? `; ${coarse.toLocaleString("en")} left off because their day is known less finely than the window` : "";
    at("counts").textContent = `${live.toLocaleString("en")} decide the map${left}.`;
    at("passing").textContent = counted(passing, "claim");
    at("passing").href = addressOf("claims", {});
  }

  // What a day being dragged need not wait for.
  function settle() {
    clearTimeout(resting);
    history.replaceState(null, "", addressOf("", {}));
    window.claimatlasFilters.sync(at("filters"));
    window.claimatlasPanels.draw(page, at("claims"));
    if (isFollowed) at("claims").querySelector("h2").focus();
    isFollowed = false;
    window.claimatlasPanels.mapInWords(page, at("words"));
    window.claimatlasDisputes.draw(page, at("disputed"));
    window.claimatlasAbout.draw(page, at("take"), held("downloads"));
    at("whole").href = addressOf("", { embed: [] });
    document.body.dataset.settled = record.isoOf(page.asked.on);
  }

  function open() {
    const { asked, ignored } = address.read(record, location.hash);
    page.asked = asked;
    at("ignored").hidden = !ignored.length;
    at("ignored").textContent = ignored.length ? `The address asks for what is not on this page: ${ignored.join(", ").slice(0, 300)}. The rest of it is shown.` : "";
    document.body.classList.toggle("embedded", asked.embed);
    opened += 1;
    refilter();
    draw();
    settle();
  }

  /* ---- start ---- */

  function drawScope() {
    const { filters, known_by: known, counts: total } = record.scope;
    at("scope").textContent = `This page holds: ${filters} ${known ? `Published by ${longDay(known)}. ` : ""}${total}`;
  }

  function start() {
    document.body.dataset.published = "yes";
    drawScope();
    window.claimatlasWords.begin(record, held("parts"), held);
    window.claimatlasFilters.build(page, at("filters"));
    window.claimatlasAbout.build(page, at("about"));
    if (window.innerWidth < 700) at("filtering").open = false;
    window.claimatlasOutlines = held("outlines");
    window.claimatlasBases[page.theme]();
    at("passing").addEventListener("click", (event) => {
      event.preventDefault();
      go({ page: "claims", parameters: {} });
    });
    // A link past the map is no wish: the address is written anew at the next step.
    window.addEventListener("hashchange", () => (location.hash && !location.hash.startsWith("#?")) || open());
    dark.addEventListener("change", () => location.reload());
    window.addEventListener("beforeprint", () => printing(true));
    window.addEventListener("afterprint", () => printing(false));
    open();
  }

  function printing(isPrinting) {
    document.body.classList.toggle("printing", isPrinting);
    window.claimatlas.refit();
  }

  // What folium's page would hand over to Streamlit stays here.
  function told({ district, extent }) {
    if (extent === undefined) {
      const isClosed = district === page.asked.place && !page.asked.claim && !page.asked.list;
      go({ page: "", parameters: { place: isClosed ? [] : [district], claim: [], list: [] } });
      isFollowed = false; // the keyboard stays on the map
      return undefined;
    }
    page.asked.extent = extent;
    return history.replaceState(null, "", addressOf("", {}));
  }
  window.Streamlit = { setFrameHeight() {}, setComponentValue: told };

  return { start, addressOf, has: (claim) => record.placeOf.has(claim) };
})();
window.claimatlasSite.start();
