import type { Value } from "../../../engine/index.js";
import type { Decision } from "../../../problems/problem.js";
import type { Observation, Order, PolicySetting } from "../../policy.js";

/**
 * Turns a network's output into an order. The head carries the policy regularisation of DeepStock (Xie et
 * al. 2026, arXiv 2603.19621): what inventory theory knows, written into the shape of the policy.
 */
export interface Head {
  readonly name: string;
  readonly summary: string;
  /** Whether its orders fill the inventory position up to a target. */
  readonly hasTarget: boolean;
  /** Whether slopes of the order by stock are those of the output, or nothing where the order is. */
  readonly keepsSlopes: boolean;
  /** Rows of network output that it takes for each decision. */
  outputs(setting: PolicySetting): number;
  /** Biases of the last layer, so that an untrained network already orders a sensible amount. */
  initialOutput(setting: PolicySetting, direction: Decision["direction"]): readonly number[];
  order(output: Value, seen: Observation): Order;
}

/** For a network that speaks units, not multiples of what is usual: series must all be alike. */
export interface PlainUnits {
  /** Units that an untrained network asks for. */
  readonly initial: number;
  /** Where given, outputs are bent by a tanh to lie between 0 and so many units. */
  readonly most?: number;
}

/** The output of a network whose units are asked for at first. */
export function plainOutput({ initial, most }: PlainUnits): number {
  return most === undefined ? initial : Math.atanh((2 * initial) / most - 1);
}

/** Units that an output asks for. */
export function plainUnits(output: Value, { most }: PlainUnits): Value {
  return most === undefined ? output : output.tanh().add(1).mul(most / 2);
}

/**
 * Cover that an untrained network aims at, in multiples of the demand over the cover periods: enough when
 * ordering, plenty left when taking away.
 */
export const INITIAL_COVER: Readonly<Record<Decision["direction"], number>> = { up: 1.3, down: 4 };

/** Units that an untrained network orders or takes away, in multiples of the usual demand of a period. */
export const INITIAL_ORDER: Readonly<Record<Decision["direction"], number>> = { up: 1, down: 0.5 };
