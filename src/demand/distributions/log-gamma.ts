/**
 * ln Γ(x) for x > 0; relative error below 1e-13, near the roots at 1 and 2 absolute error. Stirling's
 * series (Abramowitz and Stegun 6.1.41), reached by the recurrence Γ(x + 1) = x Γ(x).
 */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  while (shifted < 12) product *= shifted++;
  const inverse = 1 / (shifted * shifted);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * inverse + STIRLING[k];
  const stirling = (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series / shifted;
  return stirling - Math.log(product);
}

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360];
