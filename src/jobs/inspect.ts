import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { sum } from "../base/sums.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { penalties } from "../penalties/index.js";
import { decide } from "../simulation/decide.js";
import type { StartState } from "../simulation/simulator.js";
import { renderInspection } from "../store/report/render-inspection.js";
import type { Inspection, InspectedOrders, Optimum } from "../store/report/inspection.js";
import { readPolicy, readRun, readRunPanel } from "../store/run-folder.js";
import { writeWhole } from "../store/whole-files.js";
import { brokenAtStart } from "../training/violation-rates.js";
import { bestOrdersOf } from "./best-orders.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";
import { parametersOf } from "./policy-file.js";
import { type Resolved, type Setup, setup } from "./setup.js";

export interface InspectJob {
  /** Folders of runs: one, or two to be seen side by side. */
  readonly runs: readonly string[];
  /** Kinds of stock: on-hand, or on-order-1 for what is due in the next period, and so on. */
  readonly x: string;
  readonly y: string;
  /** The page to write. */
  readonly out: string;
}

/** Values of each kind of stock, at most and at least. */
const STEPS = { most: 32, least: 24 };
/** Series that are shown: those in the middle of each quarter by demand. */
const SERIES = 4;
/** Stock goes up to so many times the usual demand over the cover periods. */
const MOST = 2;

/** The order of sample series as a function of two kinds of stock, the others being nothing. */
export async function runInspect(job: InspectJob, context: JobContext): Promise<Inspection> {
  const runs: Opened[] = [];
  for (const run of job.runs) runs.push(await openRun(run, context));
  const [first] = runs;
  const kinds = kindsOf(first.made);
  const [x, y] = [kindNamed("--x", job.x, kinds), kindNamed("--y", job.y, kinds)];
  if (x === y) throw new InputError("--y", `is ${job.y}, as --x is`, `Kinds of stock: ${kinds.join(", ")}.`);
  const inspected: InspectedOrders[] = [];
  const optima: Optimum[] = [];
  const task = context.progress.start("Inspecting", SERIES);
  for (const series of sampleSeries(first.made.world.panel)) {
    const grid = gridFor(first.made, series, { x, y });
    for (const run of runs) inspected.push(ordersOf(run, series, grid));
    optima.push(await optimumOf(first.made, series, { grid, context }));
    task.advance(optima.length, seriesName(first.made, series));
  }
  task.finish();
  const inspection = { x: job.x, y: job.y, inspected, optima };
  await writeWhole(job.out, renderInspection(inspection));
  return inspection;
}

interface Opened {
  readonly name: string;
  readonly made: Setup;
  readonly parameters: Float32Array;
}

async function openRun(folder: string, { threads }: JobContext): Promise<Opened> {
  const run = await readRun<Resolved>(folder);
  const { panel } = await readRunPanel(run);
  const { config, resolved } = run.record;
  const made = setup({ config, panel, executor: createExecutor(threads), resolved });
  return { name: folder, made, parameters: parametersOf(made.bound, await readPolicy(run)) };
}

function kindsOf({ setting }: Setup): string[] {
  return ["on-hand", ...Array.from({ length: setting.onOrderRows }, (_, row) => `on-order-${row + 1}`)];
}

/** The place of a kind: 0 is on hand, k is due in k periods. */
function kindNamed(flag: string, name: string, kinds: readonly string[]): number {
  const place = kinds.indexOf(name);
  if (place >= 0) return place;
  throw new InputError(flag, `"${name}" is no kind of stock of this run`, suggestion(name, kinds));
}

function sampleSeries({ series, units, periodStart }: Panel): number[] {
  const periods = periodStart.length;
  const total = (s: number) => sum(units.subarray(s * periods, (s + 1) * periods));
  const ranked = Array.from(series, (_, s) => ({ s, sold: total(s) })).sort((a, b) => a.sold - b.sold);
  const count = Math.min(SERIES, ranked.length);
  return Array.from({ length: count }, (_, k) => ranked[Math.floor(((k + 0.5) * ranked.length) / count)].s);
}

interface Grid {
  readonly axis: readonly number[];
  /** A lane for each pair of values, those of x side by side. */
  readonly stock: StartState;
}

function gridFor({ world }: Setup, series: number, kinds: { x: number; y: number }): Grid {
  const period = periodCount(world.panel) - 1;
  const scale = world.features.of(series).scale[period - world.features.from];
  const most = Math.max(Math.ceil(MOST * scale * world.coverPeriods(series)[period]), STEPS.least - 1);
  const step = Math.ceil(most / (STEPS.most - 1));
  const axis = Array.from({ length: Math.ceil(most / step) + 1 }, (_, place) => place * step);
  return { axis, stock: gridOf(world.problem.state.due, axis, kinds) };
}

function ordersOf(
  { name, made, parameters }: Opened,
  series: number,
  { axis, stock }: Grid,
): InspectedOrders {
  const { world, setting, bound: policy, executor, stream } = made;
  const period = periodCount(world.panel) - 1;
  const lanes = axis.length ** 2;
  const of = new Int32Array(lanes).fill(series);
  const task = { world, setting, policy, executor, stream };
  const { order } = decide({ ...task, parameters, series: of, period, stock });
  const windows = { series: of, start: new Int32Array(lanes).fill(period), periods: 1, warmUp: 0 };
  const found = penalties
    .filter(({ applies }) => applies(world.problem))
    .map((penalty) => {
      const states = brokenAtStart(task, { penalties: [penalty], parameters, windows, start: stock });
      return { name: penalty.name, states };
    });
  const broken = Array.from(of, (_, lane) => found.some(({ states }) => states[lane]));
  const brokenPenalties = found.filter(({ states }) => states.includes(true)).map(({ name }) => name);
  const names = { series: seriesName(made, series), run: name, policy: made.policy.name };
  return { ...names, axis, orders: [...order], broken, brokenPenalties };
}

async function optimumOf(
  made: Setup,
  series: number,
  { grid, context }: { readonly grid: Grid; readonly context: JobContext },
): Promise<Optimum> {
  const { axis, stock } = grid;
  const named = { series: seriesName(made, series), axis };
  const found = await bestOrdersOf(made, series, { stockMost: Math.max(...axis), context });
  if ("why" in found) return { ...named, why: found.why };
  // What is due now counts as on hand; there is none on the grid.
  const [, ...onOrder] = stock.due;
  const orders = Array.from(stock.stock, (onHand, lane) =>
    found.best.order({ onHand, onOrder: onOrder.map((due) => due[lane]) }),
  );
  return { ...named, orders, demand: found.demand, note: found.best.note };
}

function seriesName({ world }: Setup, series: number): string {
  const { item, location } = world.panel.series[series];
  return location === "" ? item : `${item} at ${location}`;
}

function gridOf(slots: number, axis: readonly number[], { x, y }: { x: number; y: number }): StartState {
  const kinds = Array.from({ length: Math.max(slots, 1) }, () => new Float32Array(axis.length ** 2));
  axis.forEach((up, row) =>
    axis.forEach((across, column) => {
      kinds[x][row * axis.length + column] = across;
      kinds[y][row * axis.length + column] = up;
    }),
  );
  const [stock, ...due] = kinds;
  return { stock, due: [new Float32Array(axis.length ** 2), ...due] };
}
