import { problemContract } from "../../../test/contracts/problem-contract.js";
import { perishable } from "./perishable.js";

const outlived = "units expire while the lane is played";

problemContract("perishable, first in first out", cases(3, "fifo"));
problemContract("perishable, last in first out", cases(2, "lifo"));
problemContract("perishable, sold on the day", cases(1, "fifo"));
problemContract("perishable, longer than it is played", { ...cases(14, "lifo"), exceptions: {} });

function cases(lifetime: number, issuing: "fifo" | "lifo") {
  return {
    make: (options: Omit<Parameters<typeof perishable>[0], "lifetime" | "issuing" | "wasteCost">) =>
      perishable({ ...options, lifetime, issuing, wasteCost: 2.5 }),
    cost: (now: (name: string) => number, money: (name: string) => number) =>
      money("holdingCost") * now("onHand") +
      money("shortageCost") * now("lost") +
      (money("wasteCost") + money("unitCost")) * now("expired") -
      (money("price") - money("unitCost")) * now("sold"),
    exceptions: { "stock keeps": outlived },
  };
}
