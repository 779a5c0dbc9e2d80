import { type Value, concat } from "../../engine/index.js";
import { ECONOMICS } from "../../problems/problem.js";
import type { Observation, PolicySetting } from "../policy.js";

/**
 * Stock is seen in units of the demand over the cover periods; beyond so many it hardly differs, unless what
 * is too much is to be removed.
 */
const STOCK_LIMIT = { usual: 4, removable: 16 };

/**
 * How a network sees. relative: free of scale, so that one network serves all products. units: features, and
 * units in stock and on order, as they are, for series that are all alike.
 */
export const INPUT_FORMS = ["relative", "units"] as const;
export type InputForm = (typeof INPUT_FORMS)[number];

/** Rows of a network's input. */
export function inputRows(setting: PolicySetting, form: InputForm = "relative"): number {
  if (form === "units") {
    const { demandFeatures, plainFeatures, onOrderRows, ageRows } = setting;
    return 1 + onOrderRows + ageRows + demandFeatures.length + plainFeatures.length;
  }
  return 2 + setting.onOrderRows + setting.ageRows + contextRows(setting);
}

/** Rows of what a network sees besides the stock. */
export function contextRows({ demandFeatures, plainFeatures, furtherEconomics }: PolicySetting): number {
  return 4 + demandFeatures.length + plainFeatures.length + furtherEconomics.length;
}

/**
 * What the network sees, free of scale: stock relative to the demand it must cover, demand features
 * relative to the usual demand (by logarithm, so that spikes stay finite), and what tells products apart:
 * the logarithm of the scale itself, the cover periods and the balance of costs.
 */
export function networkInputs(
  seen: Observation,
  { decisions }: PolicySetting,
  form: InputForm = "relative",
): Value {
  if (form === "units") {
    const { onHand, onOrder, byAge, demandFeatures, plainFeatures } = seen;
    const rows = [demandFeatures, plainFeatures, onHand, onOrder, byAge];
    return concat(rows.filter((row) => row !== undefined));
  }
  const cover = seen.scale.mul(seen.coverPeriods);
  const limit = decisions.includes("down") ? STOCK_LIMIT.removable : STOCK_LIMIT.usual;
  const stock = (units: Value) => units.div(cover.mul(limit)).tanh().mul(limit);
  return concat([
    stock(seen.onHand),
    ...(seen.onOrder ? [stock(seen.onOrder)] : []),
    ...(seen.byAge ? [stock(seen.byAge)] : []),
    stock(seen.position),
    contextInputs(seen),
  ]);
}

/** All of it but the stock. */
export function contextInputs(seen: Observation): Value {
  const { holdingCost, shortageCost, price, unitCost } = seen.economics;
  const shortfall = shortageCost.add(price).sub(unitCost);
  const further = Object.keys(seen.economics).filter((name) => !ECONOMICS.some((known) => known === name));
  return concat([
    ...(seen.demandFeatures ? [seen.demandFeatures.div(seen.scale).add(1).log()] : []),
    ...(seen.plainFeatures ? [seen.plainFeatures] : []),
    seen.scale.log().mul(0.25),
    seen.coverPeriods.mul(0.1),
    shortfall.div(shortfall.add(holdingCost)),
    shortfall
      .div(holdingCost.add(shortfall.mul(1e-6)))
      .log()
      .mul(0.25),
    ...further.map((name) => seen.economics[name].div(seen.economics[name].add(holdingCost).add(1e-6))),
  ]);
}
