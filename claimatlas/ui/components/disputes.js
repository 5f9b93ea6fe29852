/* Disputes: how many by rule, a page of them, or one alone.
 *
 * Comes in: words and addresses as plain data. Goes out: the page and the parameters that the reader asks for.
 * Refuses to read markup: every word of a claim is written through textContent.
 */

function choice(link, go, mark) {
  const anchor = linkTo("", link.parameters, "", go);
  if (mark) anchor.append(element("span", "mark", ""));
  if (link.chosen) anchor.setAttribute("aria-current", "true");
  anchor.append(element("span", "name", link.label), " ", element("span", "number", link.number));
  return anchor;
}

function listOf(className, items) {
  const list = element("ul", className);
  items.forEach((item) => {
    const line = element("li", "");
    line.append(...item);
    list.append(line);
  });
  return list;
}

function choices(data, go) {
  const box = element("section", "choices");
  const title = element("h2", "", "By rule");
  box.append(title, element("p", "total", data.count));
  if (data.note) box.append(element("p", "note", data.note));
  const rules = data.rules.map((rule) => [choice(rule, go, true), element("p", "note", rule.description)]);
  box.append(listOf("rules", rules));
  if (data.every) box.append(linkTo("", data.every.parameters, data.every.text, go));
  box.append(element("h2", "", "Between"), listOf("between", data.between.map((one) => [choice(one, go, true)])));
  if (data.between_note) box.append(element("p", "note", data.between_note));
  const own = element("p", "own");
  const link = linkTo("", data.own.parameters, data.own.text, go);
  if (data.own.chosen) link.setAttribute("aria-current", "true");
  own.append(link);
  box.append(own);
  if (data.within) box.append(within(data.within, go));
  return box;
}

function within(data, go) {
  const box = element("div", "within");
  if (data.camps.length) {
    const camps = element("p", "note");
    data.camps.forEach((camp) => camps.append(linkTo("", camp.parameters, camp.text, go), " "));
    box.append(camps);
  }
  if (data.title) {
    box.append(element("h3", "", data.title), element("p", "note", data.words));
    box.append(listOf("items", data.items.map((item) => [linkTo("", item.parameters, item.text, go)])));
    if (data.more) box.append(element("p", "note", data.more));
  }
  return box;
}

function heading(data, go, name) {
  const head = element("header", "heading");
  const title = element(name, "");
  title.append(data.event ? linkTo("milestone", { event: [data.event] }, data.title, go) : element("span", "", data.title));
  if (data.continued) title.append(element("span", "continued", " (continued)"));
  const line = element("p", "where");
  line.append(element("span", "", data.days), " · ");
  line.append(
    data.place ? linkTo("district", { place: [data.place] }, data.district, go) : element("span", "", data.district),
  );
  if (data.count) line.append(" · ", element("span", "", data.count));
  head.append(title, line);
  return head;
}

function shortAddress(dispute) {
  const there = new URL("disputes", location.href);
  const asked = new URLSearchParams({ dispute: dispute.id });
  if (dispute.knownBy) asked.append("known-by", dispute.knownBy);
  there.search = asked;
  return there.href;
}

// Where the page may not write to the clipboard, the text is left selected for the reader to copy.
function copied(field, said) {
  const by_hand = () => {
    field.focus();
    field.select();
    said.textContent = "The text is selected: copy it with your keyboard.";
  };
  if (!navigator.clipboard) return by_hand();
  return navigator.clipboard.writeText(field.value).then(() => { said.textContent = "Copied."; }, by_hand);
}

function citation(dispute) {
  const more = element("details", "cite");
  const field = element("textarea", "");
  field.readOnly = true;
  field.rows = 7;
  field.value = `${dispute.citation}\n${shortAddress(dispute)}`;
  field.setAttribute("aria-label", `Citation of ${dispute.id}`);
  const button = element("button", "", "Copy");
  button.type = "button";
  const said = element("span", "said");
  said.setAttribute("role", "status");
  button.addEventListener("click", () => copied(field, said));
  more.append(element("summary", "", "Cite this dispute"), field, button, said);
  return more;
}

