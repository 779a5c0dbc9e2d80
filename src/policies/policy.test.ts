import { expect, expectTypeOf, it } from "vitest";
import { policyContract } from "../../test/contracts/policy-contract.js";
import { baseStock } from "./classical/base-stock.js";
import { cappedBaseStock } from "./classical/capped-base-stock.js";
import { safetyStock } from "./classical/safety-stock.js";
import type { Oracle } from "./hindsight/oracle.js";
import { perfectForesight } from "./hindsight/perfect-foresight.js";
import { convolution, recurrent } from "./neural/backbones/index.js";
import { baseHead, heads } from "./neural/heads/index.js";
import { neuralPolicy } from "./neural/neural-policy.js";
import type { BoundPolicy, Observation, Policy } from "./policy.js";

const levels = new Float64Array(1);

const policies = [
  baseStock(),
  baseStock({ levels }),
  cappedBaseStock(),
  cappedBaseStock({ levels, caps: levels }),
  safetyStock(),
  ...heads.map((head) => neuralPolicy({ hidden: [6, 5], head })),
  ...[convolution(), recurrent()].map((backbone) =>
    neuralPolicy({ hidden: [6, 5], head: baseHead(), backbone }),
  ),
];

for (const policy of policies) policyContract(policy);

it("no two policies have the same name", () => {
  const names = [...policies, perfectForesight].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it("a policy sees no demand, and an oracle is no policy", () => {
  expectTypeOf<Observation>().not.toHaveProperty("demand");
  expectTypeOf<Observation>().not.toHaveProperty("futureDemand");
  expectTypeOf<Oracle>().not.toExtend<Policy>();
  expectTypeOf<Oracle>().not.toExtend<BoundPolicy>();
  const recommended = (policy: Policy) => policy.name;
  // @ts-expect-error an oracle is not a policy, so nothing that recommends accepts it
  expect(recommended(perfectForesight)).toBe("hindsight");
  const look: BoundPolicy["order"] = (seen) => ({
    // @ts-expect-error future demand is not part of an observation
    quantity: seen.demand,
  });
  expect(look).toBeTypeOf("function");
});
