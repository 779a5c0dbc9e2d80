import { baseStock } from "../../policies/classical/base-stock.js";
import { cappedBaseStock } from "../../policies/classical/capped-base-stock.js";
import { constantOrder } from "../../policies/classical/constant-order.js";
import { cappedDualIndex, dualIndex } from "../../policies/classical/dual-index.js";
import { fixedQuantity } from "../../policies/classical/fixed-quantity.js";
import { intervalStock } from "../../policies/classical/interval-stock.js";
import { minMax } from "../../policies/classical/min-max.js";
import type { NumberedPolicy } from "../../policies/classical/numbered-policy.js";
import { safetyStock } from "../../policies/classical/safety-stock.js";
import { singleIndex } from "../../policies/classical/single-index.js";
import { tailoredBaseSurge } from "../../policies/classical/tailored-base-surge.js";
import { vectorBaseStock } from "../../policies/classical/vector-base-stock.js";
import {
  lowStockWasteCorrected,
  wasteCorrectedBaseStock,
} from "../../policies/classical/waste-corrected-base-stock.js";
import {
  type Applies,
  all,
  chargesOrders,
  expires,
  losesSalesWhileWaiting,
  ordersOnce,
  ordersTwice,
  removes,
  seesDemand,
} from "./applies.js";
import type { Baseline } from "./baseline.js";
import { fittedBySearch } from "./fitted-by-search.js";
import { fittedCheapest } from "./fitted-cheapest.js";
import { fittedPerSeries } from "./fitted-per-series.js";
import { fittedShared } from "./fitted-shared.js";
import { predictThenOptimise } from "./predict-then-optimise.js";

export type { Baseline, BaselineTask, FittedBaseline } from "./baseline.js";

const level = { of: "cover", start: 1.3 } as const;
const cap = { of: "period", start: 2 } as const;

/** A policy does not see which units are sold first. */
const oldestFirst = { issuing: "fifo" } as const;
const freshestFirst = { issuing: "lifo" } as const;

/** The classical policies that a learned one is compared with, in the order of the table. */
export const baselines: readonly Baseline[] = [
  {
    ...fittedPerSeries({ policy: (own) => baseStock({ levels: own.level }), numbers: { level } }),
    applies: ordersOnce,
  },
  {
    ...fittedPerSeries({
      policy: (own) => cappedBaseStock({ levels: own.level, caps: own.cap }),
      numbers: { level, cap },
    }),
    applies: ordersOnce,
  },
  { ...fittedShared(baseStock()), applies: ordersOnce },
  { ...fittedShared(cappedBaseStock()), applies: ordersOnce },
  {
    ...fittedShared(safetyStock()),
    applies: all(ordersOnce, seesDemand),
  },
  { ...predictThenOptimise, applies: all(ordersOnce, seesDemand) },
  { ...fittedShared(vectorBaseStock()), applies: all(ordersOnce, losesSalesWhileWaiting) },
  { ...fittedBySearch(constantOrder.shared), applies: all(ordersOnce, losesSalesWhileWaiting) },
  ...inBothForms([oldestFirst, freshestFirst].map(wasteCorrectedBaseStock), expires),
  ...inBothForms([oldestFirst, freshestFirst].map(lowStockWasteCorrected), expires),
  ...inBothForms([singleIndex], ordersTwice),
  ...inBothForms([dualIndex], ordersTwice),
  ...inBothForms([cappedDualIndex], ordersTwice),
  ...inBothForms([tailoredBaseSurge], ordersTwice),
  ...inBothForms([intervalStock], removes),
  ...inBothForms([minMax], chargesOrders),
  ...inBothForms([fixedQuantity], chargesOrders),
];

/**
 * Numbers of each series, and numbers that all share: both searched, in whole units as they are ordered.
 * Where a policy has variants, the history chooses.
 */
function inBothForms(variants: readonly NumberedPolicy[], applies: Applies): Baseline[] {
  const perSeries = variants.map(({ ofSeries, numbers }) => fittedPerSeries({ policy: ofSeries, numbers }));
  const shared = variants.map((policy) => fittedBySearch(policy.shared));
  return [perSeries, shared].map((fitted) => ({ ...fittedCheapest(fitted), applies }));
}
