import { fastSupplierChain } from "./fast-supplier-chain.js";
import { freshChain } from "./fresh-chain.js";
import { lateChain } from "./late-chain.js";
import { moneyOrder } from "./money-order.js";
import { orderOrRemove } from "./order-or-remove.js";
import type { Penalty } from "./penalty.js";
import { slowSupplierChain } from "./slow-supplier-chain.js";
import { stockSlope } from "./stock-slope.js";

export { answersOf } from "./answers.js";
export type { Penalty } from "./penalty.js";

export const penalties: readonly Penalty[] = [
  stockSlope(),
  lateChain(),
  freshChain(),
  slowSupplierChain(),
  fastSupplierChain(),
  orderOrRemove(),
  moneyOrder(),
];
