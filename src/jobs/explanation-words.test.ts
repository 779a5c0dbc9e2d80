import fc from "fast-check";
import { expect, it } from "vitest";
import { EXPLANATION_COLUMNS, explanationCells, explanationText } from "./explanation-words.js";
import type { OrderExplanation } from "./order-explanations.js";

const explanation: OrderExplanation = {
  usual: 18.2,
  causes: [
    { about: "promotion", moved: 12.3 },
    { about: "recent demand", moved: -4.1 },
    { about: "weekday", moved: 0.01 },
  ],
  rest: 0.3,
  cover: 2.94,
  stockoutChance: 0.12,
  periods: 3,
};
const week = { frequency: "week", hasTarget: true } as const;

it("says sign and size, and what is to be expected", () => {
  expect(explanationText(explanation, week)).toBe(
    "As usual the target would be 18.2: promotion +12.3, recent demand −4.1, all else +0.3. " +
      "With this order stock lasts 2.9 weeks; the chance of running out in the 3 weeks until the next " +
      "order can arrive is 12 %.",
  );
  const still = { ...explanation, causes: [], rest: 0, cover: undefined, periods: 1 };
  expect(explanationText(still, { frequency: "day", hasTarget: false })).toBe(
    "As usual the order would be 18.2; nothing moves it. No demand is expected; the chance of running out " +
      "in the 1 day until the next order can arrive is 12 %.",
  );
});

it("adds up to the target, to the digit shown", () => {
  const units = fc.double({ min: -99, max: 99, noNaN: true });
  const any = fc.record({ usual: units, moves: fc.array(units, { maxLength: 3 }), rest: units });
  fc.assert(
    fc.property(any, ({ usual, moves, rest }) => {
      const causes = moves.map((moved, k) => ({ about: `cause ${"abc"[k]}`, moved }));
      const text = explanationText({ ...explanation, usual, causes, rest }, week).replaceAll("−", "-");
      const [, first, others] = /would be (-?[\d.]+)(.*?)\. With/.exec(text) ?? [];
      const shown = [first, ...(others.match(/[-+][\d.]+/g) ?? [])].map(Number);
      const target = moves.reduce((sum, moved) => sum + moved, usual + rest);
      expect(Math.abs(shown.reduce((sum, value) => sum + value, 0) - target)).toBeLessThan(0.06);
    }),
  );
});

it("fills the columns of the file", () => {
  const cells = explanationCells(explanation);
  expect(Object.keys(cells)).toEqual(EXPLANATION_COLUMNS);
  expect(cells).toMatchObject({ cause_1: "promotion", effect_2: -4.1, stockout_chance: 0.12 });
});
