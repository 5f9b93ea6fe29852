/* The opposed ledger: claims about one district, each side on its own side.
 *
 * Comes in: claims as plain data. Goes out: nothing.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) {
    node.textContent = text;
    node.dir = "auto";
  }
  return node;
}

function sourceLine(claim, words) {
  const line = element("p", "source");
  const where = [claim.publisher, claim.source_date].filter(Boolean).join(", ");
  if (claim.link) {
    const link = element("a", "", where || words.source);
    link.href = claim.link;
    link.target = "_blank";
    link.rel = "noopener noreferrer nofollow";
    line.append(link);
  } else {
    line.append(element("span", "", [where, claim.source_url].filter(Boolean).join(" · ")));
  }
  return line;
}

function everything(claim, words) {
  const more = element("details", "");
  const facts = element("dl", "facts");
  for (const [term, value] of claim.facts) {
    facts.append(element("dt", "", term), element("dd", "", value));
  }
  more.append(element("summary", "", words.more), facts);
  if (claim.notes) more.append(element("p", "notes", claim.notes));
  return more;
}

function card(claim, words) {
  const box = element("article", `card camp-${claim.camp}`);
  box.id = `claim-${claim.claim_id}`;
  const head = element("header", "");
  head.append(element("span", "day", claim.days), element("span", "type", claim.type));
  const who = element("p", "who");
  who.append(element("strong", "", claim.claimant), element("span", "", claim.role ? ` · ${claim.role}` : ""));
  box.append(head, who, element("p", "summary", claim.summary));
  if (claim.quote) box.append(element("blockquote", "", claim.quote));
  if (claim.figures) box.append(element("p", "figures", claim.figures));
  box.append(element("p", "grades", claim.grades), sourceLine(claim, words), everything(claim, words));
  return box;
}

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".ledger");
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);
  const lanes = element("div", "lanes");
  for (const lane of data.lanes) {
    const section = element("section", `lane lane-${lane.camp}`);
    section.setAttribute("aria-label", lane.title);
    section.append(element("h3", "", lane.title));
    if (lane.claims.length) lane.claims.forEach((claim) => section.append(card(claim, data.words)));
    else section.append(element("p", "empty", lane.empty));
    lanes.append(section);
  }
  root.replaceChildren(lanes);
}
