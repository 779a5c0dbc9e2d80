import type { RandomStream } from "../../../base/random.js";
import type { Parameter, Value } from "../../../engine/index.js";
import type { Observation, PolicySetting } from "../../policy.js";

/** The part of a policy between what it sees and its head. */
export interface Backbone {
  readonly name: string;
  readonly summary: string;
  /** Whether slopes of its outputs by stock are bounded, which only a head that keeps them preserves. */
  readonly boundsSlopes: boolean;
  /** Periods of `Observation.history` that it reads; default: none. */
  readonly history?: number;
  bind(size: BackboneSize): BoundBackbone;
}

export interface BackboneSize {
  readonly setting: PolicySetting;
  /** Units of each hidden layer. */
  readonly hidden: readonly number[];
  /** What an untrained backbone gives where the stock is usual, by output. */
  readonly initialOutput: readonly number[];
  /** Put before the names of its parameters, where a policy has several networks; default: nothing. */
  readonly prefix?: string;
}

export interface BoundBackbone {
  readonly parameters: readonly Parameter[];
  initial(stream: RandomStream): Float32Array;
  /** Outputs in rows, those of each decision side by side. */
  apply(seen: Observation): Value;
}
