/* A small outline of the country, with the part of it that is in sight.
 *
 * Comes in: the map and the country's outline. Goes out: a drawing that follows the map.
 * Refuses to be touched: it is a picture, no control.
 */
"use strict";

window.claimatlasLocator = (function () {
  const WIDTH = 92;
  const EDGE = 4;
  const SMALLEST = 3; // pixels: a view of one valley stays in sight

  const { svg } = window.claimatlasMarks;

  function rings(country) {
    return country.features.flatMap(({ geometry }) =>
      (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates).map((polygon) => polygon[0]));
  }

  function locator(map, country, { colours, words }) {
    const outlines = rings(country);
    const points = outlines.flat();
    const west = Math.min(...points.map(([x]) => x));
    const east = Math.max(...points.map(([x]) => x));
    const south = Math.min(...points.map(([, y]) => y));
    const north = Math.max(...points.map(([, y]) => y));
    const scale = (WIDTH - 2 * EDGE) / (east - west);
    const stretch = 1 / Math.cos((((south + north) / 2) * Math.PI) / 180);
    const height = (north - south) * scale * stretch + 2 * EDGE;
    const x = (longitude) => EDGE + (longitude - west) * scale;
    const y = (latitude) => EDGE + (north - latitude) * scale * stretch;

    const node = svg("svg", { width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}`, role: "img", "aria-label": words.locator, class: "atlas-locator" });
    const d = outlines.map((ring) => `M${ring.map(([lon, lat]) => `${x(lon).toFixed(1)} ${y(lat).toFixed(1)}`).join("L")}Z`).join("");
    const sight = svg("rect", { fill: colours.chosen, "fill-opacity": 0.14, stroke: colours.chosen, "stroke-width": 1.4 });
    node.append(svg("path", { d, fill: colours.land, stroke: colours["quiet-ink"], "stroke-width": 0.9 }), sight);

    function follow() {
      const bounds = map.getBounds();
      const bound = (value, low, high) => Math.min(Math.max(value, low), high);
      const left = bound(x(bounds.getWest()), 1, WIDTH - 1 - SMALLEST);
      const top = bound(y(bounds.getNorth()), 1, height - 1 - SMALLEST);
      sight.setAttribute("x", left);
      sight.setAttribute("y", top);
      sight.setAttribute("width", Math.max(bound(x(bounds.getEast()), 1, WIDTH - 1) - left, SMALLEST));
      sight.setAttribute("height", Math.max(bound(y(bounds.getSouth()), 1, height - 1) - top, SMALLEST));
    }
    map.on("move", follow);
    follow();
    return node;
  }

  return locator;
})();
