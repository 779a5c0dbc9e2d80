/** How much more `cost` is than `optimum`, in percent of the optimum; null where the optimum is 0. */
export function gapPercent(cost: number, optimum: number): number | null {
  return optimum === 0 ? null : (100 * (cost - optimum)) / Math.abs(optimum);
}
