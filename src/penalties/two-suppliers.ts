import type { Problem } from "../problems/problem.js";

/** Whether two orders are placed in a period, the faster one decided first. */
export function hasTwoSuppliers({ decisions, ageRows }: Problem): boolean {
  return ageRows === 0 && decisions.length === 2 && decisions.every(({ direction }) => direction === "up");
}
