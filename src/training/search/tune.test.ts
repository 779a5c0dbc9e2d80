import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type RandomStream, randomStream } from "../../base/random.js";
import { goesOn } from "./halving.js";
import { randomSearch } from "./random.js";
import type { Asked } from "./search.js";
import { treeParzen } from "./tree-parzen.js";
import { type Outcome, type Trial, keepsUp, tune } from "./tune.js";

describe("successive halving", () => {
  const halving = { first: 2, factor: 3 };

  it("lets the best third go on at each rung", () => {
    const others = [[9, 4], [9, 3], [9, 2], [9, 1], [9, 0]];
    expect(goesOn([5, 0.5], others, halving)).toBe(true);
    expect(goesOn([5, 1.5], others, halving)).toBe(false);
  });

  it("asks at the rungs only: after 2, 6 and 18 validations", () => {
    const others = [Array.from({ length: 20 }, () => 0)];
    const lengths = Array.from({ length: 20 }, (_, index) => index + 1);
    const stopped = lengths.filter((length) => !goesOn(Array.from({ length }, () => 1), others, halving));
    expect(stopped).toEqual([2, 6, 18]);
  });

  it("compares with those alone that came so far, and the first has no rival", () => {
    expect(goesOn([1, 1], [[0], [0]], halving)).toBe(true);
    expect(goesOn([1, 1], [], halving)).toBe(true);
  });
});

describe("a search in two stages", () => {
  const seeds = [7, 8, 9];
  const stream = randomStream(1);
  const space = { x: { from: 0, to: 1 } };

  /** Trial 2 has the luck of seed 7; the others cost |x − 0.5| and a little more with each seed. */
  function lucky({ name, choice, seed }: Trial): Outcome {
    const steady = Math.abs(Number(choice.x) - 0.5) + (seed - 7) / 1000;
    const cost = name.startsWith("trial 2") ? (seed === 7 ? 0 : 5 * seed) : steady;
    return { cost, curve: [cost], givenUp: false };
  }

  it("trains the finalists with every seed, and is not taken in by luck", async () => {
    const names: string[] = [];
    const run = async (trial: Trial) => {
      names.push(trial.name);
      return lucky(trial);
    };
    const search = randomSearch();
    const options = { space, search, trials: 6, atOnce: 2, finalists: 2, seeds, stream, run };
    const { tried, finalists } = await tune(options);
    expect(tried.toSorted((a, b) => Number(a.cost) - Number(b.cost))[0].trial).toBe(2);
    expect(finalists.map(({ trial }) => trial).at(-1)).toBe(2);
    expect(finalists[1]).toMatchObject({ costs: [0, 40, 45], meanCost: 85 / 3, medianSeed: 8 });
    expect(finalists[0].medianSeed).toBe(8);
    expect(names.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6].map((trial) => `trial ${trial}`));
    expect(names.slice(6, 8)).toEqual(["trial 2, seed 8", "trial 2, seed 9"]);
    expect(new Set(names).size).toBe(names.length);
  });

  it("has no finalist that was given up or broke down", async () => {
    const run = async ({ name }: Trial): Promise<Outcome> => {
      if (name === "trial 1") return { cost: null, curve: [], givenUp: false };
      return { cost: 1, curve: [1], givenUp: name !== "trial 3" };
    };
    const options = { space, search: randomSearch(), trials: 4, atOnce: 1, finalists: 5, stream, run };
    expect((await tune({ ...options, seeds: [7] })).finalists.map(({ trial }) => trial)).toEqual([3]);
  });
});

describe("trials side by side", () => {
  const space = { x: { from: 0, to: 1 } };
  const base = { space, trials: 30, finalists: 3, seeds: [1, 2], stream: randomStream(5) };
  const search = treeParzen({ startup: 4 });
  const halving = { first: 1, factor: 2 };

  /** A bowl; how long each takes is drawn from the patience, and tells when it ends. */
  const bowl = (patience: RandomStream) => async (trial: Trial): Promise<Outcome> => {
    const ticks = patience.child(trial.name).below(6);
    for (let tick = 0; tick < ticks; tick++) await setImmediate();
    const cost = (Number(trial.choice.x) - 0.3) ** 2 + trial.seed / 100;
    const curve = [2 * cost, cost];
    const givenUp = !keepsUp(curve.slice(0, 1), trial);
    return { cost, curve: givenUp ? [2 * cost] : curve, givenUp };
  };

  it("find the same whichever ends first", async () => {
    const found = [1, 2, 3].map((seed) =>
      tune({ ...base, search, halving, atOnce: 4, run: bowl(randomStream(seed)) }),
    );
    const [first, ...others] = await Promise.all(found);
    for (const other of others) expect(other).toEqual(first);
    expect(first.tried.some(({ givenUp }) => givenUp)).toBe(true);
    expect(first.tried.map(({ trial }) => trial)).toEqual(first.tried.map((_, index) => index + 1));
  });

  it("are never more at a time than asked, and wait for none that they need not know", async () => {
    let [running, most] = [0, 0];
    const begun: string[] = [];
    let end: (outcome: Outcome) => void = () => undefined;
    const run = async ({ name }: Trial): Promise<Outcome> => {
      begun.push(name);
      most = Math.max(most, ++running);
      const outcome = { cost: 1, curve: [1], givenUp: false };
      if (name === "trial 1") await new Promise<Outcome>((resolve) => (end = resolve));
      running--;
      return outcome;
    };
    const tuned = tune({ ...base, search, trials: 9, finalists: 1, seeds: [1], atOnce: 3, run });
    for (let tick = 0; tick < 20; tick++) await setImmediate();
    expect(begun).toEqual(["trial 1", "trial 2", "trial 3"]);
    end({ cost: 1, curve: [1], givenUp: false });
    await tuned;
    expect(most).toBeLessThanOrEqual(3);
    expect(begun).toHaveLength(9);
  });

  it("choose as one after the other where one is at once", async () => {
    const asked: number[] = [];
    const counting = { ...search, ask: (of: Asked) => (asked.push(of.told.length), search.ask(of)) };
    await tune({ ...base, search: counting, trials: 5, atOnce: 1, run: bowl(randomStream(1)) });
    await tune({ ...base, search: counting, trials: 5, atOnce: 3, run: bowl(randomStream(1)) });
    expect(asked).toEqual([0, 1, 2, 3, 4, 0, 0, 0, 1, 2]);
  });
});
