import { type ContractOptions, problemContract } from "../../../test/contracts/problem-contract.js";
import { longestLeadTime } from "../mechanics/lead-time.js";
import { type DualSourcingOptions, dualSourcing } from "./dual-sourcing.js";

for (const unmet of ["waits", "lost"] as const)
  problemContract(`dual-sourcing, where demand without stock ${unmet === "lost" ? "is lost" : "waits"}`, {
    make: (options) => withRegularOrders(options, unmet),
    cost: (now, money) =>
      money("holdingCost") * now("onHand") +
      money("shortageCost") * (now("lost") + now("backlogged")) -
      (money("price") - money("unitCost")) * now("sold") +
      (money("expeditedCost") - money("unitCost")) * now("expedited"),
    exceptions: {
      "lead time 0": "an expedited order must be faster than a regular one",
      "random lead times": "both suppliers deliver after a fixed time",
    },
  });

/** The contract's options as those of the regular supplier. */
function withRegularOrders(options: ContractOptions, unmet: DualSourcingOptions["unmet"]) {
  const { leadTime, unitCost = 0, ...rest } = options;
  const regularLeadTime = typeof leadTime === "number" ? leadTime : longestLeadTime(leadTime);
  const expeditedLeadTime = Math.floor(regularLeadTime / 2);
  const costs = { regularCost: unitCost, expeditedCost: unitCost + 1.5 };
  return dualSourcing({ ...rest, ...costs, regularLeadTime, expeditedLeadTime, unmet });
}
