import { z } from "zod";
import { InputError } from "../../base/errors.js";
import type { Value, Values } from "../../engine/index.js";
import {
  type Economics,
  type Problem,
  type SharedLimits,
  type SharedResource,
  ofSeries,
} from "../problem.js";
import type { Columns } from "./single-stock-options.js";

/** All that the series of a location may share. */
export const SHARED_RESOURCES = ["storage", "transport"] as const satisfies readonly SharedResource[];

/**
 * A problem whose series share the storage or the transport of their location. Simulation cuts orders that do
 * not fit; training puts a price on what is scarce, which policies see among the economics, 0 at first.
 */
export function withSharedLimits(problem: Problem, limits: SharedLimits | undefined): Problem {
  if (limits === undefined) return problem;
  const prices = sharedBy(limits).map((resource) => [priceOf(resource), 0] as const);
  return {
    ...problem,
    // What one series orders early may be in the way of another.
    justInTime: false,
    sharedLimits: limits,
    economics: { ...problem.economics, ...Object.fromEntries(prices) },
  };
}

/** The problem with prices on what is shared, money per unit of each series, by the names of economics. */
export function withSharedPrices(problem: Problem, prices: Readonly<Record<string, Float64Array>>): Problem {
  return { ...problem, economics: { ...problem.economics, ...prices } };
}

export function sharedBy(limits: SharedLimits): SharedResource[] {
  return SHARED_RESOURCES.filter((resource) => limits[resource] !== undefined);
}

/** The name among the economics of the price of a resource, money per unit and period that it is used. */
export function priceOf(resource: SharedResource): string {
  return `${resource}Price`;
}

/** What a series uses of each resource where it may order, in its own units, one row each. */
export function sharedUse({ position, ordered }: { position: Value; ordered: Value }, mayOrder: Value) {
  return { storage: position.atLeast(0).add(ordered).mul(mayOrder), transport: ordered };
}

/** The cost of a period with the price of what is used, for training. */
export function pricedCost(cost: Value, use: Values, economics: Economics<Value>): Value {
  return SHARED_RESOURCES.reduce((sum, resource) => {
    const price: Value | undefined = economics[priceOf(resource)];
    return price ? sum.add(price.mul(use[resource])) : sum;
  }, cost);
}

const capacityOption = z.union([z.number().positive(), z.string().min(1)]);

/** Limits as CONFIG.yaml writes them: volumes, or attribute columns of volumes. */
export const sharedLimitOptions = {
  volume: capacityOption.optional(),
  storageCapacity: capacityOption.optional(),
  transportCapacity: capacityOption.optional(),
};

export type WrittenLimits = { readonly [Key in keyof typeof sharedLimitOptions]?: number | string };

export function readSharedLimits(options: WrittenLimits, columns: Columns): SharedLimits | undefined {
  const { volume, storageCapacity, transportCapacity } = options;
  if (storageCapacity === undefined && transportCapacity === undefined) {
    if (volume === undefined) return undefined;
    throw new InputError(
      "problem.volume",
      "stands alone",
      "Write storageCapacity or transportCapacity beside it, or leave it out.",
    );
  }
  const read = (key: keyof WrittenLimits, written: number | string | undefined) =>
    typeof written === "string" ? positive(key, columns.numbers(written, key)) : written;
  const storage = read("storageCapacity", storageCapacity);
  const transport = read("transportCapacity", transportCapacity);
  return {
    volume: read("volume", volume) ?? 1,
    ...(storage === undefined ? {} : { storage }),
    ...(transport === undefined ? {} : { transport }),
  };
}

function positive(key: string, numbers: Float64Array): Float64Array {
  const wrong = numbers.find((number) => !(number > 0));
  if (wrong === undefined) return numbers;
  throw new InputError(`problem.${key}`, `its column holds ${wrong}`, "Give numbers above 0.");
}

/** The volume that a location has of a resource, as its first series says. */
export function capacityAt(limits: SharedLimits, resource: SharedResource, firstSeries: number): number {
  const capacity = limits[resource];
  return capacity === undefined ? Infinity : ofSeries(capacity, firstSeries);
}
