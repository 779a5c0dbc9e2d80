import { z } from "zod";
import { InputError, assert } from "../../base/errors.js";
import { type Value, type Values, constant } from "../../engine/index.js";
import { type OrderTermName, type OrderTerms, type Problem, ofSeries, termNumber } from "../problem.js";
import { nothingOrAtLeast } from "./minimum-order.js";
import { inPacks, packsFor, packsWithin } from "./pack-size.js";
import type { Columns } from "./single-stock-options.js";

const TERMS = ["packSize", "minimumOrder", "maximumOrder"] as const satisfies readonly OrderTermName[];

/**
 * A problem whose orders a supplier accepts only on terms: in whole packs, none or at least a minimum, and at
 * most a maximum; with packs, minimum and maximum count as whole packs. What a policy orders becomes the
 * nearest quantity within the terms when the order is placed. Gradients pass as if there were no terms
 * (straight-through), so a policy can be trained under them. Where a period has several decisions, `decision`
 * names the one whose terms these are; default: the first.
 */
export function withOrderTerms(problem: Problem, terms: OrderTerms, decision?: string): Problem {
  if (Object.keys(terms).length === 0) return problem;
  const name = decision ?? problem.decisions[0].name;
  assert(
    problem.decisions.some((one) => one.name === name && one.direction === "up"),
    `${problem.name} has an order named ${name}`,
  );
  // Terms make units share an order, so that just in time is not always cheapest.
  return { ...problem, justInTime: false, orderTerms: { ...problem.orderTerms, [name]: terms } };
}

/** What a supplier makes of an order, by the numbers of its series; itself where there are no terms. */
export function acceptedOrder(decision: string, order: Value, numbers: Values): Value {
  const terms = Object.fromEntries(
    TERMS.flatMap((name) => {
      const units = numbers[termNumber(decision, name)];
      return units ? [[name, units] as const] : [];
    }),
  );
  if (Object.keys(terms).length === 0) return order;
  return order.add(withinTerms(order, terms).sub(order).stopGradient());
}

/** The nearest quantity within the terms that are there, one row. */
function withinTerms(order: Value, { packSize, minimumOrder, maximumOrder }: Values): Value {
  const pack = packSize ?? constant(1);
  let accepted = packSize ? inPacks(order, pack) : order;
  if (minimumOrder)
    accepted = nothingOrAtLeast(accepted, packSize ? packsFor(minimumOrder, pack) : minimumOrder);
  if (maximumOrder) accepted = accepted.atMost(packSize ? packsWithin(maximumOrder, pack) : maximumOrder);
  return accepted;
}

const termOption = z.union([z.number().positive(), z.string().min(1)]).optional();

/** Terms as CONFIG.yaml writes them: units, or attribute columns of units per series. */
export const orderTermOptions = { packSize: termOption, minimumOrder: termOption, maximumOrder: termOption };

export type WrittenTerms = Readonly<Partial<Record<OrderTermName, number | string>>>;

type TermKey<Decision extends string> = `${Decision}${Capitalize<OrderTermName>}`;

/** Terms of one of several orders: "expeditedPackSize" and so on. */
export function termOptionsOf<Decision extends string>(decision: Decision) {
  const entries = TERMS.map((name) => [termKey(name, decision), termOption]);
  return Object.fromEntries(entries) as Record<TermKey<Decision>, typeof termOption>;
}

function termKey(name: OrderTermName, decision: string | undefined): string {
  return decision === undefined ? name : `${decision}${name[0].toUpperCase()}${name.slice(1)}`;
}

/** The terms that are written, for one of several orders where a decision is named. */
export function readOrderTerms(
  options: Readonly<Record<string, unknown>>,
  columns: Columns,
  decision?: string,
): OrderTerms {
  const terms: { -readonly [Name in OrderTermName]?: OrderTerms[Name] } = {};
  for (const name of TERMS) {
    const key = termKey(name, decision);
    const value = options[key];
    if (typeof value === "number") terms[name] = value;
    else if (typeof value === "string") terms[name] = refuseNone(key, columns.numbers(value, key));
  }
  refuseContradiction(terms, termKey("maximumOrder", decision));
  return terms;
}

function refuseNone(key: string, units: Float64Array): Float64Array {
  const wrong = units.find((one) => !(one > 0));
  if (wrong === undefined) return units;
  throw new InputError(`problem.${key}`, `its column holds ${wrong}`, "Give units above 0 for every series.");
}

/** Where the maximum leaves no order at all. */
function refuseContradiction(terms: OrderTerms, key: string): void {
  const { packSize = 1, minimumOrder = 0, maximumOrder } = terms;
  if (maximumOrder === undefined) return;
  const columns = [packSize, minimumOrder, maximumOrder].filter((units) => typeof units !== "number");
  for (let series = 0; series < Math.max(1, ...columns.map(({ length }) => length)); series++) {
    const pack = ofSeries(packSize, series);
    const [least, most] = [ofSeries(minimumOrder, series), ofSeries(maximumOrder, series)];
    const smallest = Math.ceil(Math.max(least, pack) / pack) * pack;
    if (smallest > most)
      throw new InputError(
        `problem.${key}`,
        `${most} is below the smallest order, ${smallest}`,
        "Raise it, or lower the pack size or the minimum order.",
      );
  }
}
