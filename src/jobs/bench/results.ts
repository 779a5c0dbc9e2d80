import type { Turn } from "./contender.js";
import type { BrokenDown, Measured } from "./measure.js";
import { OWN_ENGINE } from "./own-engine.js";
import type { BenchResult, Skipped, SpeedUnit } from "./report.js";

/** What one step of a workload is. */
export interface Amount {
  readonly name: string;
  readonly unit: SpeedUnit;
  readonly perStep: number;
  /** Floating-point operations of weights in a unit, where they are counted. */
  readonly operations?: number;
}

/** How far apart the numbers of two engines may be, relative to ours. */
const TOLERANCE = 1e-3;

/** Speeds, in the order of the workloads, with what other engines computed held against ours. */
export function resultsOf(
  measured: readonly (Measured | BrokenDown)[],
  workloads: readonly Amount[],
): { results: BenchResult[]; skipped: Skipped[] } {
  const finished = measured.filter((one) => "last" in one);
  const skipped = measured
    .filter((one) => "reason" in one)
    .map(({ contender: { workload, engine, threads }, reason }) => ({
      name: workload,
      engine,
      threads,
      reason: `it broke down: ${reason}`,
    }));
  const results = workloads.flatMap((workload) => {
    const ofWorkload = finished.filter(({ contender }) => contender.workload === workload.name);
    const ours = ofWorkload.find(({ contender }) => contender.engine === OWN_ENGINE);
    return ofWorkload.map((one) => result(one, workload, ours));
  });
  return { results, skipped };
}

function result(measured: Measured, amount: Amount, ours?: Measured): BenchResult {
  const { name, unit, perStep, operations } = amount;
  const { contender, seconds, last } = measured;
  const { engine, threads } = contender;
  const speed = (time: number) => perStep / time;
  const value = speed(median(seconds));
  const fault = ours && disagreement(last, ours.last, engine === OWN_ENGINE ? 0 : TOLERANCE);
  return {
    name,
    engine,
    threads,
    value,
    unit,
    low: speed(seconds[seconds.length - 1]),
    high: speed(seconds[0]),
    rounds: seconds.length,
    ...(operations === undefined ? {} : { gigaflops: (value * operations) / 1e9 }),
    valid: fault === undefined,
    ...(fault === undefined ? {} : { note: fault }),
  };
}

/** Says where two engines differ by more than the tolerance. Our own may not differ at all. */
function disagreement(found: Turn, expected: Turn, tolerance: number): string | undefined {
  const close = (a: number, b: number) => Math.abs(a - b) <= tolerance * Math.abs(b);
  if (!close(found.loss, expected.loss)) return `invalid: cost ${found.loss}, not ${expected.loss}`;
  if (!close(found.probe, expected.probe)) return `invalid: ${found.probe}, not ${expected.probe}`;
  return undefined;
}

function median(ascending: readonly number[]): number {
  const middle = ascending.length >> 1;
  if (ascending.length % 2 === 1) return ascending[middle];
  return (ascending[middle - 1] + ascending[middle]) / 2;
}
