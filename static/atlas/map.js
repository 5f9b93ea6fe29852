/* The map in the browser: drawn once, then told only what changed.
 *
 * Comes in: settings (colours, names of our own vocabulary) once, and per view a code for each district.
 * Goes out: the P-code of a district that the reader chose.
 * Refuses to read a claim's words: it is given none, and writes every text through textContent.
 */
"use strict";

window.claimatlas = (function () {
  const FACES = ["11px 'Source Sans 3'", "650 13px 'Source Sans 3'"]; // names are measured: their face comes first
  const LAYERS = ["country", "provinces", "districts", "rivers", "boundaries", "towns"];
  const PHONE_WIDTH = 560;
  const LEGEND_KEPT = "claimatlas.legend"; // whether the reader folded the legend; in the browser alone
  const TILED = 0.75; // how much of a fill covers pictures of the ground

  const { svg, arrow, diamond, triangle, pin, disc, row } = window.claimatlasMarks;
  const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  let map = null;
  let settings = null;
  let pending = null;
  let shown = null;
  let foretold = null; // fills of a day that the server has not answered for yet
  let asking = null; // day of the answer that was asked for last
  let districts = {};
  let arrows = null;
  let marks = null;
  let rows = {};
  let contexts = {};
  let chosenOutline = null;
  let leaders = null;
  let names = null;
  let legend = null;
  let toClaims = null;
  let tiles = null;
  let clickCount = 0;
  let resizeFrame = null;
  let opened = null;
  let movedByReader = false; // then a change of the window's size leaves zoom and centre alone
  let isFitting = false;
  let leads = false; // of two maps that move together, the one the reader touched last
  let isFollowing = false; // the other map is still on its way

  /* ---- small helpers for the page ---- */

  function element(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // Leaflet takes a credit for HTML.
  const asMarkup = (words) => element("p", "", words).innerHTML;

  function control(position, build) {
    const own = L.control({ position });
    own.onAdd = function () {
      const node = build();
      L.DomEvent.disableClickPropagation(node);
      L.DomEvent.disableScrollPropagation(node);
      return node;
    };
    own.addTo(map);
    return own;
  }

  /* ---- stripes: folium hands over one pattern for each way a district can be filled ---- */

  const CampStripes = L.StripePattern.extend({
    _addShapes: function () {
      if (this.options.dots) this._addDots();
      else this._addStripes();
      this._update();
    },
    _addStripes: function () {
      const weight = this.options.weight;
      this.options.colors.forEach((color, index) => {
        const y = weight * (index + 0.5);
        // Overlap by a little, or a hairline shows between two stripes.
        const stripe = new L.PatternPath({ stroke: true, weight: weight + 0.6, color, opacity: 1, lineCap: "butt" });
        stripe.options.d = `M0 ${y} H ${this.options.width}`;
        this.addShape(stripe);
      });
    },
    _addDots: function () {
      const [ground, dot] = this.options.colors;
      const { width, height } = this.options;
      this.addShape(new L.PatternRect({ x: 0, y: 0, width, height, stroke: false, fill: true, fillColor: ground, fillOpacity: 1 }));
      this.addShape(new L.PatternCircle({ x: width / 2, y: height / 2, radius: 0.8, stroke: false, fill: true, fillColor: dot, fillOpacity: 1 }));
    },
    _update: function () {},
  });

  function pattern(key) {
    return Object.values(map._patterns).find((one) => one.options.key === key);
  }

  /* ---- the base map ---- */

  function mount(target, given) {
    map = target;
    settings = given;
    document.body.classList.add("atlas", `atlas-${settings.theme}`);
    for (const [name, colour] of Object.entries(settings.colours)) {
      document.documentElement.style.setProperty(`--${name}`, colour);
    }
    legend = foldingLegend();
    toClaims = toClaimsButton();
    map.getContainer().after(toClaims, legend);
    fitFrame();
    const [least, greatest] = settings.zooms; // folium gives these to tiles alone
    map.setMinZoom(least).setMaxZoom(greatest);
    map.attributionControl.setPrefix(false);
    map.attributionControl.addAttribution(asMarkup(settings.words.credit));
    L.control.scale({ imperial: false, position: "bottomleft" }).addTo(map);
    map.getContainer().setAttribute("aria-label", settings.label);
    map.createPane("context").style.zIndex = 350;
    map.createPane("lines").style.zIndex = 450;
    map.createPane("names").style.zIndex = 620;
    map.getPane("lines").style.pointerEvents = "none";
    map.getPane("names").style.pointerEvents = "none";
    control("topright", zoomButtons);
    control("bottomleft", caution);
    Promise.all([...LAYERS.map(fetchLayer), ...FACES.map((face) => document.fonts.load(face))]).then(drawLayers, sayBroken);
  }

  // The window that the reader sees: the page around the map's frame; a published page is its own, whoever shows it in a frame.
  function screenOf() {
    return settings.published ? window : window.parent;
  }

  function fitFrame() {
    // st_folium sets one height for every screen; a phone needs a lower map, or the page cannot be scrolled past it.
    const frame = window.Streamlit;
    const setHeight = frame.setFrameHeight.bind(frame);
    const wanted = () => {
      const { screen, phone, low, beside } = settings.height;
      if (document.documentElement.clientWidth < PHONE_WIDTH) return phone;
      // On a low screen the timeline under the map is to be in sight with it.
      return beside ? Math.max(low, Math.min(screen, screenOf().innerHeight - beside)) : screen;
    };
    const fit = () => {
      map.getContainer().style.height = `${wanted()}px`;
      toClaims.style.top = `${wanted() + 4}px`; // beside the legend's title, over nothing
      setHeight(wanted() + legend.offsetHeight);
      map.invalidateSize({ animate: false });
    };
    frame.setFrameHeight = fit;
    resizeFrame = fit;
    let width = document.documentElement.clientWidth;
    new ResizeObserver(() => {
      const now = document.documentElement.clientWidth;
      if (!now || now === width) return;
      const first = width === 0;
      width = now;
      fit();
      if (first || !movedByReader) fitAll(false);
    }).observe(document.documentElement);
    fit();
    // Its lines break otherwise once the frame has lost its scroll bar.
    new ResizeObserver(fit).observe(legend);
    map.on("movestart", () => {
      if (!isFitting) movedByReader = true;
    });
  }

  function fetchLayer(name) {
    // A published page holds its outlines: without a server nothing can be fetched.
    if (settings.published) return Promise.resolve(window.claimatlasOutlines[name]);
    return fetch(settings.geodata.replace("LAYER", name), { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(name);
      return answer.json();
    });
  }

  function sayBroken() {
    map.getContainer().append(element("p", "atlas-broken", settings.words.broken));
  }

  function drawLayers([country, provinces, areas, rivers, boundaries, towns]) {
    const c = settings.colours;
    const quiet = { pane: "context", interactive: false };
    contexts = { rivers: L.layerGroup(), provinces: L.layerGroup(), towns: L.layerGroup() };
    Object.values(contexts).forEach((group) => group.addTo(map));
    L.geoJSON(country, { ...quiet, style: { stroke: false, fillColor: c.land, fillOpacity: 1 } }).addTo(map);
    L.geoJSON(provinces, {
      ...quiet,
      filter: (f) => f.properties.role !== "record",
      style: { color: c["quiet-line"], weight: 0.8, fill: false },
    }).addTo(contexts.provinces);
    L.geoJSON(areas, { style: districtStyle, onEachFeature: keepDistrict }).addTo(map);
    const line = (color, weight, dashArray) => ({ pane: "lines", interactive: false, style: { color, weight, dashArray, fill: false } });
    L.geoJSON(rivers, line(c.water, 1.6)).addTo(contexts.rivers);
    const frontier = line(c["province-border"], 1.6, "7 4");
    // The country's own outline and not Natural Earth's: the two lie kilometres apart and would show double.
    const isForeign = ({ properties: p }) => p.country_left !== settings.country && p.country_right !== settings.country;
    L.geoJSON(boundaries, { ...frontier, filter: isForeign }).addTo(map);
    L.geoJSON(country, frontier).addTo(map);
    L.geoJSON(provinces, { ...line(c["province-border"], 1.5), filter: (f) => f.properties.role === "record" }).addTo(contexts.provinces);
    arrows = L.layerGroup().addTo(map);
    marks = L.layerGroup().addTo(map);
    leaders = L.layerGroup().addTo(map);
    names = window.claimatlasNames({ map, settings, districts, towns, dots: contexts.towns, leaders });
    if (!settings.pair) control("bottomright", () => window.claimatlasLocator(map, country, settings));
    makeFocusable();
    fitAll(false);
    map.on("zoomend moveend resize", () => {
      if (!isFollowing) placeNames();
    });
    map.on("moveend", writeExtent);
    // The server writes the address anew when a control moves, and knows nothing of where the map stands.
    if (!settings.published && window.parent.navigation) window.parent.navigation.addEventListener("currententrychange", keepExtent);
    map.getContainer().dataset.ready = "yes";
    if (pending) show(pending);
    if (settings.pair) joinPair();
  }

  function districtStyle() {
    return { color: settings.colours.border, weight: 1, fill: true, fillOpacity: 1, fillPattern: pattern("no_report") };
  }

  function keepDistrict(feature, layer) {
    const p = feature.properties;
    districts[p.adm2_pcode] = { layer, properties: p, centre: L.latLng(p.centre_latitude, p.centre_longitude) };
    layer.on("click", () => choose(p.adm2_pcode));
    layer.bindTooltip(() => tooltip(p.adm2_pcode), { sticky: true, className: "atlas-tooltip", opacity: 1 });
    layer.on("tooltipopen mousemove", () => keepInFrame(layer.getTooltip()));
  }

  // On a narrow map there is room on neither side of the pointer.
  function keepInFrame(shownTooltip) {
    const node = shownTooltip.getElement();
    if (!node) return;
    node.style.translate = "none";
    const [frame, box] = [map.getContainer(), node].map((one) => one.getBoundingClientRect());
    const shift = (low, high, least, most) => (low < least ? least - low : Math.max(Math.min(0, most - high), least - low));
    const across = shift(box.left, box.right, frame.left + 4, frame.right - 4);
    // Leaflet's controls lie over its tooltips.
    const floor = map.getContainer().querySelector(".atlas-caution").getBoundingClientRect().top;
    const down = shift(box.top, box.bottom, frame.top + 4, floor - 4);
    node.style.translate = `${across}px ${down}px`;
  }

  // One tab stop for all districts, arrow keys from one to the next: or the way to the timeline would be eighteen keys longer.
  function makeFocusable() {
    const pcodes = Object.keys(districts).sort();
    const focus = (index) => {
      const path = pathOf(pcodes[(index + pcodes.length) % pcodes.length]);
      makeStop(path);
      path.focus();
    };
    pcodes.forEach((pcode, index) => {
      const path = pathOf(pcode);
      const steps = { ArrowRight: index + 1, ArrowDown: index + 1, ArrowLeft: index - 1, ArrowUp: index - 1, Home: 0, End: -1 };
      path.setAttribute("tabindex", index ? "-1" : "0");
      path.setAttribute("role", "button");
      path.dataset.pcode = pcode;
      path.addEventListener("focus", () => makeStop(path));
      path.addEventListener("keydown", (event) => {
        const isChosen = event.key === "Enter" || event.key === " ";
        if (!isChosen && !(event.key in steps)) return;
        event.preventDefault();
        event.stopPropagation(); // or Leaflet would move the map
        if (isChosen) choose(pcode);
        else focus(steps[event.key]);
      });
    });
  }

  function pathOf(pcode) {
    return districts[pcode].layer.getElement();
  }

  function makeStop(path) {
    Object.keys(districts).forEach((pcode) => pathOf(pcode).setAttribute("tabindex", "-1"));
    path.setAttribute("tabindex", "0");
  }

  function choose(pcode) {
    clickCount += 1;
    window.Streamlit.setComponentValue({ district: pcode, click: clickCount });
  }

  /* ---- what changes from view to view ---- */

  function show(view) {
    pending = view;
    if (!Object.keys(districts).length) return;
    shown = view;
    if (foretold && (foretold.isAnswered || foretold.on === view.on)) foretold = null;
    sayForetold();
    showLayers(view.shown);
    for (const pcode of Object.keys(view.districts)) restyle(pcode);
    if (view.opened !== opened) moveTo(view.extent);
    opened = view.opened;
    drawArrows(view.arrows);
    drawMarks(view);
    outline(view.place);
    offerClaims(view.place);
    fillLegend(view.legend, view.overlay_legend);
    showTiles(view.tiles);
    placeNames();
    map.getContainer().dataset.shown = view.on;
  }

  // While the reader moves through time the fills go ahead of the server; marks of another day are not shown with them.
  function foretell(told) {
    if (!shown || !Object.keys(districts).length) return;
    if (told.districts) foretold = told.on === shown.on ? null : told;
    else if (foretold && shown.on === told.on) foretold = null;
    else if (foretold) foretold.isAnswered = true; // the answer for the map is on its way
    sayForetold();
    for (const pcode of Object.keys(shown.districts)) restyle(pcode);
  }

  // All that the map says on a day, by its own way to the server, ahead of the page's answer. The page has the last word.
  async function answer(on) {
    if (!shown || !settings.answers || settings.published) return;
    const { asked, opened: from } = shown;
    asking = on;
    const response = await fetch(`${settings.answers}?on=${on}&${asked}`).catch(() => null);
    const isJson = response && (response.headers.get("content-type") || "").includes("json");
    if (!isJson) settings.answers = ""; // a server that has none to give
    if (!isJson || !response.ok) return;
    const view = await response.json();
    const isPast = asking !== on || shown.asked !== asked || shown.opened !== from || (foretold && foretold.on !== on);
    if (!isPast) show({ ...view, opened: from, asked, tiles: shown.tiles });
  }

  function sayForetold() {
    const container = map.getContainer();
    container.classList.toggle("foretold", Boolean(foretold));
    if (foretold) container.dataset.foretold = foretold.on;
    else delete container.dataset.foretold;
  }

  function restyle(pcode) {
    const { layer, properties } = districts[pcode];
    const { look, age } = (foretold || shown).districts[pcode];
    const opacity = (settings.faded[age] || 1) * (shown.tiles === "off" ? 1 : TILED);
    const plain = { fillPattern: null, fillColor: settings.colours.land, fillOpacity: shown.tiles === "off" ? 1 : 0, color: settings.colours["quiet-ink"] };
    const filled = { fillPattern: pattern(look), fillOpacity: opacity, color: settings.colours.border };
    layer.setStyle(shown.shown.includes("status") ? filled : plain);
    const path = layer.getElement();
    path.setAttribute("aria-label", `${properties.name_en}: ${lookWords(look)}`);
    path.dataset.look = look;
    path.dataset.age = age;
  }

  function showLayers(wanted) {
    for (const [name, group] of Object.entries(contexts)) {
      if (wanted.includes(name) !== map.hasLayer(group)) map[wanted.includes(name) ? "addLayer" : "removeLayer"](group);
    }
  }

  /* ---- where the map stands is the reader's own, and in the page's address ---- */

  function moveTo(extent) {
    if (!extent) return;
    const [zoom, latitude, longitude] = extent.split("/").map(Number);
    movedByReader = true;
    map.setView([latitude, runOn(longitude)], zoom, { animate: false });
  }

  /* Outlines run on past 180 degrees where they lie across that meridian; an address counts from -180 to 180. */
  function runOn(longitude) {
    const turns = Math.round((settings.middle - longitude) / 360);
    return longitude + 360 * turns;
  }

  function usual(longitude) {
    return Math.abs(longitude) <= 180 ? longitude : L.latLng(0, longitude).wrap().lng;
  }

  function isOnPage() {
    return document.documentElement.isConnected && Boolean(window.frameElement);
  }

  function keepExtent() {
    if (isOnPage()) writeExtent();
    else window.parent.navigation.removeEventListener("currententrychange", keepExtent);
  }

  function writeExtent() {
    if (!movedByReader || isFollowing || (settings.pair && !settings.pair.writes)) return undefined;
    const { lat, lng } = map.getCenter();
    const extent = `${+map.getZoom().toFixed(2)}/${lat.toFixed(4)}/${usual(lng).toFixed(4)}`;
    // A published page keeps its own address, and the page around it may be a stranger's.
    if (settings.published) return window.Streamlit.setComponentValue({ extent });
    const page = window.parent;
    const address = new URL(page.location.href);
    if (address.searchParams.get("view") === extent) return undefined;
    address.searchParams.set("view", extent);
    // Written here and not by way of the server: a pan must not cost a round trip. The slashes stay readable.
    return page.history.replaceState(page.history.state, "", address.href.replace(/%2F/g, "/"));
  }

  /* ---- two maps on one page that move together: one leads, and the other never answers ---- */

  function joinPair() {
    const channel = `claimatlas-${settings.pair.id}`;
    const page = window.parent;
    const here = {};
    const tell = (move) => page.dispatchEvent(new page.CustomEvent(channel, { detail: { ...move, from: here } }));
    const position = () => {
      const { lat, lng } = map.getCenter();
      return { latitude: lat, longitude: lng, zoom: map.getZoom() };
    };
    const lead = (move) => {
      if (leads) tell({ ...position(), ...move });
    };
    const hear = ({ detail }) => {
      if (!isOnPage()) page.removeEventListener(channel, hear);
      else if (detail.from === here) return;
      else if (!detail.asks) follow(detail);
      else if (movedByReader) tell({ ...position(), isLast: true });
    };
    page.addEventListener(channel, hear);
    // Leading goes with the reader's hand, never with a movement of the map: so no echo can come back.
    for (const kind of ["pointerdown", "touchstart", "wheel", "keydown"]) {
      document.addEventListener(kind, takeLead, { capture: true, passive: true });
    }
    map.on("zoomanim", ({ center, zoom, noUpdate }) => {
      if (!noUpdate) lead({ latitude: center.lat, longitude: center.lng, zoom, animate: true });
    });
    map.on("move", () => lead({}));
    map.on("moveend", () => lead({ isLast: true }));
    // The other map may have been moved while this one was being fetched.
    tell({ asks: true });
  }

  function takeLead() {
    leads = true;
    isFollowing = false;
  }

  function follow({ latitude, longitude, zoom, animate, isLast }) {
    const wasLeading = leads;
    leads = false;
    if (wasLeading) map.stop();
    movedByReader = true;
    isFollowing = !isLast;
    const centre = L.latLng(latitude, longitude);
    const isZoomed = Math.abs(zoom - map.getZoom()) > 1e-6;
    const offset = map.project(centre, zoom).subtract(map.project(map.getCenter(), zoom)).round();
    if (isZoomed) map.setView(centre, zoom, { animate: Boolean(animate) });
    else if (offset.x || offset.y) map.panBy(offset, { animate: false });
    if (!isLast) return;
    placeNames();
    writeExtent();
  }

  function outline(pcode) {
    if (chosenOutline) chosenOutline.remove();
    chosenOutline = null;
    if (!pcode) return;
    const style = { color: settings.colours.chosen, weight: 3, fill: false };
    chosenOutline = L.geoJSON(districts[pcode].layer.toGeoJSON(), { pane: "lines", interactive: false, style }).addTo(map);
  }

  function drawArrows(wanted) {
    arrows.clearLayers();
    wanted.forEach((one) => {
      // Several camps may be said to come from one side: their arrows stand beside each other.
      const same = wanted.filter((other) => other.district === one.district && other.bearing === one.bearing);
      one.aside = 16 * (same.indexOf(one) - (same.length - 1) / 2);
      const icon = L.divIcon({ className: "atlas-arrow", iconSize: [0, 0], html: arrow(one, settings) });
      L.marker(districts[one.district].centre, { icon, interactive: false, keyboard: false, pane: "names" }).addTo(arrows);
    });
  }

  function drawMarks(view) {
    marks.clearLayers();
    rows = {};
    const fillOf = (camp) => (pattern(camp) ? `url(#${L.stamp(pattern(camp))})` : settings.colours[camp]);
    for (const [pcode, { centre }] of Object.entries(districts)) {
      const found = row(pcode, view, settings, fillOf);
      if (!found) continue;
      rows[pcode] = found;
      const icon = L.divIcon({ className: "atlas-marks", iconSize: [0, 0], html: found.node });
      L.marker(centre, { icon, interactive: false, keyboard: false, pane: "names" }).addTo(marks);
    }
  }

  function placeNames() {
    names.place(shown, shown ? marksTaken() : []);
  }

  function lookWords(look) {
    return shown && look === "no_report" ? shown.silent : settings.words.looks[look];
  }

  function tooltip(pcode) {
    const state = shown ? shown.districts[pcode] : { look: "no_report", counts: {}, said: {} };
    const here = (found) => (shown ? found.filter((one) => one.district === pcode) : []);
    return window.claimatlasTooltip({
      properties: districts[pcode].properties,
      state,
      look: lookWords(state.look),
      assessed: here(shown && shown.assessments),
      milestones: here(shown && shown.milestones),
      click: document.documentElement.clientWidth < PHONE_WIDTH ? settings.words.below : settings.words.click,
      words: settings.words,
    });
  }

  function showTiles(wanted) {
    if (tiles && tiles.code === wanted) return;
    if (tiles) tiles.layer.remove();
    tiles = null;
    document.body.classList.toggle("atlas-with-tiles", wanted !== "off");
    if (wanted === "off") return;
    const { url, attribution, max_zoom: maxNativeZoom } = settings.tiles[wanted];
    tiles = { code: wanted, layer: L.tileLayer(url, { attribution, maxNativeZoom, maxZoom: settings.zooms[1] }).addTo(map) };
  }

  /* ---- controls ---- */

  function zoomButtons() {
    const bar = element("div", "atlas-zooms leaflet-bar");
    const add = (label, pcode) => {
      const button = element("button", "", label);
      button.type = "button";
      button.addEventListener("click", () => {
        movedByReader = true;
        fit(pcode, true);
      });
      bar.append(button);
    };
    Object.entries(settings.words.provinces).forEach(([pcode, name]) => add(name, pcode));
    add(settings.words.all, "");
    return bar;
  }

  function fitAll(animate) {
    fit("", animate);
  }

  function fit(province, animate) {
    const bounds = L.latLngBounds([]);
    Object.values(districts).forEach(({ layer, properties }) => {
      if (!province || properties.adm1_pcode === province) bounds.extend(layer.getBounds());
    });
    if (!bounds.isValid()) return;
    const narrow = map.getSize().x < PHONE_WIDTH;
    // Names stand to the right of the easternmost districts.
    const room = narrow ? { paddingTopLeft: [12, 12] } : { paddingTopLeft: [26, 14] };
    // On a low map the caution and the scale would lie over the southernmost districts.
    room.paddingBottomRight = [narrow ? 12 : 98, settings.pair ? 62 : room.paddingTopLeft[1]];
    isFitting = !animate;
    map.fitBounds(bounds, { ...room, animate: animate && !isCalm });
    isFitting = false;
  }

  function caution() {
    return element("p", "atlas-caution", settings.words.caution);
  }

  // On a phone the claims of a chosen district are two swipes away; elsewhere they stand beside the map.
  function toClaimsButton() {
    const button = element("button", "atlas-to-claims");
    button.type = "button";
    button.hidden = true;
    button.addEventListener("click", () => {
      const panel = settings.published ? document.getElementById("claims") : window.parent.document.querySelector(`.st-key-${settings.panel}`);
      if (panel) panel.scrollIntoView();
    });
    return button;
  }

  function offerClaims(pcode) {
    toClaims.textContent = pcode ? `${settings.words.read} ${districts[pcode].properties.name_en}` : "";
    toClaims.hidden = !pcode || Boolean(settings.pair);
  }

  function foldingLegend() {
    const box = element("details", "atlas-legend");
    box.append(element("summary", "", settings.words.legend), element("div", "atlas-legend-lists"));
    box.open = keptLegend() ?? screenOf().innerWidth >= PHONE_WIDTH;
    box.addEventListener("toggle", () => {
      keepLegend(box.open);
      resizeFrame();
    });
    return box;
  }

  function keptLegend() {
    try {
      const kept = window.localStorage.getItem(LEGEND_KEPT);
      return kept === null ? null : kept === "open";
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function keepLegend(isOpen) {
    try {
      window.localStorage.setItem(LEGEND_KEPT, isOpen ? "open" : "folded");
    } catch {
      // a browser that keeps nothing
    }
  }

  // Layers that lie over the status are explained apart from it, each under its title.
  function fillLegend(entries, overlays) {
    const lists = [legendList(entries)];
    overlays.forEach((entry, index) => {
      if (entry.symbol !== "title") return;
      const next = overlays.findIndex((other, place) => place > index && other.symbol === "title");
      lists.push(element("h3", "", entry.label), legendList(overlays.slice(index + 1, next < 0 ? undefined : next)));
    });
    legend.lastChild.replaceChildren(...lists);
    resizeFrame();
  }

  function legendList(entries) {
    const list = element("ul");
    entries.forEach((entry) => {
      const line = element("li");
      line.append(symbol(entry), element("span", "", entry.label));
      list.append(line);
    });
    return list;
  }

  function symbol({ symbol: kind, code, radius }) {
    const box = svg("svg", { width: 26, height: 16, viewBox: "0 0 26 16", "aria-hidden": "true", class: `atlas-symbol atlas-symbol-${kind}` });
    const stroke = (name) => ({ fill: "none", stroke: settings.colours[name] });
    const samples = {
      fill: () => svg("rect", { x: 0.5, y: 0.5, width: 25, height: 15, fill: `url(#${L.stamp(pattern(code))})`, stroke: settings.colours["quiet-line"] }),
      arrow: () => svg("path", { d: "M2 4 L6 8 L2 12 L14 10.2 L14 14 L24 8 L14 2 L14 5.8 Z", fill: settings.colours[code || "ink"] }),
      outline: () => svg("rect", { x: 2, y: 2, width: 22, height: 12, "stroke-width": 3, ...stroke("chosen") }),
      province: () => svg("path", { d: "M0 8 H26", "stroke-width": 2, ...stroke("province-border") }),
      frontier: () => svg("path", { d: "M0 8 H26", "stroke-width": 2, "stroke-dasharray": "7 4", ...stroke("province-border") }),
      river: () => svg("path", { d: "M0 10 C8 2 16 14 26 6", "stroke-width": 2, ...stroke("water") }),
      age: () => faded(code),
      sector: () => svg("circle", { cx: 13, cy: 8, r: 7, fill: pattern(code) ? `url(#${L.stamp(pattern(code))})` : settings.colours[code] }),
      disc: () => sized(radius, box),
      conceded: () => centred(triangle(code, settings)),
      milestone: () => centred(pin(settings)),
      assessment: () => centred(diamond(code, settings)),
      town: () => svg("circle", { cx: 13, cy: 8, r: 3, fill: settings.colours.land, stroke: settings.colours.ink, "stroke-width": 1.4 }),
    };
    box.append(samples[kind]());
    return box;
  }

  function centred(mark) {
    mark.setAttribute("transform", "translate(13 8) scale(0.85)");
    return mark;
  }

  // The colours of the two main sides, as pale as a claim of this age leaves them.
  function faded(age) {
    const group = svg("g", { "fill-opacity": settings.faded[age] });
    group.append(svg("rect", { x: 0, y: 0, width: 13, height: 16, fill: settings.colours[settings.camps[0]] }));
    group.append(svg("rect", { x: 13, y: 0, width: 13, height: 16, fill: settings.colours[settings.camps[1]] }));
    return group;
  }

  function sized(radius, box) {
    const side = 2 * radius + 2;
    for (const [key, value] of Object.entries({ width: side, height: side, viewBox: `0 0 ${side} ${side}` })) box.setAttribute(key, value);
    return svg("circle", { cx: radius + 1, cy: radius + 1, r: radius, fill: "none", stroke: settings.colours.ink, "stroke-width": 1.2 });
  }

  function marksTaken() {
    // Approach arrows surround their centre: names keep off them, and off a row of marks.
    const arrowBoxes = shown.arrows.map((one) => {
      const angle = (one.bearing * Math.PI) / 180;
      const { x, y } = map.latLngToContainerPoint(districts[one.district].centre);
      return around(x + Math.sin(angle) * 21, y - Math.cos(angle) * 21, 26, 26);
    });
    const rowBoxes = Object.entries(rows).map(([pcode, { width, height }]) => {
      const { x, y } = map.latLngToContainerPoint(districts[pcode].centre);
      return around(x, y, width, height);
    });
    return [...arrowBoxes, ...rowBoxes];
  }

  function around(x, y, width, height) {
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  }

  /* Fits the map into its room at once: a page that is about to be printed waits for no observer. */
  function refit() {
    map.invalidateSize({ animate: false });
    if (!movedByReader) fitAll(false);
    placeNames();
  }

  return { mount, show, foretell, answer, refit, CampStripes };
})();
