import type { ParameterLayout } from "../plan.js";

/**
 * Where the kernels keep gradients: as the plan's parameters, but with rows filled up to whole vectors, so
 * that the kernels can write whole vectors. A single column is not filled up. Counted in numbers.
 */
export interface GradientLayout {
  readonly length: number;
  /** By the plan's offset of the parameter. */
  readonly entries: ReadonlyMap<number, GradientEntry>;
}

interface GradientEntry {
  readonly at: number;
  readonly step: number;
  readonly rows: number;
  readonly columns: number;
}

export function gradientLayout(parameters: ParameterLayout): GradientLayout {
  const entries = new Map<number, GradientEntry>();
  let length = 0;
  for (const { offset, rows, columns } of parameters.entries.values()) {
    const step = columns === 1 ? 1 : roundedUp(columns);
    entries.set(offset, { at: length, step, rows, columns });
    length += roundedUp(rows * step);
  }
  return { length, entries };
}

/** What kernels/gradients.ts wants to know of each parameter. */
export function gradientParts({ entries }: GradientLayout): number[] {
  return [...entries].flatMap(([offset, { at, step, rows, columns }]) => [at, step, rows, columns, offset]);
}

function roundedUp(numbers: number): number {
  return Math.ceil(numbers / 4) * 4;
}
