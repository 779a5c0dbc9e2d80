import { describe, expect, it } from "vitest";
import type { InspectedOrders } from "./inspection.js";
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
};

describe("the page of an inspection", () => {
  const page = renderInspection({ x: "on-hand", y: "on-order-1", inspected: [made] });

  it("marks each broken state, in the picture and in words", () => {
    expect(page.match(/l6 6m0 -6l-6 6/g)).toHaveLength(4 * 13);
    expect(page).toContain("Broken in 30.8 % of its states.");
  });

  it("draws a line between equal orders: ten steps on each row that has them", () => {
    const upright = (orders: readonly number[]) =>
      renderInspection({ x: "a", y: "b", inspected: [{ ...made, orders, broken: states.map(() => false) }] })
        .match(/<path d="M[\d ]+v14"/g)?.length ?? 0;
    expect(upright(states.map(({ x }) => Math.max(10 - x, 0)))).toBe(10 * 13);
    expect(upright(states.map(() => 3))).toBe(0);
  });

  it("says to who cannot see it what it shows, and gives the numbers", () => {
    expect(page).toContain('aria-label="neural-none of first, cups &amp; saucers: orders from 0 to 10 units');
    expect(page).toContain('<tr><th scope="row">0</th><td>10</td><td>4</td><td>0 ×</td></tr>');
  });
});
