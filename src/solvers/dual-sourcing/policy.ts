/** A classical policy with its best parameters, found by search, and its exact average cost per period. */
export interface DualSourcingPolicy {
  readonly name: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly cost: number;
}
