/** In percent. Costs come with a tolerance of their own: a gap this small, of either sign, is none. */
const NEGLIGIBLE = 1e-6;

/** How much more `cost` is than `optimum`, in percent of the optimum; null where the optimum is 0. */
export function gapPercent(cost: number, optimum: number): number | null {
  if (optimum === 0) return null;
  const gap = (100 * (cost - optimum)) / Math.abs(optimum);
  return Math.abs(gap) < NEGLIGIBLE ? 0 : gap;
}
