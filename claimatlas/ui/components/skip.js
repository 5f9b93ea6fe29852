/* Links past the navigation, the filters and the map, before everything else of the page.
 *
 * Comes in: labels and where each leads. Goes out: nothing; the reader's focus moves.
 * They stand outside of what Streamlit draws, because a page begins with what a keyboard reaches first.
 */

const SKIP = "claimatlas-skip";

// Elements of ours live in shadow roots, which a plain query does not enter.
function find(root, selector) {
  const found = root.querySelector(selector);
  if (found) return found;
  for (const node of root.querySelectorAll("*")) {
    const inside = node.shadowRoot && find(node.shadowRoot, selector);
    if (inside) return inside;
  }
  return null;
}

function goTo(target) {
  const node = target.reduce((found, selector) => found && find(found, selector), document);
  if (!node) return;
  const fold = node.closest("details");
  if (fold) fold.open = true;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
}

function bar({ label, links }) {
  const nav = element("nav", "");
  nav.id = SKIP;
  nav.setAttribute("aria-label", label);
  for (const one of links) {
    const link = element("a", "", one.label);
    link.href = "#";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo(one.target);
    });
    nav.append(link);
  }
  return nav;
}

export default function ({ data }) {
  if (!document.getElementById(SKIP)) document.body.prepend(bar(data));
  return () => document.getElementById(SKIP)?.remove();
}
