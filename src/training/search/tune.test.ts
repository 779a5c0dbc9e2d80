import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { goesOn } from "./halving.js";
import { randomSearch } from "./random.js";
import { type Outcome, type Trial, tune } from "./tune.js";

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
    const { tried, finalists } = await tune({ space, search, trials: 6, finalists: 2, seeds, stream, run });
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
    const options = { space, search: randomSearch(), trials: 4, finalists: 5, seeds: [7], stream, run };
    expect((await tune(options)).finalists.map(({ trial }) => trial)).toEqual([3]);
  });
});
