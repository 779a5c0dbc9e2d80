/**
 * The smallest x ≥ 0, to the resolution of numbers, where a continuous increasing `cumulative` reaches
 * `probability`: bisection, which no tail can lead astray. `guess` > 0 sets the scale.
 */
export function quantileSearch(
  cumulative: (x: number) => number,
  probability: number,
  guess: number,
): number {
  let high = guess;
  while (cumulative(high) < probability && high < Number.MAX_VALUE / 2) high *= 2;
  let low = 0;
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    if (cumulative(middle) < probability) low = middle;
    else high = middle;
  }
}
