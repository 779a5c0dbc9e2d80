import { problemContract } from "../../../test/contracts/problem-contract.js";
import { procurementRemoval } from "./procurement-removal.js";

problemContract("procurement-removal", {
  make: ({ unitCost = 0, ...options }) =>
    procurementRemoval({ ...options, unitCost, salvageValue: unitCost / 2 }),
  cost: (now, money) =>
    money("holdingCost") * now("onHand") +
    money("shortageCost") * now("lost") +
    (money("unitCost") - money("salvageValue")) * now("removed") -
    (money("price") - money("unitCost")) * now("sold"),
});
