/** One series with its future laid open. Only an oracle may see it. */
export interface Future {
  /** Units demanded in each period to be played. */
  readonly demand: Float32Array;
  /** Whether an order may be placed at the start of each period. */
  readonly mayOrder: ArrayLike<number>;
  /** Units on hand at the start, before receipt, and due in 0, 1, … periods; none later than a new order. */
  readonly stock: number;
  readonly due: readonly number[];
  /** Periods until an order arrives. */
  readonly leadTime: number;
  readonly holdingCost: number;
  /** Per unit of demand not served: once where sales are lost, per period where they wait. */
  readonly shortageCost: number;
  /** Money earned per unit sold: price less unit cost. */
  readonly margin: number;
  readonly allowsBacklog: boolean;
  /** Where units expire: how long they can be sold, and which of them are sold first. */
  readonly life?: Life;
}

export interface Life {
  /** Periods in which a unit can be sold, counted from its arrival; the stock came one period ago. */
  readonly periods: number;
  readonly oldestFirst: boolean;
}

/**
 * Knows the future, so its cost is a bound and never a policy to use: it is not a `Policy`, and nothing
 * that recommends orders accepts it.
 */
export interface Oracle {
  readonly name: string;
  readonly summary: string;
  readonly knows: "future";
  /** Orders of each period, in units; whole where demand is whole. */
  orders(future: Future): Float32Array;
}
