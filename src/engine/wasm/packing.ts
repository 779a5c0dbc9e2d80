/** A matrix as an instruction reads it, forwards or transposed; steps count numbers. */
export interface Weights {
  readonly offset: number;
  readonly stepOut: number;
  readonly stepIn: number;
  readonly rowsOut: number;
  readonly rowsIn: number;
}

/** Copies of matrices in the order in which the kernels read them: see kernels/product.ts. */
export interface Packing {
  /** Where the copy of a matrix begins, counted in numbers. Every matrix has one copy. */
  place(weights: Weights): number;
  /** Numbers of all copies. */
  length(): number;
  /** Writes all copies from `at` on. */
  write(parameters: ArrayLike<number>, numbers: Float32Array, at: number): void;
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
    write(parameters, numbers, start) {
      for (const weights of places.values()) pack(weights, parameters, numbers, start + weights.at);
    },
  };
}

/** Two rows beside each other, number by number; a last odd row as it is. */
function pack(weights: Weights, parameters: ArrayLike<number>, numbers: Float32Array, start: number): void {
  const { offset, stepOut, stepIn, rowsOut, rowsIn } = weights;
  let at = start;
  for (let row = 0; row < rowsOut; row += 2) {
    const first = offset + row * stepOut;
    const alone = row + 1 === rowsOut;
    for (let i = 0; i < rowsIn; i++) {
      numbers[at++] = parameters[first + i * stepIn];
      if (!alone) numbers[at++] = parameters[first + stepOut + i * stepIn];
    }
  }
}
