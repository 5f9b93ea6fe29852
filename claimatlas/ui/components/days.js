/* What the timeline is told that stays from step to step: sent once under a key, and kept here for the timeline.
 *
 * A message that the browser has had already is not sent again. That of the timeline itself differs at each step.
 */

const KEPT = 4;

export default function ({ data }) {
  const kept = (window.claimatlasDays ??= new Map());
  if (!kept.has(data.key)) kept.set(data.key, JSON.parse(data.told));
  for (const key of [...kept.keys()].slice(0, -KEPT)) if (key !== data.key) kept.delete(key);
  window.dispatchEvent(new Event("claimatlas-days"));
}
