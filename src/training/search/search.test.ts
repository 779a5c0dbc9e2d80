import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import { searches, randomSearch, treeParzen } from "./index.js";
import { type Search, type Told, ranked } from "./search.js";
import { type Choice, type Space, choiceAt } from "./space.js";

const space = {
  rate: { from: 1e-4, to: 1, scale: "log" },
  share: { from: -1, to: 1 },
  layers: { from: 1, to: 4, whole: true },
  hidden: { oneOf: [[32], [64, 64], "none"] },
} satisfies Space;

describe.each(searches)("search $name", (search) => {
  it("stays in the space and repeats itself", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 25 }), (seed, trials) => {
        const play = { space, trials, seed, cost: (choice: Choice) => Number(choice.share) };
        const found = playedBy(search, play);
        expect(playedBy(search, play)).toEqual(found);
        for (const { point } of found) {
          const { rate, share, layers, hidden } = choiceAt(space, point);
          expect(rate).toBeGreaterThanOrEqual(1e-4);
          expect(rate).toBeLessThanOrEqual(1);
          expect(Math.abs(Number(share))).toBeLessThanOrEqual(1);
          expect([1, 2, 3, 4]).toContain(layers);
          expect(space.hidden.oneOf).toContainEqual(hidden);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("choices", () => {
  it("lie on the scale of their range", () => {
    const at = (share: number) => choiceAt(space, [share, share, share, 1]);
    expect(at(0)).toEqual({ rate: 1e-4, share: -1, layers: 1, hidden: [64, 64] });
    expect(at(0.5).rate).toBeCloseTo(1e-2, 12);
    expect([0.24, 0.26, 0.74, 0.76].map((share) => at(share).layers)).toEqual([1, 2, 3, 4]);
  });
});

describe("the ranking of what was tried", () => {
  it("puts what was given up behind what was finished, and what broke down last of those", () => {
    const told = [
      { cost: 1, givenUpAfter: 3 },
      { cost: Infinity },
      { cost: 9 },
      { cost: 5, givenUpAfter: 9 },
      { cost: 7 },
    ];
    expect(ranked(told).map(({ cost }) => cost)).toEqual([7, 9, Infinity, 5, 1]);
  });
});

describe("tree-structured Parzen estimators", () => {
  // A bowl with one best place, a wrong turn in a list, and a name that does not matter.
  const cost = ({ rate, share, hidden }: Choice) =>
    (Math.log10(Number(rate)) + 3) ** 2 + 4 * (Number(share) - 0.5) ** 2 + (hidden === "none" ? 2 : 0);

  it("finds better places than chance does, in most searches", () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const best = (search: Search, seed: number) =>
      Math.min(...playedBy(search, { space, trials: 60, seed, cost }).map((told) => told.cost));
    const won = seeds.filter((seed) => best(treeParzen(), seed) < best(randomSearch(), seed));
    expect(won.length).toBeGreaterThanOrEqual(17);
  });

  it("keeps to chance at first", () => {
    const two = [treeParzen({ startup: 8 }), randomSearch()].map((search) =>
      playedBy(search, { space, trials: 9, seed: 4, cost }).map(({ point }) => point),
    );
    expect(two[0].slice(0, 8)).toEqual(two[1].slice(0, 8));
    expect(two[0][8]).not.toEqual(two[1][8]);
  });
});

interface Play {
  readonly space: Space;
  readonly trials: number;
  readonly seed: number;
  readonly cost: (choice: Choice) => number;
}

function playedBy(search: Search, { space: of, trials, seed, cost }: Play): Told[] {
  const told: Told[] = [];
  for (let trial = 0; trial < trials; trial++) {
    const point = search.ask({ space: of, told, stream: randomStream(seed).child(`${trial}`) });
    told.push({ point, cost: cost(choiceAt(of, point)) });
  }
  return told;
}
