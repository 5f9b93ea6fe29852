/* The timeline on the page. Its script is long and the same at every step: fetched once, and not sent along each time. */

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".timeline");
  const go = goBy(setTriggerValue);
  root.latest = data;
  import(new URL(data.script, location.href)).then(
    ({ show }) => {
      if (root.latest === data) show(root, data, go, { element, linkTo });
    },
    () => (root.textContent = data.words.broken),
  );
  return () => {
    root.latest = null;
    if (root.timeline) root.timeline.leave();
  };
}
