import { select } from "../../engine/index.js";
import { type EstimatedWasteOptions, estimatedWaste } from "./estimated-waste.js";
import { type NumberedPolicy, numberedPolicy } from "./numbered-policy.js";

type Issuing = Pick<EstimatedWasteOptions, "issuing">;

/**
 * Base-stock for stock that expires: orders up to `level` [S] units of any age, plus the units w that are
 * expected to expire meanwhile, S − x + w. Broekmeulen and van Donselaar (2009); Haijema and Minner (2019).
 */
export function wasteCorrectedBaseStock({ issuing }: Issuing): NumberedPolicy<"level"> {
  return numberedPolicy({
    name: "base-stock-estimated-waste",
    summary: "Order up to a level plus what is likely to expire meanwhile",
    hasTarget: true,
    numbers: { level: { of: "cover", start: 1.3 } },
    order(seen, { level }, { coverPeriodsMax }) {
      const waste = estimatedWaste(seen, { issuing, periods: coverPeriodsMax - 1 });
      const target = level.add(waste);
      return { quantity: target.sub(seen.decision.position).atLeast(0), target };
    },
  });
}

/**
 * The same with another slope at low positions x ("BSP-low-EW", Haijema and Minner 2019, as De Moor,
 * Gijsbrechts and Boute 2022 state it): below `threshold` [b] the order is S1 − α x + w with
 * α = 1 − (S2 − S1) / b, from it on S2 − x + w. `lowLevel` is S1, `level` S2; all in units.
 */
export function lowStockWasteCorrected({
  issuing,
}: Issuing): NumberedPolicy<"lowLevel" | "level" | "threshold"> {
  return numberedPolicy({
    name: "low-stock-estimated-waste",
    summary: "Base-stock with estimated waste and another slope where stock is low",
    hasTarget: true,
    numbers: {
      lowLevel: { of: "cover", start: 1.3 },
      level: { of: "cover", start: 1.3 },
      threshold: { of: "cover", start: 1 },
    },
    order(seen, { lowLevel, level, threshold }, { coverPeriodsMax }) {
      const { position } = seen.decision;
      const waste = estimatedWaste(seen, { issuing, periods: coverPeriodsMax - 1 });
      const bend = threshold.atLeast(seen.scale.mul(SMALLEST_SHARE));
      const rise = level.sub(lowLevel).mul(position.div(bend));
      const target = select(bend.greater(position), lowLevel.add(rise), level).add(waste);
      return { quantity: target.sub(position).atLeast(0), target };
    },
  });
}

/** No threshold is smaller than this share of the usual demand of a period. */
const SMALLEST_SHARE = 1e-3;
