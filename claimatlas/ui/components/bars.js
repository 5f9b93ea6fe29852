/* Figures as opposed bars: the first camp's to the left, the second's to the right, everybody else's below.
 *
 * Comes in: groups of figures with their bounds. Goes out: the page that the reader asks for.
 * Refuses to sum: one bar is one claim.
 */

const TAIL = 14; // percent of a track that an open end takes

/* Solid up to the least number, hatched on to the greatest; an open end fades out. */
function trackOf(bar, greatest) {
  const track = element("div", "track");
  track.setAttribute("aria-hidden", "true");
  const isOpen = bar.most === null;
  const share = (number) => (greatest ? (number / greatest) * (100 - TAIL) : 0);
  const piece = (name, width) => {
    const part = element("span", name);
    part.style.width = `${width}%`;
    track.append(part);
  };
  const least = bar.least ?? 0;
  if (bar.least === null) piece("open-begin", share(bar.most));
  else if (least) piece("solid", share(least));
  else piece("none", 0.6);
  if (bar.least !== null && !isOpen && bar.most > least) piece("hatched", share(bar.most - least));
  if (isOpen) piece("open-end", TAIL);
  return track;
}

function barOf(bar, group, go) {
  const line = element("li", `bar bar-${bar.side} camp-${bar.camp}`);
  line.dataset.claim = bar.claim;
  const said = element("p", "words");
  said.append(element("strong", "", bar.words), " ", element("span", "who", `${bar.sideName}: ${bar.claimant}`), " ", element("span", "days", bar.days), " ", linkTo("claim", { claim: [bar.claim] }, bar.claim, go));
  line.append(said, trackOf(bar, group.greatest));
  if (bar.same) {
    const same = element("p", "same", "A row of the same statement as ");
    same.append(linkTo("claim", { claim: [bar.same] }, bar.same, go));
    line.append(same);
  }
  return line;
}

function groupOf(group, go) {
  const section = element("section", "group");
  section.append(element("h4", "", group.title));
  const opposed = element("div", "opposed");
  for (const side of ["left", "right", "middle"]) {
    const here = group.bars.filter((bar) => bar.side === side);
    const list = element("ul", `side side-${side}`);
    list.append(...here.map((bar) => barOf(bar, group, go)));
    if (here.length) opposed.append(list);
  }
  section.append(opposed);
  if (group.note) {
    const note = element("p", "note", group.note);
    if (group.disputes.rule) note.append(" ", linkTo("disputes", group.disputes, "See the dispute", go));
    section.append(note);
  }
  return section;
}

function legendOf(data) {
  const bars = data.occasions.flatMap((occasion) => occasion.groups).flatMap((group) => group.bars);
  const occurs = {
    solid: bars.some((bar) => bar.least !== null),
    hatched: bars.some((bar) => bar.least !== null && bar.most > bar.least),
    "open-end": bars.some((bar) => bar.most === null),
    "open-begin": bars.some((bar) => bar.least === null),
  };
  const list = element("ul", "marks");
  const samples = [
    ["solid", "the least number"],
    ["hatched", "up to the greatest number"],
    ["open-end", "at least: no upper end is given"],
    ["open-begin", "at most: no lower end is given"],
  ];
  for (const [name, words] of samples) {
    if (!occurs[name]) continue;
    const entry = element("li", "bar-middle");
    entry.append(element("span", `sample ${name}`), element("span", "", words));
    list.append(entry);
  }
  return list;
}

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".bars");
  for (const [camp, colour] of Object.entries(data.colours)) root.style.setProperty(`--camp-${camp}`, colour);
  const found = data.occasions.map((occasion) => {
    const section = element("section", "occasion");
    const heading = element("h3", "");
    if (occasion.event) heading.append(linkTo("milestone", { event: [occasion.event] }, occasion.title, go));
    else heading.append(linkTo("", { on: [occasion.day], page: [] }, occasion.title, go));
    section.append(heading, ...occasion.groups.map((group) => groupOf(group, go)));
    return section;
  });
  root.replaceChildren(legendOf(data), ...found);
}
