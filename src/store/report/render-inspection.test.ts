import { describe, expect, it } from "vitest";
import type { InspectedOrders, Optimum } from "./inspection.js";
import { renderInspection } from "./render-inspection.js";

const axis = Array.from({ length: 13 }, (_, step) => step);
const states = axis.flatMap((y) => axis.map((x) => ({ x, y })));

/** Orders up to 10, broken where more than 8 are on hand. */
const made: InspectedOrders = {
  series: "cups & saucers",
  run: "first",
  policy: "neural-none",
  axis,
  orders: states.map(({ x, y }) => Math.max(10 - x - y, 0)),
  broken: states.map(({ x }) => x > 8),
  brokenPenalties: ["late-chain"],
};

const optimum: Optimum = {
  series: made.series,
  axis,
  orders: states.map(({ x, y }) => Math.max(12 - x - y, 0)),
  demand: "poisson:5",
  note: "order up to 12",
};
const unknown: Optimum = { series: made.series, axis, why: "lead times are random" };

describe("the page of an inspection", () => {
  const page = renderInspection({ x: "on-hand", y: "on-order-1", inspected: [made], optima: [optimum] });

  it("marks each broken state, in the picture and in words", () => {
    const inSlices = 3 * 4;
    expect(page.match(/l6 6m0 -6l-6 6/g)).toHaveLength(4 * 13 + inSlices);
    expect(page).toContain("Broken in 30.8 % of its states: late-chain.");
  });

  it("draws a line between equal orders: ten steps on each row that has them", () => {
    const upright = (orders: readonly number[]) =>
      renderInspection({
        x: "a", y: "b", inspected: [{ ...made, orders, broken: states.map(() => false) }], optima: [unknown],
      }).match(/<path d="M[\d ]+v14"/g)?.length ?? 0;
    expect(upright(states.map(({ x }) => Math.max(10 - x, 0)))).toBe(10 * 13);
    expect(upright(states.map(() => 3))).toBe(0);
  });

  it("lays the optimum beside it in the same shades, and over it in dots", () => {
    expect(page).toContain("Exact optimum for demand poisson:5: order up to 12.");
    // 12 is the most of both, so that 6 units have one shade: 250 − 150 · 6 / 12.
    const shade = page.match(/rgb\(175,175,175\)/g)?.length;
    expect(shade).toBe(5 + 7);
    expect(page.match(/stroke-dasharray="0.1 5"/g)).toHaveLength(3 + 1);
    expect(page).toContain("Lines: first, exact optimum.");
  });

  it("says why there is no optimum", () => {
    const without = renderInspection({ x: "a", y: "b", inspected: [made], optima: [unknown] });
    expect(without).toContain("No exact optimum: lead times are random.");
    expect(without).not.toContain("exact optimum</span>");
  });

  it("says to who cannot see it what it shows, and gives the numbers", () => {
    expect(page).toContain('aria-label="neural-none of first, cups &amp; saucers: orders from 0 to 10 units');
    expect(page).toContain('<tr><th scope="row">0</th><td>10</td><td>4</td><td>0 ×</td></tr>');
  });
});
