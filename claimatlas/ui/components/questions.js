/* Questions that a page can answer, as links that keep the rest of the selection.
 *
 * Comes in: words of our own and parameters. Goes out: what the reader asks for.
 */

export default function ({ parentElement, data, setTriggerValue }) {
  const go = goBy(setTriggerValue);
  const root = parentElement.querySelector(".questions");
  const list = element("ul", "");
  for (const { label, parameters, is_current } of data.questions) {
    const item = element("li", "");
    const link = linkTo("", parameters, label, go);
    if (is_current) link.setAttribute("aria-current", "true");
    item.append(link);
    list.append(item);
  }
  root.setAttribute("role", "navigation");
  root.setAttribute("aria-label", data.title);
  root.replaceChildren(list);
}
