/* Says that the server no longer has a file that was brought: the field for it would go on naming the file.
 *
 * Comes in: what the server holds, and the name of its session. Goes out: nothing.
 * Refuses to speak of a file that the reader took away himself: the session is the same then.
 */

let last = null;

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".lost");
  if (data.file) last = data;
  const isGone = last && !data.file && last.session !== data.session;
  if (!isGone && !data.file) last = null;
  root.replaceChildren(...(isGone ? [element("p", "name", last.file), element("p", "", data.words)] : []));
  root.setAttribute("role", "status");
}
