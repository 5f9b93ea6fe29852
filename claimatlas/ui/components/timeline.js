/* The timeline on the page. Its script is long and the same at every step: fetched once, and not sent along each time.
 * Nor are the days and their counts: the element `days` has them.
 */

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  const go = goBy(setTriggerValue);
  root.latest = data;
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
