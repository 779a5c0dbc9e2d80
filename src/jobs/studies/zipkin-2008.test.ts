import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { partsOf } from "./parts.js";
import { zipkin2008 } from "./zipkin-2008.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

it("finds every number of Zipkin's table for short lead times, but those with a note", async () => {
  const { rows } = await zipkin2008.run({ quick: true, ...unkept }, context);
  expect(rows).toHaveLength(160);
  const free = ["best constant order", "better vector base-stock", "dual balancing"];
  for (const { keys, value, published, note } of rows) {
    const difference = Math.abs(value - (published ?? NaN));
    if (note === undefined) expect(difference, JSON.stringify(keys)).toBeLessThan(0.0051);
    else if (!free.includes(String(keys.policy))) expect(difference).toBeLessThan(0.001 * value);
  }
  const last = rows.filter(({ keys, note }) => !free.includes(String(keys.policy)) && note !== undefined);
  expect(last.length).toBeLessThan(5);
});

it("never finds an optimum above a policy, printed or not", async () => {
  const { rows } = await zipkin2008.run({ quick: true, ...unkept }, context);
  const instance = ({ demand, shortageCost, leadTime }: Readonly<Record<string, string | number>>) =>
    `${demand} ${shortageCost} ${leadTime}`;
  const optimal = rows.filter(({ keys }) => keys.policy === "optimal");
  const optima = new Map(optimal.map(({ keys, value }) => [instance(keys), value]));
  expect(optima.size).toBe(16);
  for (const { keys, value } of rows)
    expect(value).toBeGreaterThan((optima.get(instance(keys)) ?? NaN) - 1e-6);
});
