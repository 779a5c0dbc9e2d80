import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Penalty, penalties } from "../../src/penalties/index.js";
import {
  type Problem,
  backlog,
  dualSourcing,
  fixedCost,
  lostSales,
  perishable,
  procurementRemoval,
} from "../../src/problems/index.js";
import { randomStream } from "../../src/base/random.js";
import { parseDistribution } from "../../src/demand/distributions.js";
import { heads } from "../../src/policies/neural/heads/index.js";
import { neuralPolicy } from "../../src/policies/neural/neural-policy.js";
import type { BoundPolicy } from "../../src/policies/policy.js";
import { policySetting } from "../../src/simulation/world.js";
import { differentiableSimulation } from "../../src/training/index.js";
import { rangeWindows } from "../../src/training/validation.js";
import { violationRates } from "../../src/training/violation-rates.js";
import { executor } from "./executor.js";
import { stationaryWorld } from "./stationary-world.js";

const costs = { holdingCost: 1, shortageCost: 9 };

/** Problems of every kind that a penalty may apply to. */
export const EXAMPLES: readonly Problem[] = [
  lostSales({ ...costs, leadTime: 0 }),
  lostSales({ ...costs, leadTime: 3 }),
  backlog({ ...costs, leadTime: 2 }),
  perishable({ ...costs, leadTime: 1, lifetime: 3, issuing: "fifo", wasteCost: 2 }),
  perishable({ ...costs, leadTime: 1, lifetime: 3, issuing: "lifo", wasteCost: 2 }),
  dualSourcing({ ...costs, regularLeadTime: 3, expeditedLeadTime: 0, regularCost: 1, expeditedCost: 3 }),
  procurementRemoval({ leadTime: 0, holdingCost: 1, price: 20, unitCost: 8, salvageValue: 3 }),
  fixedCost({ ...costs, leadTime: 1, orderCost: 20 }),
  lostSales({ ...costs, leadTime: { periods: 1, delays: [0.5, 0.5] } }),
  lostSales({ ...costs, leadTime: 1, reviewPeriod: 2 }),
];

/** What every penalty promises. */
export function penaltyContract(penalty: Penalty): void {
  const applying = EXAMPLES.filter((problem) => penalty.applies(problem));

  describe(`${penalty.name} as a penalty`, () => {
    it("says who it is, and has its section in the note", () => {
      expect(penalty.summary).toMatch(/^[A-Z].*\.$/);
      const note = readFileSync(new URL("../../src/penalties/penalties.md", import.meta.url), "utf8");
      expect(note).toContain(`## \`${penalty.name}\``);
      expect(penalties.filter(({ name }) => name === penalty.name)).toHaveLength(1);
    });

    it("applies to some problems, and to none whose best orders are not known to keep it", () => {
      expect(applying).not.toEqual([]);
      for (const { gradient, reviewPeriod, leadTime, oldestFirst } of applying) {
        expect({ gradient, reviewPeriod, delays: leadTime.delays }).toMatchObject({
          gradient: "pathwise",
          reviewPeriod: 1,
          delays: undefined,
        });
        expect(oldestFirst).not.toBe(false);
      }
    });

    it.each(applying.map((problem) => [problem.name, problem] as const))(
      "is broken less after some steps that follow nothing but it: %s",
      (_, problem) => {
        let [before, after] = [0, 0];
        // What one network breaks, another may keep.
        for (let oddity = 1; before < 0.01 && oddity <= 20; oddity++)
          [before, after] = brokenBeforeAndAfter(penalty, problem, oddity);
        expect(before).toBeGreaterThan(0.01);
        expect(after).toBeLessThan(before / 2);
      },
    );
  });
}

/** Share of states in which an odd network breaks it, before and after it is nearly all that counts. */
function brokenBeforeAndAfter(penalty: Penalty, problem: Problem, oddity: number): [number, number] {
  const world = stationaryWorld(problem, parseDistribution("poisson:6"), { series: 20, periods: 40 });
  const setting = policySetting(world);
  const policy = oddlyStarted(neuralPolicy({ hidden: [8], head: heads[0] }).bind(setting), oddity);
  const range = { from: 0, to: 40 };
  const stream = randomStream(5);
  const task = { world, setting, policy, executor, stream, range };
  const trainer = differentiableSimulation({
    lanes: 64,
    learningRate: 0.02,
    averaging: 0,
    penalties: [{ penalty, weight: 1000 }],
  });
  const learner = trainer.begin(task);
  const windows = rangeWindows(world, setting, range, Int32Array.from({ length: 20 }, (_, i) => i));
  const broken = () => {
    const parameters = learner.parameters();
    const { met, drawn } = violationRates(task, { penalties: [penalty], parameters, windows });
    return met + drawn;
  };
  const before = broken();
  for (let step = 1; step <= 60; step++) learner.step(step, 1);
  const after = broken();
  learner.dispose();
  return [before, after];
}

/** Large weights of all signs: slopes that no theory knows. */
function oddlyStarted(policy: BoundPolicy, oddity: number): BoundPolicy {
  const initial: BoundPolicy["initial"] = (stream) => {
    const { uniform } = randomStream(oddity);
    return policy.initial(stream).map((value) => value + 1.2 * (uniform() - 0.5));
  };
  return { ...policy, initial };
}
