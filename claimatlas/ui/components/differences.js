/* What two pictures say of each district, left beside right, with the claims that only one of them has.
 *
 * Comes in: districts and claims as plain data. Goes out: the page that the reader asks for.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

// Roles are named: laid out as blocks on a narrow page, a table would lose them.
function cell(tag, role, className) {
  const node = element(tag, className);
  node.setAttribute("role", role);
  return node;
}

function swatch({ colours, angle, width, is_silent }) {
  const box = element("span", is_silent ? "swatch silent" : "swatch");
  const stops = colours.map((colour, index) => `${colour} ${index * width}px ${(index + 1) * width}px`);
  box.style.background = is_silent
    ? `radial-gradient(circle, ${colours[1]} 0.8px, transparent 1px) 0 0 / 6px 6px, ${colours[0]}`
    : `repeating-linear-gradient(${180 + angle}deg, ${stops.join(", ")})`;
  return box;
}

function claimLine(claim, go) {
  const item = element("li", `claim camp-${claim.camp}`);
  const head = element("p", "claim-head");
  head.append(linkTo("claim", { claim: [claim.claim_id] }, claim.claim_id, go));
  head.append(element("span", "claim-type", claim.type), element("span", "claim-days", claim.days));
  const who = element("p", "claim-who");
  who.append(element("strong", "", claim.claimant), element("span", "", ` · ${claim.party}`));
  item.append(head, who);
  const why = [claim.why, claim.turning].filter(Boolean).join(" · ");
  if (why) item.append(element("p", "claim-why", why));
  item.append(element("p", "claim-summary", claim.summary));
  return item;
}

function half(side, head, go) {
  const box = cell("td", "cell", "half");
  const name = element("p", "half-name", head);
  name.setAttribute("aria-hidden", "true");
  const status = element("p", "status");
  if (side.swatch) status.append(swatch(side.swatch));
  status.append(element("span", "", side.words));
  const links = element("p", "counts");
  side.links.forEach(({ label, page, parameters }) => links.append(linkTo(page, parameters, label, go), " "));
  box.append(name, status, links);
  side.notes.forEach(({ words, claim_id }) => {
    const note = element("p", "note", words);
    note.append(" ", linkTo("claim", { claim: [claim_id] }, claim_id, go));
    box.append(note);
  });
  box.append(element("p", "only", side.only));
  if (side.claims.length) {
    const list = element("ul", "claims");
    side.claims.forEach((claim) => list.append(claimLine(claim, go)));
    box.append(list);
  }
  if (side.more) {
    const more = element("p", "more");
    more.append(linkTo(side.more.page, side.more.parameters, side.more.label, go));
    box.append(more);
  }
  return box;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".differences");
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);
  const table = cell("table", "table", "");
  table.setAttribute("aria-label", data.title);
  const heads = cell("tr", "row", "");
  data.heads.forEach((head) => {
    const title = cell("th", "columnheader", "");
    title.scope = "col";
    title.append(element("span", "", head));
    heads.append(title);
  });
  const top = cell("thead", "rowgroup", "");
  top.append(heads);
  const body = cell("tbody", "rowgroup", "");
  for (const row of data.rows) {
    const line = cell("tr", "row", row.is_chosen ? "chosen" : "");
    line.dataset.pcode = row.pcode;
    const district = cell("th", "rowheader", "district");
    district.scope = "row";
    district.append(linkTo("district", { place: [row.pcode] }, row.name, go), element("span", "kind", row.kind));
    line.append(district, ...row.sides.map((side, index) => half(side, data.heads[index + 1], go)));
    body.append(line);
  }
  table.append(top, body);
  root.replaceChildren(table);
}
