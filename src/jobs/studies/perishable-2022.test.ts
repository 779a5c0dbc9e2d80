import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { partsOf } from "./parts.js";
import { perishable2022 } from "./perishable-2022.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

it("finds the published costs of short lives, which were simulated, within a unit", async () => {
  const { rows } = await perishable2022.run({ quick: true, ...unkept }, context);
  expect(rows).toHaveLength(4 * 12);
  const printed = rows.filter(({ published }) => published !== null);
  expect(printed).toHaveLength(24);
  for (const { keys, value, published } of printed)
    expect(Math.abs(value - (published ?? NaN)), JSON.stringify(keys)).toBeLessThan(1.01);
});
