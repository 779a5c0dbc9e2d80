import { describe, expect, it } from "vitest";
import { type TrainOptions, type TrainingEvent, train } from "./train.js";
import type { Learner, Schedule } from "./trainer.js";

/** Walks down a line by `rate` per step; costs are read from the position it has come to. */
function walker(): Learner {
  let position = Float32Array.of(10);
  return {
    step(_, rate) {
      position = position.map((value) => value - rate);
      return { trainCost: position[0] };
    },
    parameters: () => position.slice(),
    state: () => ({ position: position.slice() }),
    restore: (state) => void (position = state.position.slice()),
    dispose() {},
  };
}

const valley = { cost: ([position]: Float32Array) => Math.abs(position - 5), dispose() {} };
const schedule: Schedule = {
  maxSteps: 100,
  validateEvery: 2,
  patience: 2,
  rateFactor: 0.5,
  smallestRate: 0.2,
  keep: "best",
  lastRate: 1,
};

async function trained(options: Partial<TrainOptions> = {}) {
  const events: TrainingEvent[] = [];
  const result = await train({
    learner: walker(),
    validation: valley,
    schedule,
    ...options,
    onEvent: async (event, progress) => {
      events.push(event);
      await options.onEvent?.(event, progress);
    },
  });
  return { result, events };
}

describe("training", () => {
  it("lowers the rate where validation stands still, ends when it is small, and keeps the best", async () => {
    const { result, events } = await trained();
    // 8, 6, 4, 2 and the rate falls to 0.5; 1, 0 and it falls to 0.25; -0.5, -1 and it falls too low.
    expect(events.map(({ validationCost }) => validationCost)).toEqual([3, 1, 1, 3, 4, 5, 5.5, 6]);
    expect(events.map(({ rate }) => rate)).toEqual([1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25]);
    expect(events.map(({ best }) => best)).toEqual([true, true, false, false, false, false, false, false]);
    expect(result).toEqual({
      parameters: Float32Array.of(6),
      validationCost: 1,
      step: 16,
      bestStep: 4,
      ended: "converged",
    });
  });

  it("goes through all steps at one rate, and keeps the last, where the last are to be kept", async () => {
    const { result, events } = await trained({ schedule: { ...schedule, maxSteps: 30, keep: "last" } });
    expect(result).toEqual({
      parameters: Float32Array.of(-20),
      validationCost: 25,
      step: 30,
      bestStep: 30,
      ended: "steps",
    });
    expect(events.every(({ rate }) => rate === 1)).toBe(true);
  });

  it("keeps nothing from before the step that it is told, and nothing stands still until then", async () => {
    const { result, events } = await trained({ schedule: { ...schedule, keepFrom: 8 } });
    // 8, 6, 4 do not count; 2 is the first and the best; 0 and -2, and the rate falls.
    expect(events.map(({ rate }) => rate)).toEqual([1, 1, 1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25]);
    expect(result).toMatchObject({ bestStep: 8, validationCost: 3, parameters: Float32Array.of(2) });
    const short = await trained({ schedule: { ...schedule, maxSteps: 5, keepFrom: 8 } });
    expect(short.result).toMatchObject({ bestStep: 5, validationCost: 0 });
  });

  it("averages the training cost over the steps since the last validation", async () => {
    const { events } = await trained();
    expect(events.slice(0, 3).map(({ trainCost }) => trainCost)).toEqual([8.5, 6.5, 4.5]);
  });

  it("uses no more steps than allowed, and validates after the last", async () => {
    const { result, events } = await trained({ schedule: { ...schedule, maxSteps: 5 } });
    expect(events.map(({ step }) => step)).toEqual([2, 4, 5]);
    expect(result).toMatchObject({ ended: "steps", step: 5, bestStep: 5, validationCost: 0 });
  });

  it("lowers the rate in a straight line besides, where it is told so", async () => {
    const { events } = await trained({ schedule: { ...schedule, maxSteps: 8, lastRate: 0.2, patience: 9 } });
    // After k of 8 steps 1 − 0.1 k is left.
    events.forEach(({ rate, step }) => expect(rate).toBeCloseTo(1 - 0.1 * step, 12));
    expect(events).toHaveLength(4);
  });

  it("stops on request with the best so far", async () => {
    const { result } = await trained({ stop: (step) => step === 7 });
    expect(result).toMatchObject({ ended: "stopped", step: 7, bestStep: 4, parameters: Float32Array.of(6) });
  });

  it("says that it diverged where the validation cost is no number", async () => {
    const validation = { cost: () => NaN, dispose() {} };
    await expect(trained({ validation })).rejects.toThrow("diverged at step 2");
  });

  it.each([1, 2, 3, 5, 7])("goes on from validation %i as if it had never stopped", async (stopAfter) => {
    const whole = await trained();
    const seen: TrainingEvent[] = [];
    let resume: TrainOptions["resume"];
    await trained({
      stop: () => seen.length >= stopAfter,
      onEvent: (event, progress) => void (seen.push(event), (resume = progress())),
    });
    const rest = await trained({ resume });
    expect(rest.result).toEqual(whole.result);
    expect([...seen, ...rest.events]).toEqual(whole.events);
  });
});
