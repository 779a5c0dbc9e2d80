import fc from "fast-check";
import type { Problem } from "../../src/problems/problem.js";
import { type LaneEvents, type PlayedLane, mainDecision, playProblem } from "./play-problem.js";
import type { ProblemPromise } from "./problem-contract.js";

/** A problem with any costs, and what happens to a few lanes of it. */
export interface RandomPlay {
  readonly problem: Problem;
  readonly lanes: readonly LaneEvents[];
}

export type LaneCheck = (lane: PlayedLane, events: LaneEvents, problem: Problem) => void;

/** Amounts are multiples of 1/8, so that single precision adds them without error. */
export function amounts(max: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: max * 8 }).map((eighths) => eighths / 8);
}

/** Any costs, any decisions, any lead times up to the longest, crossing or never arriving. */
export function randomPlays(
  { make, exceptions = {} }: Pick<ProblemPromise, "make" | "exceptions">,
  { margin }: { readonly margin: boolean },
): fc.Arbitrary<RandomPlay> {
  const costs = fc.record({
    leadTime: fc.integer({ min: exceptions["lead time 0"] === undefined ? 0 : 1, max: 4 }),
    holdingCost: amounts(4),
    shortageCost: amounts(9),
    unitCost: margin ? amounts(3) : fc.constant(0),
    price: margin ? amounts(6) : fc.constant(0),
  });
  return costs.chain(({ leadTime, ...money }) => {
    const problem = make({ leadTime, ...money });
    return fc.record({ problem: fc.constant(problem), lanes: randomLanes(problem, leadTime) });
  });
}

/** Plays many lanes and checks each. */
export function checkPlays(
  promise: Pick<ProblemPromise, "make" | "exceptions">,
  { margin }: { readonly margin: boolean },
  check: LaneCheck,
): void {
  fc.assert(
    fc.property(randomPlays(promise, { margin }), ({ problem, lanes }) => {
      playProblem(problem, lanes).forEach((lane, index) => check(lane, lanes[index], problem));
    }),
    { numRuns: 60 },
  );
}

function randomLanes(problem: Problem, longest: number): fc.Arbitrary<LaneEvents[]> {
  const main = mainDecision(problem);
  const others = problem.decisions.filter((_, index) => index !== main).map(({ name }) => name);
  return fc.integer({ min: 1, max: 12 }).chain((periods) => {
    const length = { minLength: periods, maxLength: periods };
    const perPeriod = <T>(entry: fc.Arbitrary<T>) => fc.array(entry, length);
    const backlogged = problem.allowsBacklog ? amounts(9).map((units) => -units) : amounts(20);
    const lane: fc.Arbitrary<LaneEvents> = fc.record({
      demand: perPeriod(amounts(10)),
      orders: perPeriod(amounts(15)),
      others: fc.record(Object.fromEntries(others.map((name) => [name, perPeriod(amounts(8))]))),
      leadTimes: perPeriod(fc.integer({ min: -1, max: longest })),
      stock: fc.oneof(amounts(20), backlogged),
      due: fc.array(amounts(9), { minLength: longest, maxLength: longest }),
    });
    return fc.array(lane, { minLength: 1, maxLength: 3 });
  });
}
