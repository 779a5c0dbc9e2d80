import { expect, it } from "vitest";
import { silentProgress } from "../../base/progress.js";
import { partsOf } from "./parts.js";
import { dualSourcing2022 } from "./dual-sourcing-2022.js";

const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };
const unkept = partsOf(undefined, context.signal, "");

it("finds every published optimum, and every printed gap to its two digits", async () => {
  const { rows } = await dualSourcing2022.run({ quick: true, ...unkept }, context);
  expect(rows).toHaveLength(100);
  expect(rows.filter(({ published }) => published !== null)).toHaveLength(20 + 24);
  for (const { keys, value, published } of rows) {
    const most = keys.policy === "optimal" ? 0.0055 : 0.0101;
    if (published !== null) expect(Math.abs(value - published), JSON.stringify(keys)).toBeLessThan(most);
  }
});
