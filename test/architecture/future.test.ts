import { describe, expect, test } from "vitest";
import { typeErrorsOf } from "../docs/type-check.js";
import { importsOfTheFuture } from "./future.js";
import { librarySources, repositoryRoot } from "./source-tree.js";

const file = (path: string) => ({
  path,
  text: `import { perfectForesight } from "../policies/hindsight/perfect-foresight.js";`,
});

describe("the rule that a policy does not know the future", () => {
  test("lets the simulation and the comparison know it", () => {
    expect(importsOfTheFuture(file("src/simulation/replay.ts"))).toEqual([]);
    expect(importsOfTheFuture(file("src/jobs/backtest.ts"))).toEqual([]);
  });

  const others = ["src/training/train.ts", "src/jobs/recommend.ts", "src/demand/features.ts"];
  test.each(others)("not %s", (path) => {
    expect(importsOfTheFuture(file(path))).toHaveLength(1);
  });

  test("is kept in the source tree", () => {
    expect(librarySources().flatMap(importsOfTheFuture)).toEqual([]);
  });
});

test("the compiler refuses an oracle as a policy, and a look into the future", () => {
  const imports = `
    import type { Observation, Policy } from "./src/policies/policy.js";
    import { omniscient } from "./src/policies/hindsight/omniscient.js";
    import { perfectForesight } from "./src/policies/hindsight/perfect-foresight.js";
    import { baseStock } from "./src/policies/classical/base-stock.js";
    declare const seen: Observation;`;
  const errors = typeErrorsOf(
    new Map([
      ["oracle.ts", `${imports}\nexport const policy: Policy = perfectForesight;`],
      ["truth.ts", `${imports}\nexport const policy: Policy = omniscient;`],
      ["look.ts", `${imports}\nexport const order = seen.futureDemand;`],
      ["demand.ts", `${imports}\nexport const order = seen.demand;`],
      ["honest.ts", `${imports}\nexport const policy: Policy = baseStock(), order = seen.onHand;`],
    ]),
    repositoryRoot,
  );
  const refused = ["oracle.ts", "truth.ts", "look.ts", "demand.ts"];
  expect(errors.map((error) => error.split("(")[0])).toEqual(refused);
});
