import { problemContract } from "../../../test/contracts/problem-contract.js";
import { fixedCost } from "./fixed-cost.js";

problemContract("fixed-cost", {
  make: (options) => fixedCost({ ...options, orderCost: 12 }),
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("backlogged") +
    money("orderCost") * (now("order") > 0 ? 1 : 0) -
    (money("price") - money("unitCost")) * now("sold"),
  exceptions: { gradient: "the cost of an order jumps where the order becomes 0" },
});
