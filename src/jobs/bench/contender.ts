/** An engine with so many threads that is ready to compute one task. */
export interface Contender {
  readonly workload: string;
  readonly engine: string;
  readonly threads: number;
  /** Computes the whole task so many times, one after the other. Rejects where the engine broke down. */
  run(steps: number): Promise<Turn>;
  close(): void;
}

/** What a turn took, by the engine's own clock, and what its last step found. */
export interface Turn {
  readonly seconds: number;
  /** Cost, summed over lanes and periods; 0 for products. */
  readonly loss: number;
  /**
   * A second number to compare engines by. Of train the Euclidean norm of the gradient; of simulate the mean
   * order; of products the Euclidean norm of the first row of the result.
   */
  readonly probe: number;
}

/** Why an engine does not take part, in a sentence that says how it could. */
export interface Absent {
  readonly workload: string;
  readonly engine: string;
  readonly threads: number;
  readonly reason: string;
}
