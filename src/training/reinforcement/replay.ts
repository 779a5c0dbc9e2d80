import { assert } from "../../base/errors.js";
import type { RandomStream } from "../../base/random.js";
import type { Rows, Session } from "../../engine/index.js";
import type { LearnerState } from "../trainer.js";
import type { Experience } from "./experience.js";

/** Decisions as they were made; when there is no room, the oldest make room for new ones. */
export interface Replay {
  add(experience: Experience): void;
  /** Places of decisions that have a cost, each as likely, drawn with repetition. */
  draw(count: number, stream: RandomStream): Int32Array;
  /** Gives a session what decisions were made from: those at the places, or the ones after them. */
  loadSeen(session: Session, places: Int32Array, which: "at" | "after"): void;
  /** Gives a session one row of what became of the decisions. */
  load(session: Session, name: Outcome, row: number, places: Int32Array): void;
  /** How much each counts. */
  loadWeights(session: Session, places: Int32Array): void;
  state(): LearnerState;
  restore(state: LearnerState): void;
}

/** The wish; its cost; and 1 where another decision followed whose cost depends on it, else 0. */
export type Outcome = "wish" | "cost" | "goesOn";

export interface ReplayOptions {
  /** Most decisions that are kept. */
  readonly capacity: number;
  /** Names and rows of what decisions are made from. */
  readonly seen: Rows;
  /** Decisions of a period. */
  readonly wishes: number;
}

/** Decisions of a lane stand side by side in a ring, so that the one after another is in the next place. */
export function replay({ capacity, seen, wishes }: ReplayOptions): Replay {
  const columns = new Map<string, Float32Array>();
  const column = (name: string, row = 0) => columns.get(`${name} ${row}`)!;
  const seenRows = Object.entries(seen).flatMap(([name, rows]) =>
    Array.from({ length: rows }, (_, row) => ({ name, row })),
  );
  const outcomes = { wish: wishes, cost: 1, goesOn: 1, weight: 1, counts: 1 };
  for (const [name, rows] of Object.entries({ ...seen, ...outcomes }))
    for (let row = 0; row < rows; row++) columns.set(`${name} ${row}`, new Float32Array(capacity));
  let [next, size] = [0, 0];
  let buffer = new Float32Array();
  /** To be used before the next call. */
  const chosen = (values: Float32Array, places: Int32Array) => {
    if (buffer.length !== places.length) buffer = new Float32Array(places.length);
    for (let k = 0; k < places.length; k++) buffer[k] = values[places[k]];
    return buffer;
  };
  return {
    add(experience) {
      const { count } = experience;
      assert(count <= capacity, `a play of ${count} decisions fits into the ${capacity} that are kept`);
      const put = (target: Float32Array, values: ArrayLike<number>) => {
        for (let k = 0; k < count; k++) target[(next + k) % capacity] = values[k];
      };
      for (const { name, row, values } of experience.inputs) put(column(name, row), values);
      experience.wishes.forEach((values, row) => put(column("wish", row), values));
      put(column("weight"), experience.weights);
      put(column("counts"), new Float32Array(count));
      for (const { first, costs } of experience.lanes)
        costs.forEach(({ cost, goesOn }, k) => {
          const place = (next + first + k) % capacity;
          column("cost")[place] = cost;
          column("goesOn")[place] = goesOn ? 1 : 0;
          column("counts")[place] = 1;
        });
      next = (next + count) % capacity;
      size = Math.min(size + count, capacity);
    },
    draw(count, stream) {
      const counts = column("counts");
      return Int32Array.from({ length: count }, () => {
        let place = stream.below(size);
        while (counts[place] === 0) place = stream.below(size);
        return place;
      });
    },
    loadSeen(session, places, which) {
      const of = which === "after" ? places.map((place) => (place + 1) % capacity) : places;
      for (const { name, row } of seenRows) session.setLane(name, row, chosen(column(name, row), of));
    },
    load: (session, name, row, places) => session.setLane(name, row, chosen(column(name, row), places)),
    loadWeights: (session, places) => session.setWeights(chosen(column("weight"), places)),
    state: () => ({
      ring: Float32Array.of(next, size),
      ...Object.fromEntries([...columns].map(([name, values]) => [`replay ${name}`, values.slice()])),
    }),
    restore(state) {
      [next, size] = state.ring;
      for (const [name, values] of columns) values.set(state[`replay ${name}`]);
    },
  };
}
