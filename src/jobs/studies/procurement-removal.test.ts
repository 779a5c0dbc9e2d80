import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { partsOf } from "./parts.js";
import { procurementRemoval } from "./procurement-removal.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

it("finds the levels and costs that are published with the study", async () => {
  const { rows } = await procurementRemoval.run({ quick: true, ...unkept }, context);
  expect(rows).toHaveLength(60);
  for (const { keys, value, published } of rows)
    if (published !== null) expect(value, JSON.stringify(keys)).toBeCloseTo(published, 5);
});
