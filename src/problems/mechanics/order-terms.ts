import { z } from "zod";
import { InputError } from "../../base/errors.js";
import { type Value, type Values, constant } from "../../engine/index.js";
import { ORDER, type OrderTermName, type OrderTerms, type Problem, ofSeries } from "../problem.js";
import { nothingOrAtLeast } from "./minimum-order.js";
import { inPacks, packsFor, packsWithin } from "./pack-size.js";
import type { Columns } from "./single-stock-options.js";

/**
 * A problem whose orders a supplier accepts only on terms: in whole packs, none or at least a minimum, and at
 * most a maximum; with packs, minimum and maximum count as whole packs. What a policy orders becomes the
 * nearest quantity within the terms when the order is placed. Gradients pass as if there were no terms
 * (straight-through), so a policy can be trained under them.
 */
export function withOrderTerms(problem: Problem, terms: OrderTerms): Problem {
  if (Object.keys(terms).length === 0) return problem;
  return {
    ...problem,
    // Terms make units share an order, so that just in time is not always cheapest.
    justInTime: false,
    orderTerms: terms,
    step(state, decided, moment, numbers) {
      const order = decided[ORDER.name];
      const accepted = order.add(acceptedOrder(order, numbers).sub(order).stopGradient());
      return problem.step(state, { ...decided, [ORDER.name]: accepted }, moment, numbers);
    },
  };
}

/** The nearest quantity within the terms that are there, one row. */
export function acceptedOrder(order: Value, { packSize, minimumOrder, maximumOrder }: Values): Value {
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

export function readOrderTerms(options: WrittenTerms, columns: Columns): OrderTerms {
  const terms: { -readonly [Name in OrderTermName]?: OrderTerms[Name] } = {};
  for (const name of ["packSize", "minimumOrder", "maximumOrder"] as const) {
    const value = options[name];
    if (value === undefined) continue;
    terms[name] = typeof value === "string" ? columns.numbers(value, name) : value;
    refuseNone(name, terms[name]);
  }
  refuseContradiction(terms);
  return terms;
}

function refuseNone(name: string, units: number | Float64Array): void {
  const wrong = typeof units === "number" ? undefined : units.find((one) => !(one > 0));
  if (wrong !== undefined)
    throw new InputError(
      `problem.${name}`,
      `its column holds ${wrong}`,
      "Give units above 0 for every series.",
    );
}

/** Where the maximum leaves no order at all. */
function refuseContradiction({ packSize = 1, minimumOrder = 0, maximumOrder }: OrderTerms): void {
  if (maximumOrder === undefined) return;
  const columns = [packSize, minimumOrder, maximumOrder].filter((units) => typeof units !== "number");
  for (let series = 0; series < Math.max(1, ...columns.map(({ length }) => length)); series++) {
    const pack = ofSeries(packSize, series);
    const [least, most] = [ofSeries(minimumOrder, series), ofSeries(maximumOrder, series)];
    const smallest = Math.ceil(Math.max(least, pack) / pack) * pack;
    if (smallest > most)
      throw new InputError(
        "problem.maximumOrder",
        `${most} is below the smallest order, ${smallest}`,
        "Raise it, or lower packSize or minimumOrder.",
      );
  }
}
