import { numberedPolicy } from "./numbered-policy.js";

/**
 * The same `quantity` [Q] in units at every review, whatever the stock: asymptotically optimal for lost sales
 * as the lead time grows. Reiman (2004); Goldberg et al. (2016), Mathematics of Operations Research 41(3).
 */
export const constantOrder = numberedPolicy({
  name: "constant-order",
  summary: "Order the same at every review",
  hasTarget: false,
  numbers: { quantity: { of: "period", start: 0.9 } },
  order: (_, { quantity }) => ({ quantity: quantity.atLeast(0) }),
});
