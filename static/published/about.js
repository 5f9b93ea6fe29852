/* What can be taken along, and what the page was made of.
 *
 * Comes in: the record, the files beside the page. Goes out: an address, a snippet, links to files.
 * Refuses words of claims.
 */
"use strict";

window.claimatlasAbout = (function () {
  const { element } = window.claimatlasLinks;
  const { longDay } = window.claimatlasDays;
  const HEIGHT = 900; // pixels
  const READING = [
    "A colour says for whom somebody claims the ground of a district, never who holds it. Grey with dots says that nothing is on record for these days; silence is not control.",
    "Each claim stands with its speaker, its day and its source. Denials, attacks, losses and third parties' assessments colour nothing: they stand among the claims.",
    "On is the day on which events are said to have happened. Known by is the day by which a claim had been published. Window says for how many days a claim stays live.",
  ];

  function field(label, control) {
    const box = element("label", "field");
    box.append(element("span", "", label), control);
    return box;
  }

  function readOnly(name, text) {
    const control = element(name, "");
    control.readOnly = true;
    control.value = text;
    if (name === "textarea") control.rows = 3;
    control.addEventListener("focus", () => control.select());
    return control;
  }

  const escaped = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");

  // The frame shows the map, its timeline and the way to the whole page.
  function snippet(page) {
    const source = `${location.href.split("#")[0]}${page.addressOf("", { embed: [""] })}`;
    const title = `${page.record.title}: claims on ${longDay(page.view.on)}`;
    return `<iframe src="${escaped(source)}" title="${escaped(title)}" width="100%" height="${HEIGHT}" loading="lazy" referrerpolicy="no-referrer" sandbox="allow-scripts allow-same-origin allow-popups"></iframe>`;
  }

  function draw(page, area, files) {
    const items = files.map(([file, label]) => {
      const link = element("a", "", label);
      link.href = file;
      link.setAttribute("download", "");
      const line = element("li", "");
      line.append(link);
      return line;
    });
    const list = element("ul", "files");
    list.append(...items);
    const link = readOnly("input", `${location.href.split("#")[0]}${page.addressOf("", {})}`);
    area.replaceChildren(
      element("h2", "", "Take it with you"),
      ...(items.length ? [list, element("p", "quiet", "Files of what this page was made of, whatever is chosen above. Beside each, with .json added to its name, lies how it was made, with its SHA-256.")] : []),
      field("Link to this view", link), field("Show this view in a page of yours", readOnly("textarea", snippet(page))),
    );
  }

  function build(page, area) {
    const { record } = page;
    const credits = element("ul", "");
    credits.append(...record.credits.map((line) => element("li", "", line)));
    const sums = element("ul", "sums");
    sums.append(...Object.entries(record.sums).map(([name, sum]) => element("li", "", `${name} ${sum}`)));
    area.append(
      element("h2", "", "How to read it"), ...READING.map((line) => element("p", "", line)),
      element("h2", "", "What it was made of"), credits,
      element("p", "", `${record.producer}, with Leaflet (BSD 2-Clause), Leaflet.pattern (MIT), Source Sans 3 and Vazirmatn (SIL Open Font License). Nothing on this page is fetched from elsewhere, and nothing is told to anybody.`),
      element("p", "", `View in the dashboard: ${record.scope.address}. SHA-256 of the data:`), sums,
    );
  }

  return { build, draw };
})();
