/* The names on the map: which are written, and where.
 *
 * Comes in: the map, names of the gazetteer with their points, and what else takes room. Goes out: names that keep apart.
 * Refuses two things: a name over another mark, and a name that would be read as another district's.
 */
"use strict";

window.claimatlasNames = (function () {
  const GAP = 2; // pixels kept free around a name
  const STEP = 4; // pixels between two points of an outline, when distances to it are asked for
  const NEARER = 4; // pixels by which a name is nearer to its own ground than to any other
  const REACH = { shortest: 30, longest: 160, step: 10 }; // of a line from a name to its ground
  const COST = { crossing: 70, foreign: 60, doubt: 30 }; // what a misleading line is worth, in pixels of its length
  const RANK = { chosen: 0, live: 1, district: 2, country: 3, town: 4, neighbour: 5 };
  const LAYER_OF = { town: "towns", neighbour: "provinces" };

  // Where a name may stand, best first: pixels from its point, and which part of its own width to move aside.
  const BESIDE = [[10, 0, 0.5], [-10, 0, -0.5]];
  const SPOTS = {
    district: [[0, 0, 0], [0, 14, 0], [0, -14, 0], ...BESIDE, [0, 26, 0], [0, -26, 0], [8, 14, 0.5], [8, -14, 0.5], [-8, 14, -0.5], [-8, -14, -0.5],
      [24, 0, 0.5], [20, 16, 0.5], [20, -18, 0.5], [-24, 0, -0.5], [-20, 16, -0.5], [-20, -18, -0.5]],
    town: [[0, 11, 0], [0, -11, 0], ...BESIDE],
    country: [[0, 0, 0], [0, 18, 0], [0, -18, 0]],
    neighbour: [[0, 0, 0], [0, 16, 0], [0, -16, 0]],
  };

  /* ---- boxes [left, top, right, bottom] and lines [[x, y], [x, y]], in pixels of the map ---- */

  const apart = (one, other) => one[0] > other[2] || one[2] < other[0] || one[1] > other[3] || one[3] < other[1];
  const holds = (box, { x, y }) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];

  // Shortest way from a box to any of some points, squared; given up below a limit.
  function distance(box, { xs, ys }, limit = 0) {
    const [left, top, right, bottom] = box;
    let least = Infinity;
    for (let index = 0; index < xs.length && least >= limit; index += 1) {
      const across = xs[index] < left ? left - xs[index] : xs[index] > right ? xs[index] - right : 0;
      const down = ys[index] < top ? top - ys[index] : ys[index] > bottom ? ys[index] - bottom : 0;
      least = Math.min(least, across * across + down * down);
    }
    return least;
  }

  function cross([a, b], [c, d]) {
    const side = (p, q, r) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
    return side(a, b, c) !== side(a, b, d) && side(c, d, a) !== side(c, d, b);
  }

  function meets(line, box) {
    const [left, top, right, bottom] = box;
    const corners = [[left, top], [right, top], [right, bottom], [left, bottom]];
    const isInside = line.some(([x, y]) => holds(box, { x, y }));
    return isInside || corners.some((corner, index) => cross(line, [corner, corners[(index + 1) % 4]]));
  }

  /* ---- the names of one map ---- */

  function names({ map, settings, districts, towns, dots, leaders }) {
    const labels = [];
    let shown = null;
    let outlines = {};
    let placed = "";
    let sight = ""; // where the map stands; as long as it does, ground and outlines are asked about once
    const grounds = new Map();
    const nearest = new Map();

    function add(kind, name, latitude, longitude, pcode = "") {
      const position = L.latLng(latitude, longitude);
      const text = document.createElement("span");
      text.className = `atlas-name atlas-name-${kind}`;
      text.textContent = name;
      const icon = L.divIcon({ className: "atlas-label", iconSize: [0, 0], html: text });
      let dot = null;
      if (kind === "town") {
        const style = { radius: 3, weight: 1.4, color: settings.colours.ink, fillColor: settings.colours.land, fillOpacity: 1 };
        dot = L.circleMarker(position, { pane: "lines", interactive: false, ...style }).addTo(dots);
      }
      L.marker(position, { icon, interactive: false, keyboard: false, pane: "names" }).addTo(map);
      labels.push({ kind, name, text, position, pcode, dot });
    }

    Object.values(districts).forEach(({ properties: p, centre }) => add("district", p.name_en, centre.lat, centre.lng, p.adm2_pcode));
    towns.features.forEach(({ geometry, properties }) => {
      const [longitude, latitude] = geometry.coordinates;
      const district = districts[properties.adm2_pcode];
      add("town", district ? district.properties.name_en : properties.name, latitude, longitude);
    });
    settings.countries.forEach(({ name, latitude, longitude }) => add("country", name, latitude, longitude));
    settings.neighbours.forEach(({ name, latitude, longitude }) => add("neighbour", name, latitude, longitude));

    function rank({ kind, pcode }) {
      if (!shown || !pcode) return RANK[kind];
      if (pcode === shown.place) return RANK.chosen;
      return shown.districts[pcode].look === "no_report" ? RANK.district : RANK.live;
    }

    function isHidden({ kind }) {
      return Boolean(shown) && kind in LAYER_OF && !shown.shown.includes(LAYER_OF[kind]);
    }

    function controlBoxes() {
      const frame = map.getContainer().getBoundingClientRect();
      return [...map.getContainer().querySelectorAll(".leaflet-control")].map((node) => {
        const box = node.getBoundingClientRect();
        return [box.left - frame.left, box.top - frame.top, box.right - frame.left, box.bottom - frame.top];
      });
    }

    function boxAt({ size: [width, height] }, x, y) {
      return [x - width / 2 - GAP, y - height / 2 - GAP, x + width / 2 + GAP, y + height / 2 + GAP];
    }

    function isFree(box, taken) {
      const { x, y } = map.getSize();
      const isWhole = box[0] >= 0 && box[1] >= 0 && box[2] <= x && box[3] <= y;
      return isWhole && taken.boxes.every((other) => apart(box, other)) && taken.lines.every((line) => !meets(line, box));
    }

    function isOn(layer, point) {
      return layer._pxBounds.contains(point) && layer.getElement().isPointInFill(new DOMPoint(point.x, point.y));
    }

    // The districts on whose ground a point lies: one, none, or two on their line.
    function groundAt(x, y) {
      const key = `${x} ${y}`;
      if (!grounds.has(key)) {
        const point = map.containerPointToLayerPoint([x, y]);
        grounds.set(key, Object.keys(districts).filter((pcode) => isOn(districts[pcode].layer, point)));
      }
      return grounds.get(key);
    }

    // How much of a name lies on its own ground; null if any of it lies on another district's, which it would name.
    function shareOnOwnGround({ pcode }, box) {
      const middle = (box[1] + box[3]) / 2;
      const shares = [0.08, 0.22, 0.36, 0.5, 0.64, 0.78, 0.92];
      let own = 0;
      for (const share of shares) {
        const ground = groundAt(box[0] + share * (box[2] - box[0]), middle);
        if (ground.some((other) => other !== pcode)) return null;
        own += ground.length;
      }
      return own / shares.length;
    }

    // Beside the ground, a name is read as that of the nearest district.
    function isNearestToOwn({ pcode }, box) {
      const key = `${pcode} ${box}`;
      if (!nearest.has(key)) {
        const limit = (Math.sqrt(distance(box, outlines[pcode])) + NEARER) ** 2;
        const others = Object.entries(outlines).filter(([other]) => other !== pcode);
        nearest.set(key, others.every(([, points]) => distance(box, points, limit) >= limit));
      }
      return nearest.get(key);
    }

    function isUnmistakable(label, box) {
      if (label.kind !== "district") return true;
      const share = shareOnOwnGround(label, box);
      return share !== null && (share > 0.5 || isNearestToOwn(label, box));
    }

    function outlinesNow() {
      const shift = map.layerPointToContainerPoint([0, 0]);
      return Object.fromEntries(Object.entries(districts).map(([pcode, { layer }]) => [pcode, pointsAlong(layer._parts, shift)]));
    }

    function pointsAlong(parts, shift) {
      const points = { xs: [], ys: [] };
      for (const part of parts) {
        part.forEach((begin, index) => {
          const end = part[index + 1] || begin;
          const count = Math.max(1, Math.ceil(begin.distanceTo(end) / STEP));
          for (let step = 0; step < count; step += 1) {
            points.xs.push(shift.x + begin.x + ((end.x - begin.x) * step) / count);
            points.ys.push(shift.y + begin.y + ((end.y - begin.y) * step) / count);
          }
        });
      }
      return points;
    }

    function freeSpot(label, taken) {
      const point = map.latLngToContainerPoint(label.position);
      for (const [right, down, share] of SPOTS[label.kind]) {
        const offset = [right + share * label.size[0], down];
        const box = boxAt(label, point.x + offset[0], point.y + offset[1]);
        if (isFree(box, taken) && isUnmistakable(label, box)) return { offset, box };
      }
      return null;
    }

    // Where its ground has no room, the name of a district stands elsewhere, with a line to it: the shortest that misleads least.
    function spotWithLeader(label, taken) {
      const point = map.latLngToContainerPoint(label.position);
      const { x: width, y: height } = map.getSize();
      if (!holds([0, 0, width, height], point)) return null;
      const others = { lines: taken.lines, boxes: taken.boxes.filter((box) => !holds(box, point)) };
      let best = null;
      for (let reach = REACH.shortest; reach <= REACH.longest && (!best || reach < best.cost); reach += REACH.step) {
        for (let turn = 0; turn < 360; turn += 15) {
          const angle = ((turn + 90) * Math.PI) / 180;
          const offset = [reach * Math.cos(angle), reach * Math.sin(angle)];
          const box = boxAt(label, point.x + offset[0], point.y + offset[1]);
          if ((best && reach >= best.cost) || !isFree(box, taken)) continue;
          const line = [[point.x, point.y], [Math.min(Math.max(point.x, box[0] + 6), box[2] - 6), offset[1] > 0 ? box[1] + 3 : box[3] - 3]];
          const cost = reach + detour(label, box, line, others);
          if (cost >= (best ? best.cost : Infinity) || shareOnOwnGround(label, box) === null) continue;
          best = { offset, box, line, cost };
        }
      }
      return best;
    }

    // A district with a live claim is always named, also where its line has to cross another one.
    function detour(label, box, line, others) {
      const crossings = others.lines.filter((other) => cross(line, other)).length + others.boxes.filter((other) => meets(line, other)).length;
      if (crossings && rank(label) > RANK.live) return Infinity;
      return COST.crossing * crossings + COST.foreign * shareOnForeignGround(label, line) + (isNearestToOwn(label, box) ? 0 : COST.doubt);
    }

    function shareOnForeignGround({ pcode }, [[left, top], [right, bottom]]) {
      const shares = [0.2, 0.4, 0.6, 0.8, 1];
      const isForeign = (share) => groundAt(left + share * (right - left), top + share * (bottom - top)).some((other) => other !== pcode);
      return shares.filter(isForeign).length / shares.length;
    }

    function drawLeader({ line }, isLive) {
      const color = settings.colours[isLive ? "ink" : "quiet-ink"];
      const style = { pane: "lines", interactive: false, color, weight: 1 };
      L.polyline(line.map((point) => map.containerPointToLatLng(point)), style).addTo(leaders);
      L.circleMarker(map.containerPointToLatLng(line[0]), { ...style, radius: 1.5, fillColor: color, fillOpacity: 1 }).addTo(leaders);
    }

    function write(label, spot, taken) {
      label.text.classList.toggle("atlas-hidden", !spot);
      if (!spot) return;
      label.text.style.transform = `translate(-50%, -50%) translate(${spot.offset[0]}px, ${spot.offset[1]}px)`;
      taken.boxes.push(spot.box);
      if (!spot.line) return;
      taken.lines.push(spot.line);
      drawLeader(spot, rank(label) < RANK.district);
    }

    /* The more important name stays, the other one waits for a closer look; those of one rank that fit come first. */
    function place(view, marks) {
      shown = view;
      const taken = { boxes: [...marks, ...controlBoxes()], lines: [] };
      const here = JSON.stringify([map.getZoom(), map.getCenter(), map.getSize()]);
      const key = JSON.stringify([here, taken.boxes, labels.map((label) => [rank(label), isHidden(label)])]);
      if (key === placed) return; // most steps move no mark
      placed = key;
      if (here !== sight) {
        outlines = outlinesNow();
        grounds.clear();
        nearest.clear();
        sight = here;
      }
      leaders.clearLayers();
      const written = new Set();
      labels.forEach((label) => (label.size = [label.text.offsetWidth, label.text.offsetHeight]));
      for (const wanted of Object.values(RANK)) {
        const equals = labels.filter((label) => rank(label) === wanted);
        const without = [];
        for (const label of equals) {
          const isTwin = label.kind === "town" && written.has(label.name);
          const spot = isTwin || isHidden(label) ? null : freeSpot(label, taken);
          write(label, spot, taken);
          if (spot) written.add(label.name);
          else if (label.kind === "district") without.push(label);
          // A dot without a name says nothing, unless the district around it carries the name.
          if (label.dot && label.dot.getElement()) label.dot.getElement().style.visibility = spot || isTwin ? "" : "hidden";
        }
        for (const label of without) {
          const spot = spotWithLeader(label, taken);
          write(label, spot, taken);
          if (spot) written.add(label.name);
        }
      }
    }

    return { place };
  }

  return names;
})();
