import { periodCount } from "../demand/panel.js";
import type { Session } from "../engine/index.js";
import type { BoundPolicy } from "../policies/policy.js";
import { type PerPeriod, type Problem, isPerPeriod, ofSeries, seriesNumbers } from "../problems/problem.js";
import { ownInput } from "./seen.js";
import type { StartState, Windows } from "./simulator.js";
import type { World } from "./world.js";

/** What is on hand and under way at the start of the first period. */
export function loadStart(session: Session, { stockAt }: Problem, start: StartState): void {
  session.setState(stockAt.name, stockAt.row, start.stock);
  start.due.forEach((units, row) => session.setState("due", row, units));
}

/** Numbers of the policy's own for each series. */
export function loadOwn(
  session: Session,
  { series }: Pick<Windows, "series">,
  own: Readonly<Record<string, Float64Array>>,
): void {
  for (const [name, values] of Object.entries(own))
    session.setLane(ownInput(name), 0, Float32Array.from(series, (s) => values[s]));
}

/** Numbers of the series that stay the same. */
export function loadSeries(session: Session, { problem }: World, { series }: Windows): void {
  const set = (name: string, of: (series: number) => number) =>
    session.setLane(name, 0, Float32Array.from(series, of));
  for (const [name, numbers] of Object.entries(seriesNumbers(problem)))
    if (!isPerPeriod(numbers)) set(name, (s) => ofSeries(numbers, s));
}

/** What changes from period to period. */
export function loadPeriods(
  session: Session,
  world: World,
  windows: Windows,
  { orders, perDecision }: { orders?: Float32Array; perDecision?: BoundPolicy["perDecision"] },
): void {
  const periods = periodCount(world.panel);
  for (let lane = 0; lane < session.lanes; lane++) {
    const [series, start] = [windows.series[lane], windows.start[lane]];
    session.setPeriods("demand", 0, lane, world.demand, series * periods + start);
    session.setPeriods("leadTime", 0, lane, world.leadTimes(series), start);
    for (const { name, row, values, from } of seenRows(world, series, perDecision))
      session.setPeriods(name, row, lane, values, start - from);
    if (orders) session.setPeriods("orders", 0, lane, orders, series * (periods + 1) + start);
  }
}

interface SeenRow {
  readonly name: string;
  readonly row: number;
  readonly values: Float32Array;
  /** The period of the first value. */
  readonly from: number;
}

/** What policies see of a series beside its stock, by name and row: the inputs per period of `seenFrom`. */
export function seenRows(
  world: World,
  series: number,
  perDecision: BoundPolicy["perDecision"] = {},
): SeenRow[] {
  const { features, problem } = world;
  const { from } = features;
  const { scale, demandFeatures, plainFeatures, categories, history } = features.of(series);
  const rows = (name: string, list: readonly Float32Array[]) =>
    list.map((values, row) => ({ name, row, values, from }));
  const changing = Object.entries(seriesNumbers(problem)).flatMap(([name, numbers]) =>
    isPerPeriod(numbers) ? [{ name, row: 0, values: untilAfterTheLast(numbers, series), from: 0 }] : [],
  );
  return [
    { name: "mayOrder", row: 0, values: world.mayOrder(series), from: 0 },
    { name: "coverPeriods", row: 0, values: world.coverPeriods(series), from: 0 },
    ...rows("scale", [scale]),
    ...rows("demandFeatures", demandFeatures),
    ...rows("plainFeatures", plainFeatures),
    ...rows("categories", categories),
    ...rows("history", history),
    ...changing,
    ...Object.entries(perDecision).map(([name, of]) => ({
      name: ownInput(name),
      row: 0,
      values: of(series),
      from: 0,
    })),
  ];
}

/** The numbers of one series, and that of the last period once more for the decision after it. */
function untilAfterTheLast({ periods, values }: PerPeriod, series: number): Float32Array {
  const numbers = new Float32Array(periods + 1);
  numbers.set(values.subarray(series * periods, (series + 1) * periods));
  numbers[periods] = numbers[periods - 1];
  return numbers;
}

/** Numbers from 0 to 1 for a probe. */
export function loadUniform(session: Session, rows: number, uniform: () => number): void {
  const numbers = new Float32Array(session.periods);
  for (let lane = 0; lane < session.lanes; lane++)
    for (let row = 0; row < rows; row++) {
      for (let t = 0; t < numbers.length; t++) numbers[t] = uniform();
      session.setPeriods("uniform", row, lane, numbers, 0);
    }
}

/** Counts periods after the warm-up in which the series was on offer; returns their weighted number. */
export function loadCounts(
  session: Session,
  { panel }: World,
  windows: Windows,
  weights: Float32Array,
): number {
  const counts = new Float32Array(windows.periods);
  let total = 0;
  for (let lane = 0; lane < session.lanes; lane++) {
    const onOffer = panel.firstPeriod[windows.series[lane]] - windows.start[lane];
    const from = Math.max(windows.warmUp, onOffer);
    for (let t = 0; t < windows.periods; t++) counts[t] = t >= from ? 1 : 0;
    session.setPeriods("counts", 0, lane, counts, 0);
    total += weights[lane] * Math.max(windows.periods - from, 0);
  }
  return total;
}
