import { afterAll, describe, expect, it } from "vitest";
import { createWasmExecutor } from "../executors/wasm.js";
import { type Rollout, compileRollout } from "../rollout.js";
import { dense, gather, spread } from "../value.js";

const wasm = createWasmExecutor();
afterAll(() => wasm.close());

const matrix = { name: "matrix", rows: 3, columns: 5 };
const bias = { name: "bias", rows: 3, columns: 1 };
const row = { name: "row", rows: 1, columns: 5 };
const level = { name: "level", rows: 1, columns: 1 };
const table = { name: "table", rows: 2, columns: 1 };
const parameters = [matrix, bias, row, level, table];

/** Every way in which a kernel adds a gradient up, with terms that are all x. */
const rollout: Rollout = {
  state: {},
  lane: {},
  period: { x: 1 },
  parameters,
  step({ period: { x } }) {
    const inputs = x.repeat(5);
    const many = dense(matrix, inputs).sumRows().add(dense(row, inputs)).add(x.mul(spread(level)));
    const weighted = dense(bias, x).sumRows().add(x.mul(gather(table, x.mul(0))));
    return { state: {}, loss: many.add(weighted) };
  },
};
const plan = compileRollout(rollout, { gradient: true });
const LENGTH = parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0);

/** Largest relative error of the sums over lanes and periods of the numbers that `x` gives. */
function errors(lanes: number, periods: number, x: (lane: number, t: number) => number) {
  const session = wasm.open(plan, { lanes, periods });
  const ofLane = new Float32Array(periods);
  let exact = 0;
  for (let lane = 0; lane < lanes; lane++) {
    for (let t = 0; t < periods; t++) exact += ofLane[t] = x(lane, t);
    session.setPeriods("x", 0, lane, ofLane, 0);
  }
  const loss = session.run(new Float32Array(LENGTH).fill(1)) / (25 * exact) - 1;
  // The table's second entry is never read.
  const sums = [...session.gradient];
  const unread = sums.pop();
  session.dispose();
  const worst = Math.max(...sums.map((sum) => Math.abs(sum / exact - 1)));
  return { loss: Math.abs(loss), gradient: worst, unread };
}

describe("sums over lanes and periods", () => {
  // Of all numbers from 1 to 2 these two make adding equal terms in single precision lose most: adding goes
  // wrong in the same direction, again and again.
  const worst = [1.5238399505615234, 1.5239200592041016, 1 / 3].map(Math.fround);

  it.each(worst)("keep six digits, however many: terms that are all %d", (term) => {
    for (const [lanes, periods] of [[1, 1], [32, 8], [3200, 8], [64, 4000], [3200, 500]]) {
      const { loss, gradient, unread } = errors(lanes, periods, () => term);
      expect(gradient, `${lanes} x ${periods}`).toBeLessThan(6e-7);
      expect(loss).toBeLessThan(6e-7);
      expect(unread).toBe(0);
    }
  });

  it("keep six digits where terms differ a millionfold", () => {
    const { gradient, loss } = errors(640, 400, (lane, t) => Math.fround(10 ** ((lane * 37 + t * 101) % 7)));
    expect(gradient).toBeLessThan(1e-6);
    expect(loss).toBeLessThan(1e-6);
  });

  it("lose no small terms beside a large one before them", () => {
    // In single precision alone, every 1 after 2^24 would be lost: a relative error of 2e-2.
    const { gradient } = errors(32, 10_000, (lane, t) => (lane === 0 && t === 9_999 ? 2 ** 24 : 1));
    expect(gradient).toBeLessThan(2.4e-6);
  });
});
