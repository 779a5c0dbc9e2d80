import { type Parameter, type Value, spread } from "../../engine/index.js";
import type { BoundPolicy, Observation, Order, Policy, PolicySetting } from "../policy.js";
import { neverRemoving } from "./never-removing.js";

/** A number of a policy, in units: a multiple of usual demand per period or over all periods to cover. */
export interface PolicyNumber {
  readonly of: "period" | "cover";
  /** The multiple to start from. */
  readonly start: number;
}

/** A textbook policy: a few numbers, like levels and caps, and the order that follows from them. */
export interface NumberedPolicyRule<Name extends string> {
  readonly name: string;
  /** What it summary: a sentence without its full stop. */
  readonly summary: string;
  /** Whether its orders fill the position up to a target. */
  readonly hasTarget: boolean;
  readonly numbers: Readonly<Record<Name, PolicyNumber>>;
  /** Whether it also takes stock away; if not (default), it is asked for orders only. */
  readonly removes?: boolean;
  /** The order in units; `numbers` are in units, one row each. */
  order(seen: Observation, numbers: Readonly<Record<Name, Value>>, setting: PolicySetting): Order;
}

/** A textbook policy in its two forms: numbers of each series, or parameters that all series share. */
export interface NumberedPolicy<Name extends string = string> {
  readonly numbers: Readonly<Record<Name, PolicyNumber>>;
  /** With numbers in units of each series, in the order of the panel. */
  ofSeries(numbers: Readonly<Record<Name, Float64Array>>): Policy;
  /**
   * With one parameter per number, a multiple of the usual demand of a period or of all periods to cover.
   * Where the scale is shared, these are the textbook's numbers, the same for all series.
   */
  readonly shared: Policy;
}

export function numberedPolicy<Name extends string>(rule: NumberedPolicyRule<Name>): NumberedPolicy<Name> {
  const { name, summary, hasTarget, numbers } = rule;
  const names = Object.keys(numbers) as Name[];
  const asked = (order: BoundPolicy["order"]) => (rule.removes ? order : neverRemoving(order));
  const parameters: Parameter[] = names.map((number) => ({ name: number, rows: 1, columns: 1 }));
  const each = <T>(of: (number: Name, index: number) => T) =>
    Object.fromEntries(names.map((number, index) => [number, of(number, index)])) as Record<Name, T>;
  return {
    numbers,
    ofSeries: (perSeries) => ({
      name,
      summary: `${summary}; numbers of each series, fitted on its history.`,
      bind: (setting) => ({
        hasTarget,
        parameters: [],
        initial: () => new Float32Array(),
        perSeries,
        order: asked((seen) => rule.order(seen, each((number) => seen.own[number]), setting)),
      }),
    }),
    shared: {
      name: `${name}-cover`,
      summary: `${summary}; multiples of usual demand, the same for all series.`,
      bind: (setting) => ({
        hasTarget,
        parameters,
        initial: () => Float32Array.from(names, (number) => numbers[number].start),
        order: asked((seen) => {
          const units = { period: seen.scale, cover: seen.scale.mul(seen.coverPeriods) };
          const shared = each((number, index) => spread(parameters[index]).mul(units[numbers[number].of]));
          return rule.order(seen, shared, setting);
        }),
      }),
    },
  };
}
