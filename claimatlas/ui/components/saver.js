/* Saves a file as soon as it is ready: presses the button that saves it, once.
 *
 * Comes in: the selector of the button, and the number of the file. Goes out: nothing.
 */

const SAVED = "claimatlasSaved";
const PATIENCE = 600; // frames: about ten seconds

function press(selector, patience) {
  const button = document.querySelector(selector);
  if (button) button.click();
  else if (patience) requestAnimationFrame(() => press(selector, patience - 1));
}

export default function ({ data }) {
  if (window[SAVED] === data.number) return;
  window[SAVED] = data.number;
  press(data.button, PATIENCE);
}
