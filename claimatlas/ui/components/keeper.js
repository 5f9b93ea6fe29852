/* Keeps the browser's address what the session says.
 *
 * A link of Streamlit to the page on which it stands changes the page and leaves the address as it was; what is then
 * copied or reloaded would be the view before. Where the map stands ("view") it writes itself.
 */

const said = (text) => {
  const parameters = new URLSearchParams(text);
  parameters.delete("view");
  parameters.sort();
  return parameters.toString();
};

// An address reached by the back button that the server has not answered yet: its older answers must not push it away.
let awaited = null;
window.addEventListener("popstate", () => {
  awaited = said(location.search);
});

export default function ({ parentElement, data }) {
  if (awaited === said(data.query)) awaited = null;
  // Only when an address was opened: while a day is dragged, the timeline's address is ahead of what the server has heard.
  const root = parentElement.querySelector(".keeper");
  if (root.opened === data.opened) return;
  root.opened = data.opened;
  const here = said(location.search);
  if (here === said(data.query) || here === awaited) return;
  const there = new URL(location.href);
  const view = there.searchParams.get("view");
  there.search = data.query;
  if (view && !there.searchParams.has("view")) there.searchParams.set("view", view);
  history.pushState(history.state, "", there);
}