function disputeBox(dispute, data, go) {
  const box = element("article", "dispute");
  box.setAttribute("aria-label", `${dispute.label}: ${dispute.claims.map((claim) => claim.claim_id).join(" and ")}`);
  const head = element("p", "head");
  head.append(element("span", "", dispute.day), " · ", element("span", "", dispute.sides));
  box.append(head);
  if (dispute.concession) box.append(element("p", "concession", dispute.concession));
  const pair = element("div", "pair");
  dispute.claims.forEach((claim, position) => {
    if (position) pair.append(element("span", "against", "against"));
    const one = card(claim, data.words, go);
    one.removeAttribute("id");
    pair.append(one);
  });
  const foot = element("div", "foot");
  const link = linkTo("", { dispute: [dispute.id] }, "Link to this dispute", go);
  link.href = shortAddress(dispute);
  foot.append(link, citation(dispute));
  box.append(pair, foot);
  return box;
}

function pager(data, go) {
  const bar = element("nav", "pager");
  bar.setAttribute("aria-label", "Pages of disputes");
  bar.append(element("span", "", data.text));
  data.links.forEach((link) => bar.append(linkTo("", link.parameters, link.text, go)));
  return bar;
}

function links(data, go) {
  const row = element("p", "links");
  data.forEach((link) => row.append(linkTo(link.page, link.parameters, link.text, go)));
  return row;
}

function list(data, whole, go) {
  const box = element("section", "list");
  const said = element("h2", "", "The disputes");
  said.tabIndex = -1;
  box.append(said, element("p", "note", data.said), pager(data.pager, go));
  for (const chapter of data.chapters) {
    const part = element("section", "chapter");
    part.append(heading(chapter, go, "h3"));
    for (const group of chapter.groups) {
      part.append(element("h4", "", group.label), element("p", "note", group.description));
      group.disputes.forEach((dispute) => part.append(disputeBox(dispute, whole, go)));
    }
    box.append(part);
  }
  box.append(pager(data.pager, go));
  return box;
}

function one(data, whole, go) {
  const box = element("section", "one");
  box.append(heading(data, go, "h2"), element("h3", "", data.rule), element("p", "note", data.description));
  box.append(disputeBox(data.dispute, whole, go));
  const standing = element("dl", "standings");
  data.standing.forEach((life) => {
    const term = element("dt", "");
    term.append(linkTo("claim", { claim: [life.claim] }, life.claim, go), ` ${life.label}`);
    standing.append(term, element("dd", "", life.description));
  });
  box.append(element("h3", "", "How the claims stand"), standing);
  const bar = element("nav", "pager");
  bar.setAttribute("aria-label", "Disputes beside this one");
  if (data.number) bar.append(element("span", "", data.number));
  data.around.forEach((link) => bar.append(linkTo("", link.parameters, link.text, go)));
  bar.append(linkTo("", { dispute: [] }, "All disputes", go));
  box.append(bar);
  return box;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".disputes");
  for (const [camp, colour] of Object.entries(data.colours || {})) root.style.setProperty(`--camp-${camp}`, colour);
  if (data.links) root.replaceChildren(links(data.links, go));
  else if (data.choices) root.replaceChildren(choices(data.choices, go));
  else if (data.one) root.replaceChildren(one(data.one, data, go));
  else {
    root.replaceChildren(list(data.list, data, go));
    const page = String(data.list.page);
    // A reader who turned the page at its end begins at its top.
    if (root.dataset.page && root.dataset.page !== page) {
      root.scrollIntoView({ block: "start" });
      root.querySelector("h2").focus({ preventScroll: true });
    }
    root.dataset.page = page;
  }
}
