// How often is measured, and what is made of it.

/** The middle of some figures. */
export function median(figures) {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The median of each contender over some rounds, in each of which every contender has its turn: what else the machine
 * does then falls on all of them.
 *
 * @template {string} Name
 * @param {number} rounds that count; one before them warms up
 * @param {Record<Name, () => Promise<number>>} contenders each gives one figure
 * @returns {Promise<Record<Name, number>>}
 */
export async function inTurns(rounds, contenders) {
  const figures = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) {
      const figure = await contender();
      if (round > 0) figures[name].push(figure);
    }
  }
  return Object.fromEntries(Object.entries(figures).map(([name, all]) => [name, median(all)]));
}
