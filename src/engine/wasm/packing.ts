/** A matrix as an instruction reads it, forwards or transposed; steps count numbers. */
export interface Weights {
  readonly offset: number;
  readonly stepOut: number;
  readonly stepIn: number;
  readonly rowsOut: number;
  readonly rowsIn: number;
}

/** Copies of matrices in the order in which kernels/product.ts reads them: two rows beside each other. */
export interface Packing {
  /** Where the copy of a matrix begins, counted in numbers. Every matrix has one copy. */
  place(weights: Weights): number;
  /** Numbers of all copies. */
  length(): number;
  /** What kernels/packing.ts wants to know of each copy: its place, and the numbers of its matrix. */
  table(): readonly number[];
}

export function packing(): Packing {
  const places = new Map<string, Weights & { readonly at: number }>();
  let length = 0;
  return {
    place(weights) {
      const key = Object.values(weights).join();
      const known = places.get(key);
      if (known) return known.at;
      const at = length;
      places.set(key, { ...weights, at });
      length += Math.ceil((weights.rowsOut * weights.rowsIn) / 4) * 4;
      return at;
    },
    length: () => length,
    table: () =>
      [...places.values()].flatMap((copy) => {
        const { at, offset, stepOut, stepIn, rowsOut, rowsIn } = copy;
        return [at, offset, stepOut, stepIn, rowsOut, rowsIn];
      }),
  };
}
