import { expect, test } from "vitest";
import { nearest, suggestion } from "./nearest.js";

const known = ["leadTime", "reviewPeriod", "holdingCost", "shortageCost"];

test("a slip of one letter, two swapped letters or another way of joining words is understood", () => {
  expect(nearest("leadTim", known)).toBe("leadTime");
  expect(nearest("laedTime", known)).toBe("leadTime");
  expect(nearest("lead_time", known)).toBe("leadTime");
  expect(nearest("holding-cost", known)).toBe("holdingCost");
});

test("a part of a known word is understood", () => {
  expect(nearest("holding", known)).toBe("holdingCost");
});

test("a word like none of them gets the list of what is known", () => {
  expect(nearest("colour", known)).toBeUndefined();
  expect(suggestion("colour", known)).toBe(`Known: ${known.join(", ")}.`);
});
