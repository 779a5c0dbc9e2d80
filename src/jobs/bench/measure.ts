import { setTimeout } from "node:timers/promises";
import type { Contender, Turn } from "./contender.js";

export interface MeasureOptions {
  /** Turns of each contender; the median counts. */
  readonly rounds: number;
  /** About how long a turn takes. */
  readonly turnSeconds: number;
  /** Rest between two turns, in which the threads of the last one fall asleep. */
  readonly restMs: number;
  /** Called before each turn; may throw to stop. */
  readonly onTurn: (contender: Contender) => void;
}

export interface Measured {
  readonly contender: Contender;
  /** Of one step, by turn, ascending. */
  readonly seconds: readonly number[];
  /** What the last turn found. */
  readonly last: Turn;
}

export interface BrokenDown {
  readonly contender: Contender;
  readonly reason: string;
}

/**
 * Lets contenders compute in turns, so that whatever else the machine does slows all of them down. The first
 * two steps of each, in which programs compile and caches fill, count nothing.
 */
export async function measure(
  contenders: readonly Contender[],
  options: MeasureOptions,
): Promise<readonly (Measured | BrokenDown)[]> {
  const runners = contenders.map((contender) => runner(contender, options));
  for (let round = -1; round < options.rounds; round++)
    for (const runner of inTurn(runners, round)) {
      await setTimeout(options.restMs);
      await runner.play(round);
    }
  return runners.map((runner) => runner.result());
}

function runner(contender: Contender, { turnSeconds, onTurn }: MeasureOptions) {
  const seconds: number[] = [];
  let steps = 1;
  let last: Turn | undefined;
  let reason: string | undefined;
  const warmUp = async () => {
    await contender.run(1);
    last = await contender.run(1);
    steps = Math.max(1, Math.round(turnSeconds / last.seconds));
  };
  const turn = async () => {
    last = await contender.run(steps);
    seconds.push(last.seconds / steps);
  };
  return {
    async play(round: number) {
      if (reason !== undefined) return;
      onTurn(contender);
      try {
        await (round < 0 ? warmUp() : turn());
      } catch (error) {
        reason = error instanceof Error ? error.message : String(error);
      }
    },
    result: (): Measured | BrokenDown =>
      last === undefined || reason !== undefined
        ? { contender, reason: reason ?? "it was never asked" }
        : { contender, seconds: seconds.toSorted((a, b) => a - b), last },
  };
}

/** Each round begins with another one, so that nobody always follows the same neighbour. */
function inTurn<Runner>(runners: readonly Runner[], round: number): Runner[] {
  const first = Math.max(round, 0) % Math.max(runners.length, 1);
  return [...runners.slice(first), ...runners.slice(0, first)];
}
