/* What every element of the page shares: nodes that take text only, and links that stay on the page.
 *
 * Comes in: names, words, parameters. Goes out: nodes.
 * Refuses markup: every word is written through textContent.
 */
"use strict";

window.claimatlasLinks = (function () {
  function element(name, className, text) {
    const node = document.createElement(name);
    if (className) node.className = className;
    if (text) {
      node.textContent = text;
      node.dir = "auto";
    }
    return node;
  }

  // A real address, for a new tab or to copy.
  function linkTo(page, parameters, text, go) {
    const link = element("a", "", text);
    // A claim that is not on this page is named, and leads nowhere.
    if (parameters.claim && !window.claimatlasSite.has(parameters.claim[0])) return element("span", "", text);
    link.href = window.claimatlasSite.addressOf(page, parameters);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      go({ page, parameters });
    });
    return link;
  }

  const goBy = (setTriggerValue) => (asked) => setTriggerValue("go", asked);

  const PRINTED = "@media print { .tools, .pager, .handle-from, .handle-to, .mover, .cite, .words { display: none !important; } .card, .dispute, tr { break-inside: avoid; } }";
  const sheets = new Map();

  function sheet(text) {
    if (!sheets.has(text)) {
      const made = new CSSStyleSheet();
      made.replaceSync(text);
      sheets.set(text, made);
    }
    return sheets.get(text);
  }

  // A part of the page with a style of its own, as on the dashboard: what it is named like elsewhere does not matter.
  function shadowIn(host, name, css) {
    if (!host.shadowRoot) {
      host.attachShadow({ mode: "open" }).append(element("div", name));
      host.shadowRoot.adoptedStyleSheets = [sheet(css), sheet(PRINTED)];
    }
    return host.shadowRoot;
  }

  // Draws one of the dashboard's elements; what the reader asks for in it goes to the page.
  function mount(name, host, data, go) {
    const { css, main } = window.claimatlasElements[name];
    const parentElement = shadowIn(host, name, css);
    if (name === "timeline") main(parentElement.querySelector(".timeline"), data, go, { element, linkTo });
    else main({ parentElement, data, setTriggerValue: (_, asked) => go(asked) });
  }

  return { element, linkTo, goBy, shadowIn, mount };
})();
