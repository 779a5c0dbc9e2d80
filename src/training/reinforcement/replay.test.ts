import { expect, it } from "vitest";
import { randomStream } from "../../base/random.js";
import type { Session } from "../../engine/index.js";
import type { Experience } from "./experience.js";
import { replay } from "./replay.js";

/** Lanes of decisions that saw the numbers from `from` on; the last of each has no cost. */
function play(from: number, lanes: number, decisions: number): Experience {
  const count = lanes * decisions;
  const numbers = Float32Array.from({ length: count }, (_, k) => from + k);
  return {
    count,
    inputs: [{ name: "stock", row: 0, values: numbers }],
    wishes: [numbers.map((number) => 10 * number)],
    weights: numbers.map((number) => 1 + number),
    lanes: Array.from({ length: lanes }, (_, lane) => ({
      first: lane * decisions,
      costs: Array.from({ length: decisions - 1 }, (_unused, k) => ({
        moment: k,
        cost: -numbers[lane * decisions + k],
        goesOn: k < decisions - 2,
      })),
    })),
    meanCost: 0,
  };
}

/** What a session is given, by name. */
function told() {
  const given = new Map<string, number[]>();
  const session = {
    setLane: (name: string, _row: number, values: ArrayLike<number>) =>
      given.set(name, Array.from({ length: values.length }, (_, k) => values[k])),
    setWeights: (values: Float32Array) => given.set("weight", [...values]),
  } as unknown as Session;
  return { session, of: (name: string) => given.get(name)! };
}

const make = () => replay({ capacity: 10, seen: { stock: 1 }, wishes: 1 });

it("draws decisions that have a cost, with what was seen at them and at the ones after", () => {
  const memory = make();
  memory.add(play(1, 2, 3));
  const places = memory.draw(200, randomStream(1));
  const { session, of } = told();
  memory.loadSeen(session, places, "at");
  const seen = of("stock");
  expect(new Set(seen)).toEqual(new Set([1, 2, 4, 5]));
  memory.loadSeen(session, places, "after");
  expect(of("stock")).toEqual(seen.map((number) => number + 1));
  for (const name of ["wish", "cost", "goesOn"] as const) memory.load(session, name, 0, places);
  memory.loadWeights(session, places);
  expect(of("wish")).toEqual(seen.map((number) => 10 * number));
  expect(of("cost")).toEqual(seen.map((number) => -number));
  expect(of("goesOn")).toEqual(seen.map((number) => (number % 3 === 1 ? 1 : 0)));
  expect(of("weight")).toEqual(seen.map((number) => 1 + number));
});

it("forgets the oldest, and never what follows a decision that it draws", () => {
  const memory = make();
  for (let from = 1; from <= 61; from += 6) memory.add(play(from, 2, 3));
  const places = memory.draw(500, randomStream(1));
  const { session, of } = told();
  memory.loadSeen(session, places, "at");
  const seen = of("stock");
  expect(new Set(seen)).toEqual(new Set([58, 59, 61, 62, 64, 65].filter((number) => number > 56)));
  memory.loadSeen(session, places, "after");
  expect(of("stock")).toEqual(seen.map((number) => number + 1));
});

it("goes on as it was from what it kept", () => {
  const [one, other] = [make(), make()];
  one.add(play(1, 2, 3));
  other.restore(structuredClone(one.state()));
  for (const memory of [one, other]) memory.add(play(20, 2, 3));
  expect(other.state()).toEqual(one.state());
  expect(other.draw(50, randomStream(2))).toEqual(one.draw(50, randomStream(2)));
});
