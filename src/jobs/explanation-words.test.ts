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
  earlyChance: 0.02,
  periods: 3,
};
const week = { frequency: "week", hasTarget: true, isOrdered: true } as const;

it("says sign and size, and what is to be expected", () => {
  expect(explanationText(explanation, week)).toBe(
    "As usual the target would be 18.2: promotion +12.3, recent demand −4.1, all else +0.3. " +
      "With this order stock lasts 2.9 weeks; the chance of running out in the 3 weeks until the next " +
      "order can arrive is 12 %.",
  );
  const still = { ...explanation, causes: [], rest: 0, cover: undefined, periods: 1 };
  expect(explanationText(still, { frequency: "day", hasTarget: false, isOrdered: true })).toBe(
    "As usual the order would be 18.2; nothing moves it. To judge by what sold of late, no demand is " +
      "expected; the chance of running out in the 1 day until the next order can arrive is 12 %.",
  );
});

it("says what an order of now cannot help, and what there is without one", () => {
  const late = { ...explanation, stockoutChance: 1, earlyChance: 0.95 };
  expect(explanationText(late, week)).toMatch(/can arrive is 100 % \(95 % before this one can\)\.$/);
  const wholly = explanationText({ ...late, earlyChance: 0.996 }, week);
  expect(wholly).toMatch(/can arrive is 100 %, all of it before this one can\.$/);
  const none = { ...week, isOrdered: false };
  expect(explanationText(late, none)).toMatch(/\. Without an order stock lasts 2\.9 weeks; .* is 100 %\.$/);
  const nothing = explanationText({ ...late, cover: 0 }, none);
  expect(nothing).toMatch(/\. Nothing is in stock or on order; the chance/);
});

it("says how long stock lasts as exactly as it matters", () => {
  const lasting = (cover: number, frequency: "day" | "week" | "month") =>
    /stock lasts (.*);/.exec(explanationText({ ...explanation, cover }, { ...week, frequency }))?.[1];
  expect(lasting(19.96, "day")).toBe("20.0 days");
  expect(lasting(110.4, "day")).toBe("110 days");
  expect(lasting(1090.9, "day")).toBe("more than a year");
  expect(lasting(53, "week")).toBe("more than a year");
  expect(lasting(11.6, "month")).toBe("11.6 months");
});

it("writes a minus, and none before zero", () => {
  const below = { ...explanation, usual: -0.44, causes: [{ about: "weekday", moved: 0.42 }], rest: 0 };
  expect(explanationText(below, week)).toMatch(/^As usual the target would be −0\.4: weekday \+0\.4\. /);
  expect(explanationText({ ...below, usual: -0.01 }, week)).toMatch(/^As usual the target would be 0\.0: /);
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
