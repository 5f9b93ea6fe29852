/* What is said of a district under the pointer.
 *
 * Comes in: the district's names, its state in codes and numbers, the words of our vocabulary. Goes out: a node.
 * Refuses a claim's words: it is given none, and writes every text through textContent.
 */
"use strict";

window.claimatlasTooltip = (function () {
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

  function longDay(iso) {
    const [year, month, day] = iso.split("-").map(Number);
    return `${day} ${MONTHS[month - 1]} ${year}`;
  }

  function element(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function title(properties) {
    const node = element("p", "atlas-tooltip-title", properties.name_en);
    const dari = element("span", "", properties.name_fa);
    dari.setAttribute("lang", "fa");
    dari.setAttribute("dir", "rtl");
    node.append(" ", dari);
    return node;
  }

  // How many claims each side makes, and its latest: who, what, about which day.
  function sides(said, words) {
    const list = element("table", "atlas-tooltip-sides");
    for (const [camp, [count, day, party, type]] of Object.entries(said)) {
      const line = element("tr");
      const who = words.parties[party] ? `${words.types[type]} (${words.parties[party]})` : words.types[type];
      line.append(element("th", "", words.speakers[camp]), element("td", "", String(count)), element("td", "", `${longDay(day)}: ${who}`));
      list.append(line);
    }
    return list;
  }

  function tooltip({ properties, state, look, assessed, milestones, click, words }) {
    const box = element("div");
    const line = (text, className = "") => box.append(element("p", className, text));
    box.append(title(properties));
    line(look);
    for (const [camp, count] of Object.entries(state.counts)) line(`${words.camps[camp]}: ${count}`, "atlas-tooltip-count");
    if (state.latest) line(`${words.latest} ${longDay(state.latest)} (${words.ages[state.age]})`, "atlas-tooltip-quiet");
    if (state.conceded) line(words.conceded[state.conceded]);
    milestones.forEach(({ kind }) => line(words.milestones[kind]));
    if (Object.keys(state.said).length) box.append(element("p", "atlas-tooltip-heading", words.said), sides(state.said, words));
    assessed.forEach(({ camp }) => line(words.assessed[camp], "atlas-tooltip-quiet"));
    line(click, "atlas-tooltip-quiet");
    return box;
  }

  return tooltip;
})();
