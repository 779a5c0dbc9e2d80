/** Something that must stay small, measured in a process of its own. */
export interface Limit {
  /** As the command line writes it, like "peak-memory-100000x365". */
  readonly name: string;
  /** One sentence. */
  readonly summary: string;
  readonly unit: "bytes" | "s" | "ratio";
  readonly atMost: number;
  /** What Node is started with. */
  readonly nodeOptions: readonly string[];
  /** `scale` between 0 and 1 makes a smaller one of the same kind, for tests. */
  measure(options: { readonly threads: number; readonly scale: number }): Promise<LimitFound>;
}

export interface LimitFound {
  readonly value: number;
  /** What the value is made of. */
  readonly note: string;
}
