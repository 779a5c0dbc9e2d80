import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../src/base/random.js";
import { parameterLayout } from "../../src/engine/index.js";
import type { Policy, PolicySetting } from "../../src/policies/policy.js";
import { anySeen, askPolicy, scaledMoney } from "./ask-policy.js";

/** Settings from the barest to the usual; a policy must bind to all of them. */
export const SETTINGS: readonly PolicySetting[] = [
  {
    onOrderRows: 0,
    demandFeatures: [],
    plainFeatures: [],
    coverPeriodsMax: 1,
    ageRows: 0,
    decisions: ["up"],
    historyRows: 0,
    furtherEconomics: [],
  },
  {
    onOrderRows: 3,
    demandFeatures: [],
    plainFeatures: [],
    coverPeriodsMax: 5,
    ageRows: 0,
    decisions: ["up"],
    historyRows: 0,
    furtherEconomics: [],
  },
  {
    onOrderRows: 2,
    demandFeatures: ["mean-7", "deviation-28"],
    plainFeatures: ["trend", "age"],
    historyRows: 0, coverPeriodsMax: 4, ageRows: 0, decisions: ["up"], furtherEconomics: [],
  },
];

const seeds = fc.integer({ min: 0, max: 1e6 });

/** What every policy promises, whatever its parameters. */
export function policyContract(policy: Policy): void {
  describe(`${policy.name} as a policy`, () => {
    it("says who it is", () => {
      expect(policy.name).toMatch(/^[a-z-]+$/);
      expect(policy.summary).toMatch(/^[A-Z].*\.$/);
    });

    const settings = SETTINGS.map((one) => ({ ...one, historyRows: policy.history ?? 0 }));

    it.each(settings)("starts from all its parameters, alike for the same stream: %#", (setting) => {
      const bound = policy.bind(setting);
      const initial = bound.initial(randomStream(1));
      expect(initial.length).toBe(parameterLayout(bound.parameters).length);
      expect(initial.every(Number.isFinite)).toBe(true);
      expect(bound.initial(randomStream(1))).toEqual(initial);
    });

    it.each(settings)("never orders less than nothing, with any parameters: %#", (setting) => {
      checkAnswers(policy, setting, ({ quantity }) => expect(quantity).toBeGreaterThanOrEqual(0));
    });

    it.each(settings)("has a target where it says so, and never orders beyond it: %#", (setting) => {
      const { hasTarget } = policy.bind(setting);
      checkAnswers(policy, setting, ({ quantity, target, position }) => {
        expect(target !== undefined).toBe(hasTarget);
        if (target === undefined) return;
        expect(quantity).toBeLessThanOrEqual(Math.max(Math.fround(target - position), 0));
      });
    });

    it.each(settings)("orders the same in any currency: %#", (setting) => {
      const bound = policy.bind(setting);
      fc.assert(
        fc.property(fc.array(seenOf(policy, setting), { minLength: 1, maxLength: 5 }), (seen) => {
          const parameters = bound.initial(randomStream(1));
          const dear = askPolicy(bound, parameters, seen.map((one) => scaledMoney(one, 4)));
          expect(dear).toEqual(askPolicy(bound, parameters, seen));
        }),
        { numRuns: 20 },
      );
    });
  });
}

/** Any observation that the policy may be shown. */
export function seenOf(policy: Policy, setting: PolicySetting) {
  return anySeen(setting, Object.keys(policy.bind(setting).perSeries ?? {}));
}

/** Initial parameters, with up to ±3 times as much again. */
function shaken(initial: Float32Array, seed: number): Float32Array {
  const stream = randomStream(seed);
  return initial.map((value) => value + (1 + Math.abs(value)) * 3 * (2 * stream.uniform() - 1));
}

function checkAnswers(
  policy: Policy,
  setting: PolicySetting,
  check: (answer: ReturnType<typeof askPolicy>[number]) => void,
): void {
  const bound = policy.bind(setting);
  fc.assert(
    fc.property(fc.array(seenOf(policy, setting), { minLength: 1, maxLength: 8 }), seeds, (seen, seed) => {
      askPolicy(bound, shaken(bound.initial(randomStream(1)), seed), seen).forEach(check);
    }),
    { numRuns: 40 },
  );
}
