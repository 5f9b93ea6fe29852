/* The opposed ledger: claims about one district, each side on its own side.
 *
 * Comes in: claims as plain data. Goes out: the page that the reader asks for.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".ledger");
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);
  const lanes = element("div", "lanes");
  const middles = data.lanes.filter(({ side }) => side === "middle").length;
  lanes.style.setProperty("--middles", Math.max(middles, 1));
  for (const lane of data.lanes) {
    const section = element("section", `lane lane-${lane.camp} lane-${lane.side}`);
    section.setAttribute("aria-label", lane.title);
    section.append(element("h3", "", lane.title));
    if (lane.claims.length) lane.claims.forEach((claim) => section.append(card(claim, data.words, go)));
    else section.append(element("p", "empty", lane.empty));
    lanes.append(section);
  }
  root.replaceChildren(lanes);
}
