/* One claim in words, as every list of claims shows it. */

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
  if (claim.notes) {
    const notes = element("p", "notes", claim.notes);
    notes.prepend(element("strong", "", words.notes));
    more.append(notes);
  }
  return more;
}

function card(claim, words, go) {
  const box = element("article", `card camp-${claim.camp}`);
  box.id = `claim-${claim.claim_id}`;
  const head = element("header", "");
  const when = element("span", "day", claim.days);
  if (claim.published) when.append(element("span", "published", `, ${claim.published}`));
  head.append(when, element("span", "type", claim.type));
  const who = element("p", "who");
  who.append(element("strong", "", claim.claimant), element("span", "", claim.role ? ` · ${claim.role}` : ""));
  box.append(head, who, element("p", "summary", claim.summary));
  if (claim.quote) box.append(element("blockquote", "", claim.quote));
  if (claim.figures) box.append(element("p", "figures", claim.figures));
  if (claim.ties.length) box.append(ties(claim, go));
  box.append(element("p", "grades", claim.grades), sourceLine(claim, words), everything(claim, words));
  const foot = element("footer", "");
  foot.append(linkTo("claim", { claim: [claim.claim_id] }, claim.claim_id, go));
  if (claim.standing) foot.append(element("span", `standing standing-${claim.life}`, claim.standing));
  box.append(foot);
  return box;
}

function ties(claim, go) {
  const list = element("dl", "ties");
  for (const { words, claim_ids } of claim.ties) {
    const ids = element("dd", "");
    claim_ids.forEach((id) => ids.append(linkTo("claim", { claim: [id] }, id, go)));
    list.append(element("dt", "", words), ids);
  }
  return list;
}
