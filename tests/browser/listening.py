"""Seeing in Chromium whether a word of the canary acts anywhere, and whether it stands where it is shown."""

import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from playwright.sync_api import Error, Page

from claimatlas.permalink import KEYS
from tests.browser.driving import PATIENCE_MS
from tests.canary import KEY, PIECES, altered, piece

_LOOK = """() => {
  const said = [], acting = [];
  const spoken = ["title", "aria-label", "alt", "placeholder", "aria-valuetext", "aria-description", "content"];
  const led = ["src", "href", "xlink:href", "data", "action", "srcset", "srcdoc", "poster"];
  // What is offered to be pasted into a page of somebody's own is looked at as that page would read it.
  const read = (value) => {
    if (!value.startsWith("<iframe ")) return value;
    const { children, textContent } = new DOMParser().parseFromString(value, "text/html").body;
    if (children.length !== 1 || textContent.trim()) acting.push(value.slice(0, 200));
    return [...children[0].attributes].map((attribute) => attribute.value).join(" ");
  };
  const look = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) look(node.shadowRoot);
      for (const { name, value } of node.attributes) {
        const leads = led.includes(name) && /^\\s*javascript:|^\\s*data:text|\\bsang=|\\/\\/example\\.org/i.test(value);
        if (name.startsWith("on") || leads) acting.push(node.outerHTML.slice(0, 200));
        if (spoken.includes(name)) said.push(value);
      }
      const own = [...node.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data).join("");
      const isCode = ["SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT"].includes(node.tagName);
      if (isCode && own.includes("sang=") && node.type !== "application/json") acting.push(own.slice(0, 200));
      if (!isCode) said.push(own, typeof node.value === "string" ? read(node.value) : "");
    }
  };
  look(document);
  if (window.sang) acting.push(`a script ran: ${window.sang}`);
  return { said: [document.title, ...said].filter((text) => text.includes("Canary")), acting };
}"""
_UNFOLD = """() => {
  const unfold = (root) => root.querySelectorAll("*").forEach((node) => {
    if (node.shadowRoot) unfold(node.shadowRoot);
    if (node.tagName === "SUMMARY" && !node.parentElement.open) node.click();
  });
  unfold(document);
}"""


@dataclass
class Listener:
    """What was found on the pages and in the files that were listened to."""

    known: dict[str, str]
    """Every text that was sown, by its key."""
    findings: dict[str, None] = field(default_factory=dict)
    """What acted, and what was not shown as it is, with where it was."""
    shown: set[str] = field(default_factory=set)
    """Keys of the texts that were shown, without their numbers."""

    def find(self, where: str, what: str) -> None:
        """Note one thing that should not be."""
        self.findings[f"{where}: {what}"] = None

    def watch(self, page: Page) -> None:
        """Note from now on what a page asks of other hosts, its dialogs, its errors and what its policy refused."""

        def note(request):
            if not request.url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "file:", "data:", "blob:")):
                self.find(page.url[:60], f"asked {request.url[:80]}")

        def heard(line):
            if "Content Security Policy" in line.text:
                self.find(page.url[:60], line.text[:200])

        def dismiss(dialog):
            self.find(page.url[:60], f"dialog {dialog.message}")
            dialog.dismiss()

        page.on("request", note)
        page.on("console", heard)
        page.on("dialog", dismiss)
        page.on("pageerror", lambda error: self.find(page.url[:60], f"error {str(error)[:200]}"))

    def listen(self, page: Page, where: str, *awaited: str) -> None:
        """Look at all that stands on a page and in its frames, when the texts that are awaited are there; folds open.

        What acts before or afterwards on the same page is found the next time, or by its requests.
        """
        page.evaluate(_UNFOLD)
        deadline = time.monotonic() + PATIENCE_MS / 1000
        while True:
            acting, said = self._look(page)
            lacking = set(awaited) - {_name(hit[0]) for text in said for hit in KEY.finditer(text)}
            if not lacking or time.monotonic() > deadline:
                break
            page.wait_for_timeout(150)
        for one in acting:
            self.find(where, one)
        for one in sorted(lacking):
            self.find(where, f"{one} is not shown")
        for text in said:
            self.heard(text, where)

    def watch_for_acts(self, page: Page, where: str) -> None:
        """Look only at what acts: words of a drawing are broken into lines, each an element of its own."""
        for one in self._look(page)[0]:
            self.find(where, one)

    def _look(self, page: Page) -> tuple[list[str], list[str]]:
        acting: list[str] = []
        said: list[str] = []
        for frame in page.frames:
            try:
                found = frame.evaluate(_LOOK)
            except Error:  # a frame that has just been replaced by another
                continue
            acting += found["acting"]
            said += found["said"]
        return acting, said

    def heard(self, text: str, where: str, *, is_printed: bool = False) -> None:
        """Take in one text that is shown somewhere."""
        for one in altered(text, self.known, is_printed=is_printed):
            self.find(where, f"altered {one!r}")
        self.shown |= {_name(hit[0]) for hit in KEY.finditer(text)}

    def address(self, path: str, turn: int) -> str:
        """Add every parameter that an address does not have, each with one of the ways to act, and an unknown one."""
        there = [part.partition("=")[0] for part in path.partition("?")[2].split("&")]
        asked = {}
        for number, key in enumerate(key for key in KEYS if key not in there):
            name = f"CanaryAsked{turn * len(KEYS) + number}"
            # Commas part values.
            asked[key] = self.known[name] = piece(name, turn * 5 + number).replace(",", " ")
        name = f"CanaryKey{turn}"
        self.known[name] = piece(name, turn + len(PIECES) // 2)
        return f"{path}{'&' if there[0] else '?'}{urlencode(asked | {self.known[name]: '1'})}"


def _name(key: str) -> str:
    return key.rstrip("0123456789")
