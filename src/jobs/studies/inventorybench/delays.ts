import type { RandomStream } from "../../../base/random.js";

/** What has been seen of the periods from order to arrival; undefined stands for orders that never come. */
export interface Delays {
  arrived(delay: number): void;
  lost(): void;
  /** Possible delay of an order that had not come `age` periods after it was placed; −1 for a new one. */
  draw(age: number, stream: RandomStream): number | undefined;
  readonly longest: number;
}

/** Counted before anything is seen: the promise once, a period less or more and no arrival so much. */
const DOUBT = 0.12;

/** Delays around a promised lead time, learned from arrivals and from what is a period overdue and more. */
export function delays(promised: number): Delays {
  const possible = [promised - 1, promised, promised + 1].filter((delay) => delay >= 0);
  const counts = new Map(possible.map((delay) => [delay, delay === promised ? 1 : DOUBT]));
  let never = DOUBT;
  return {
    longest: promised + 1,
    arrived: (delay) => void counts.set(delay, (counts.get(delay) ?? 0) + 1),
    lost: () => void never++,
    draw(age, stream) {
      const open = [...counts].filter(([delay]) => delay > age);
      let rest = stream.uniform() * (never + open.reduce((sum, [, count]) => sum + count, 0));
      return open.find(([, count]) => (rest -= count) <= 0)?.[0];
    },
  };
}
