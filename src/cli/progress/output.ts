/** Where progress is written, and the clock it goes by. */
export interface ProgressOutput {
  readonly write: (text: string) => void;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  /** Characters of a line on the terminal. */
  readonly columns: () => number;
}
