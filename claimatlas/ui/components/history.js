/* A claim's own page: the claim in full, and beside it what was done to it and the claims that did it.
 *
 * Comes in: one claim, its history and the claims around it, as plain data. Goes out: the page that the reader asks for.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

function wordOrLink(part, go) {
  return part.page === undefined ? element("span", "", part.text) : linkTo(part.page, part.parameters, part.text, go);
}

function titled(name, className, title) {
  const section = element("section", className);
  section.append(element(name, "", title));
  return section;
}

function fields(list, go) {
  const box = element("dl", "fields");
  for (const { term, parts, meaning } of list) {
    const value = element("dd", "");
    parts.forEach((part, index) => value.append(index ? ", " : "", wordOrLink(part, go)));
    if (meaning) value.append(element("span", "meaning", meaning));
    box.append(element("dt", "", term), value);
  }
  return box;
}

function inWords(claim, words, go) {
  const box = element("article", `claim camp-${claim.camp}`);
  box.setAttribute("aria-label", claim.claim_id);
  const head = element("header", "");
  head.append(element("span", "day", claim.days), element("span", "type", claim.type));
  const who = element("p", "who");
  who.append(element("strong", "", claim.claimant), element("span", "", claim.role ? ` · ${claim.role}` : ""));
  box.append(head, who, element("p", "summary", claim.summary));
  if (claim.quote) box.append(element("blockquote", "", claim.quote));
  if (claim.figures) box.append(element("p", "figures", claim.figures));
  box.append(sourceLine(claim, words));
  if (claim.notes) box.append(element("h3", "", words.notes), element("p", "notes", claim.notes));
  return box;
}

function onRecord(claim, words, go) {
  const box = titled("h2", "on-record", words.fields);
  for (const { title, list } of claim.sections) box.append(element("h3", "", title), fields(list, go));
  return box;
}

function standing(data, go) {
  const section = titled("h2", "life", data.title);
  section.append(element("p", `word standing-${data.life}`, data.word), element("p", "", data.meaning));
  if (data.clock) {
    const clock = element("p", "clock", "");
    clock.append(element("span", "", `${data.clock} `), linkTo("", { "known-by": [] }, data.lift, go));
    section.append(clock);
  }
  if (data.steps.length) section.append(steps(data.steps, go));
  return section;
}

function steps(list, go) {
  const history = element("ol", "steps");
  for (const step of list) {
    const line = element("li", `camp-${step.camp}${step.aside ? " aside" : ""}`);
    line.append(element("time", "", step.day), element("strong", "", step.did), ` ${step.joint} `);
    if (step.claim_id) {
      line.append(element("span", "", `${step.who} · `), linkTo("claim", { claim: [step.claim_id] }, step.claim_id, go));
    } else {
      line.append(element("span", "", step.who));
    }
    if (step.note) line.append(element("span", "note", step.note));
    if (step.copies.length) {
      const copies = element("span", "note", `${step.copied} `);
      step.copies.forEach((id) => copies.append(linkTo("claim", { claim: [id] }, id, go), " "));
      line.append(copies);
    }
    history.append(line);
  }
  return history;
}

function related(group, words, go) {
  const section = titled("h2", "related", group.title);
  if (group.note) section.append(element("p", "", group.note));
  if (group.elsewhere.length) {
    const line = element("p", "");
    group.elsewhere.forEach((part, index) => line.append(index ? ", " : "", wordOrLink(part, go)));
    section.append(line);
  }
  const cards = element("div", "cards");
  group.claims.forEach((claim) => cards.append(card(claim, words, go)));
  section.append(cards);
  return section;
}

function quarrels(data, go) {
  const section = titled("h2", "disputes", data.title);
  if (data.empty) section.append(element("p", "", data.empty));
  const list = element("ul", "quarrels");
  for (const { label, dispute, other, who, meaning } of data.list) {
    const line = element("li", "");
    line.append(linkTo("disputes", { dispute: [dispute] }, label, go), ` ${data.joint} `);
    line.append(linkTo("claim", { claim: [other] }, other, go), element("span", "", ` · ${who}`));
    line.append(element("span", "meaning", meaning));
    list.append(line);
  }
  section.append(list);
  if (data.more) section.append(wordOrLink(data.more, go));
  return section;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".history");
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);
  const sides = element("div", "sides");
  const left = element("div", "");
  const right = element("div", "");
  left.append(inWords(data.claim, data.words, go), onRecord(data.claim, data.words, go));
  right.append(standing(data.standing, go));
  data.related.forEach((group) => right.append(related(group, data.words, go)));
  right.append(quarrels(data.disputes, go));
  sides.append(left, right);
  root.replaceChildren(sides);
}
