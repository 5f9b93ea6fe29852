/* The timeline on the page. Its script is long and the same at every step: fetched once, and not sent along each time.
 * Nor are the days and their counts: the element `days` has them.
 */

const LONGEST = 250; // milliseconds

// The map asks for the day by itself, and the page when that is painted: one after the other, so that neither waits for both.
const painted = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

function mapFirst(parameters) {
  const frame = document.querySelector("iframe[title*='st_folium']");
  const map = frame && frame.contentWindow && frame.contentWindow.claimatlas;
  const isDay = parameters.on && parameters.on.length && Object.keys(parameters).length === 1;
  if (!map || !map.answer || !isDay) return null;
  return Promise.race([map.answer(parameters.on[0]).then(painted), new Promise((done) => setTimeout(done, LONGEST))]);
}

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  root.send = goBy(setTriggerValue);
  root.latest = data;
  const go = (asked) => {
    const first = mapFirst(asked.parameters);
    if (first) first.finally(() => root.send(asked));
    else root.send(asked);
  };
  const draw = ({ show }) => {
    const kept = window.claimatlasDays && window.claimatlasDays.get(data.days);
    if (root.latest !== data) return;
    if (kept) show(root, { ...data, ...kept }, go, { element, linkTo });
    else window.addEventListener("claimatlas-days", () => draw({ show }), { once: true });
  };
  import(new URL(data.script, location.href)).then(draw, () => (root.textContent = data.words.broken));
  return () => {
    root.latest = null;
    if (root.timeline) root.timeline.leave();
  };
}
