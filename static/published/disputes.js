/* Disputes: pairs of claims that do not go together, with both claims in full.
 *
 * Comes in: pairs by rule, and claims in words. Goes out: the rule and the page that the reader asks for.
 * Refuses to say who is right, and to list more than a page can hold: of very many it gives the numbers.
 */
"use strict";

window.claimatlasDisputes = (function () {
  const { element, linkTo, shadowIn } = window.claimatlasLinks;
  const { counted, longDay } = window.claimatlasDays;
  const PER_PAGE = 10;

  // A pair stands here when both its claims were known and one of them passes the filters: the other need not.
  function passing(page, near) {
    const { pairs } = page.record.disputes;
    const { on, window: days } = page.asked;
    const isNear = (day) => day <= on && (days === null || day > on - days);
    const { known } = page.asked;
    const isKnown = (place) => known === null || page.record.claims.reported[place] <= known;
    const found = [];
    for (let i = 0; i < pairs.rule.length; i += 1) {
      const [one, other] = [pairs.one[i], pairs.other[i]];
      if (near && !isNear(pairs.day[i])) continue;
      if ((page.passes[one] || page.passes[other]) && isKnown(one) && isKnown(other)) found.push(i);
    }
    return found;
  }

  function rulesOf(page, numbers) {
    const list = element("ul", "rules");
    const every = numbers.reduce((sum, number) => sum + number, 0);
    const add = (label, number, description, rule) => {
      const line = element("li", "");
      const choice = page.record.disputes.pairs ? linkTo("", { rule, page: [] }, "", page.go) : element("span", "plain");
      const isChosen = rule.length ? page.asked.rule !== null && page.record.codes.rules[page.asked.rule][0] === rule[0] : page.asked.rule === null;
      if (isChosen && page.record.disputes.pairs) choice.setAttribute("aria-current", "true");
      choice.append(element("span", "name", label), " ", element("span", "number", number.toLocaleString("en")));
      line.append(choice);
      if (description) line.append(element("p", "note", description));
      list.append(line);
    };
    add("Any rule", every, "", []);
    page.record.codes.rules.forEach(([code, label, , description], rule) => add(label, numbers[rule], description, [code]));
    return list;
  }

  function choicesOf(page, label, options) {
    const line = element("p", "links");
    for (const [words, parameters, isChosen] of options) {
      const link = linkTo("", parameters, words, page.go);
      if (isChosen) link.setAttribute("aria-current", "true");
      line.append(link, " ");
    }
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", label);
    return line;
  }

  function dispute(page, pair) {
    const { codes, claims, districts, disputes } = page.record;
    const { rule, one, other, district, day } = disputes.pairs;
    const both = [one[pair], other[pair]];
    const box = element("article", "dispute");
    const ids = both.map((place) => claims.id[place]).join(" and ");
    const label = codes.rules[rule[pair]][1];
    box.setAttribute("aria-label", `${label}: ${ids}`);
    const [left, right] = both.map((place) => codes.camps[claims.camp[place]]);
    const sides = left === right ? `${left[1]} with itself` : `${left[1]} and ${right[2]}`;
    const where = district[pair] < 0 ? [] : [districts[district[pair]].name];
    box.append(element("h4", "", [label, ...where].join(", ")), element("p", "head", `${longDay(page.record.isoOf(day[pair]))} · ${sides}`));
    const cards = element("div", "pair");
    both.forEach((place, position) => {
      if (position) cards.append(element("span", "against", "against"));
      const card = window.claimatlasElements.cards.main(window.claimatlasWords.entry(place, page.asked.known), window.claimatlasPanels.WORDS, page.go);
      card.removeAttribute("id");
      cards.append(card);
    });
    box.append(cards);
    return box;
  }

  function pager(page, shown, pages) {
    const bar = element("nav", "pager");
    bar.setAttribute("aria-label", "Pages of disputes");
    bar.append(element("span", "", `Page ${shown} of ${pages.toLocaleString("en")}.`));
    const to = (number) => ({ page: number > 1 ? [String(number)] : [] });
    if (shown > 1) bar.append(linkTo("", to(shown - 1), "Previous", page.go));
    if (shown < pages) bar.append(linkTo("", to(shown + 1), "Next", page.go));
    return bar;
  }

  function draw(page, host) {
    const { css } = window.claimatlasElements.cards;
    const root = shadowIn(host, "disputes", css).querySelector(".disputes");
    for (const [camp, colour] of Object.entries(page.record.marks.colours[page.theme])) root.style.setProperty(`--camp-${camp}`, colour);
    const { pairs, by_rule: byRule } = page.record.disputes;
    if (!pairs) {
      const note = "Whatever the filters. There are too many to list on a page: the dashboard and the command line list them.";
      return root.replaceChildren(element("p", "note", note), rulesOf(page, byRule));
    }
    const [all, near] = [passing(page, false), passing(page, true)];
    const found = page.asked.near ? near : all;
    const days = choicesOf(page, "Days of the disputes", [
      [`Of all days (${all.length.toLocaleString("en")})`, { near: [], page: [] }, !page.asked.near],
      [`Of the days on the map (${near.length.toLocaleString("en")})`, { near: ["yes"], page: [] }, Boolean(page.asked.near)],
    ]);
    const numbers = page.record.codes.rules.map((_, rule) => found.filter((pair) => pairs.rule[pair] === rule).length);
    const chosen = page.asked.rule === null ? found : found.filter((pair) => pairs.rule[pair] === page.asked.rule);
    const pages = Math.max(1, Math.ceil(chosen.length / PER_PAGE));
    const shown = Math.min(page.asked.page, pages);
    const listed = chosen.slice((shown - 1) * PER_PAGE, shown * PER_PAGE);
    const list = element("section", "list");
    const said = element("h3", "", counted(chosen.length, "dispute"));
    root.replaceChildren(days, rulesOf(page, numbers), list);
    return window.claimatlasWords.need(listed.flatMap((pair) => [pairs.one[pair], pairs.other[pair]]), (isThere) => {
      if (!isThere) return list.replaceChildren(element("p", "note", window.claimatlasPanels.GONE));
      return list.replaceChildren(said, pager(page, shown, pages), ...listed.map((pair) => dispute(page, pair)), ...(pages > 1 ? [pager(page, shown, pages)] : []));
    });
  }

  return { draw, passing };
})();
