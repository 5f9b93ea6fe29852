/* The marks at the middle of a district, and their samples in the legend.
 *
 * Comes in: codes, numbers, and the map's settings. Goes out: SVG.
 * Refuses words: a mark has none.
 */
"use strict";

window.claimatlasMarks = (function () {
  const ARROW_REACH = 34; // pixels from the district's centre to the tail of an approach arrow
  const DIAMOND = 8; // pixels from the middle of an assessment's mark to its corner
  const TRIANGLE = 8; // half the width of a concession's mark
  const PIN = 5; // half the width of a milestone's mark
  const GAP = 2; // pixels between two marks of one district

  function svg(name, attributes) {
    const node = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    return node;
  }

  // A drawing whose middle is the point it stands on.
  function drawing(width, height) {
    const box = `${-width / 2} ${-height / 2} ${width} ${height}`;
    return svg("svg", { width, height, viewBox: box, "aria-hidden": "true" });
  }

  function arrow({ bearing, camp, aside }, { colours }) {
    const node = drawing(2 * ARROW_REACH + 8, 2 * ARROW_REACH + 8);
    node.append(svg("path", {
      d: `M-4 ${-ARROW_REACH} L0 ${-ARROW_REACH + 4} L4 ${-ARROW_REACH} L2.6 -19 L7 -19 L0 -8 L-7 -19 L-2.6 -19 Z`,
      transform: aside ? `rotate(${bearing}) translate(${aside})` : `rotate(${bearing})`,
      fill: colours[camp || "ink"],
      class: "atlas-arrow-shape",
    }));
    return node;
  }

  // An outline in a camp's colour, with a bar in the direction of its stripes: told apart in grey as well.
  function outlined(d, camp, halo, barAt, { colours, angles }) {
    const group = svg("g", {});
    const colour = colours[camp || "ink"];
    group.append(svg("path", { d, fill: colours.panel, stroke: colours.panel, "stroke-width": halo, "stroke-linejoin": "round" }));
    group.append(svg("path", { d, fill: colours.panel, stroke: colour, "stroke-width": 2.4, "stroke-linejoin": "round" }));
    const bar = { x1: -barAt.half, y1: 0, x2: barAt.half, y2: 0, stroke: colour, "stroke-width": 2.2 };
    if (camp) group.append(svg("line", { ...bar, transform: `translate(0 ${barAt.y}) rotate(${angles[camp]})` }));
    return group;
  }

  function diamond(camp, settings) {
    const d = `M0 ${-DIAMOND} L${DIAMOND} 0 L0 ${DIAMOND} L${-DIAMOND} 0 Z`;
    const group = outlined(d, camp, 5, { half: 4, y: 0 }, settings);
    group.setAttribute("data-assessed", camp);
    return group;
  }

  // Give way, as on the road: the side whose colour it has says itself that the ground is another's.
  function triangle(camp, settings) {
    const d = `M${-TRIANGLE} -6 H${TRIANGLE} L0 8 Z`;
    const group = outlined(d, camp, 5, { half: 3, y: -1.6 }, settings);
    group.setAttribute("data-conceded", camp);
    return group;
  }

  // As the timeline marks it.
  function pin({ colours }) {
    const d = `M${-PIN} ${-PIN - 1.5} H${PIN} V1 L0 ${PIN + 2} L${-PIN} 1 Z`;
    const group = svg("g", { "data-milestone": "" });
    group.append(svg("path", { d, fill: colours.ink, stroke: colours.panel, "stroke-width": 4, "paint-order": "stroke", "stroke-linejoin": "round" }));
    return group;
  }

  function disc({ counts, radius }, { colours, camps: order }, fillOf) {
    const group = svg("g", { "data-claims": Object.values(counts).reduce((sum, one) => sum + one, 0) });
    group.append(svg("circle", { r: radius + 1.6, fill: colours.panel }));
    const camps = order.filter((camp) => counts[camp]);
    const total = camps.reduce((sum, camp) => sum + counts[camp], 0);
    // Degrees clockwise from north; what the first camp says is always around the west, as in every ledger.
    let from = 270 - (180 * (counts[order[0]] || 0)) / total;
    for (const camp of camps) {
      const to = from + (360 * counts[camp]) / total;
      const hairline = camps.length > 1 ? { stroke: colours.panel, "stroke-width": 1 } : {};
      const shape = camps.length > 1 ? svg("path", { d: sector(from, to, radius) }) : svg("circle", { r: radius });
      for (const [key, value] of Object.entries({ fill: fillOf(camp), "data-camp": camp, ...hairline })) shape.setAttribute(key, value);
      group.append(shape);
      from = to;
    }
    return group;
  }

  function sector(from, to, radius) {
    const at = (degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return `${(radius * Math.sin(angle)).toFixed(2)} ${(-radius * Math.cos(angle)).toFixed(2)}`;
    };
    return `M0 0 L${at(from)} A${radius} ${radius} 0 ${to - from > 180 ? 1 : 0} 1 ${at(to)} Z`;
  }

  /* All marks of one district side by side, the row's middle on the district's centre. */
  function row(pcode, view, settings, fillOf) {
    const here = (marks) => marks.filter((mark) => mark.district === pcode);
    const conceded = view.shown.includes("status") ? view.districts[pcode].conceded : "";
    const parts = [
      ...here(view.discs).map((one) => ({ half: one.radius + 1, node: disc(one, settings, fillOf) })),
      ...(conceded ? [{ half: TRIANGLE + 1, node: triangle(conceded, settings) }] : []),
      ...here(view.milestones).slice(0, 1).map(() => ({ half: PIN + 2, node: pin(settings) })),
      ...here(view.assessments).map(({ camp }) => ({ half: DIAMOND, node: diamond(camp, settings) })),
    ];
    if (!parts.length) return null;
    const width = parts.reduce((sum, part) => sum + 2 * part.half + GAP, -GAP);
    const height = Math.max(...parts.map((part) => 2 * Math.max(part.half, DIAMOND)));
    const node = drawing(width + 8, height + 8);
    let left = -width / 2;
    for (const part of parts) {
      part.node.setAttribute("transform", `translate(${left + part.half} 0)`);
      left += 2 * part.half + GAP;
      node.append(part.node);
    }
    return { node, width, height };
  }

  return { svg, arrow, diamond, triangle, pin, disc, row };
})();
