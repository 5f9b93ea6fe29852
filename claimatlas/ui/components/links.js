/* What every element of ours shares: nodes that take text only, and links that stay inside the atlas. */

function element(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) {
    node.textContent = text;
    node.dir = "auto";
  }
  return node;
}

// Parameters map names to lists of text; an empty list takes a parameter away.
function addressOf(page, parameters) {
  const here = new URL(location.href);
  const there = new URL(page === "map" ? "./" : page || here.pathname, here);
  there.search = here.search;
  for (const [name, values] of Object.entries(parameters)) {
    there.searchParams.delete(name);
    values.forEach((value) => there.searchParams.append(name, value));
  }
  return there.href;
}

// A real address, for a new tab or to copy; a plain click goes through the session, which is quicker.
function linkTo(page, parameters, text, go) {
  const link = element("a", "", text);
  link.href = addressOf(page, parameters);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go({ page, parameters });
  });
  return link;
}

function goBy(setTriggerValue) {
  return (asked) => setTriggerValue("go", asked);
}
