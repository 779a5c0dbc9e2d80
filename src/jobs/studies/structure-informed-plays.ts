import { mean } from "../../base/sums.js";
import { randomStream } from "../../base/random.js";
import type { Panel } from "../../demand/panel.js";
import { type Executor, type Value, concat } from "../../engine/index.js";
import { baseStock } from "../../policies/classical/base-stock.js";
import type { Observation, Policy, PolicySetting } from "../../policies/policy.js";
import type { Problem } from "../../problems/index.js";
import { decide } from "../../simulation/decide.js";
import { type ReplayOptions, replay } from "../../simulation/replay.js";
import { usualStart } from "../../simulation/start-state.js";
import type { Trainer } from "../../training/trainer.js";
import { rangeWindows } from "../../training/validation.js";
import { type Assembly, assemble } from "../assembly.js";
import { learn } from "../learn.js";
import { violationsOf } from "../violations.js";
import type { ProductCase } from "./structure-informed-cases.js";
import { FRESH, type Products, demandOf, freshProducts, productsOf } from "./structure-informed-products.js";

/** What befalls products once a policy is judged, none of which it was taught. */
export interface Shift {
  readonly name: string;
  /** Times so much is demanded in a period. */
  readonly demand?: (period: number) => number;
  /** Periods by which every order takes longer. */
  readonly later?: number;
  /** The first judged period begins with so many times the usual demand over the cover periods on hand. */
  readonly overstock?: number;
}

const TRAINING = { products: 4000, periods: 220, chosenFrom: 190 };
/** Every decision has at least so many periods of history. */
const HISTORY = 90;
const JUDGED_FROM = HISTORY;
const SHOCK = { from: 110, to: 138 };

export const USUAL: Shift = { name: "none" };
/** Training begins with at most 1.5 times the cover, and looks at structure up to twice it. */
export const OVERSTOCKED: Shift = { name: "overstocked start", overstock: 8 };
export const shifts: readonly Shift[] = [
  USUAL,
  { name: "demand × 2", demand: () => 2 },
  { name: "demand × ½", demand: () => 0.5 },
  { name: "shock of 4 weeks", demand: (t) => (t >= SHOCK.from && t < SHOCK.to ? 3 : 1) },
  { name: "lead time + 2", later: 2 },
  OVERSTOCKED,
];

/** What one trained network did on fresh products. */
export interface Outcome {
  /** Mean cost by the name of the shift. */
  readonly costs: Readonly<Record<string, number>>;
  /** Shares of states in which something known is broken, of those met and of those drawn from the box. */
  readonly met: number;
  readonly drawn: number;
  readonly secondsToTrain: number;
  /** By which share the stock ordered up to, and removed down to, lies above the exact one. */
  readonly levels?: { readonly low: number; readonly up: number };
}

export interface LearnOptions {
  readonly trainer: Trainer;
  readonly seed: number;
  readonly executor: Executor;
  /** Called after every step of the training. */
  readonly breathe?: () => Promise<void>;
}

const LEARNING = { features: "default", scale: "series" } as const;

/** Trains on some products' history and plays on others', as they were and shifted. */
export async function learnAcrossProducts(
  one: ProductCase,
  policy: Policy,
  { trainer, seed, executor, breathe }: LearnOptions,
): Promise<Outcome> {
  const stream = randomStream(seed);
  const products = productsOf(stream.child("training products"), TRAINING.products, one.demand);
  const panel = demandOf(products, TRAINING.periods, stream.child("training demand"));
  const ranges = rangesOf(TRAINING.periods, TRAINING.chosenFrom);
  const common = { ...LEARNING, policy, executor, stream };
  const made = assemble({ ...common, panel, problem: one.problem(products), ranges });
  const started = performance.now();
  const { parameters } = await learn(made, trainer, { breathe });
  const secondsToTrain = (performance.now() - started) / 1000;
  const known = taughtFor(made.setting, policy);
  const costs = shifts.map((shift) => {
    const judged = fresh(one, { policy: known, executor, shift });
    return [shift.name, mean(play(judged, { policy: judged.bound, parameters }, { shift }))] as const;
  });
  const judged = fresh(one, { policy: known, executor });
  const by = { policy: judged.bound, parameters };
  const [met, drawn] = violationsOf(judged, windowsOf(judged), by).map(({ value }) => value ?? 0);
  const exact = await one.levels?.(freshProducts(one.demand));
  return {
    costs: Object.fromEntries(costs),
    met,
    drawn,
    secondsToTrain,
    ...(exact ? { levels: levelsAbove(judged, parameters, exact) } : {}),
  };
}

/**
 * Mean cost of the fresh products under each rival, as they were and overstocked: told the true mean of every
 * product, and told the mean of its history before it is judged.
 */
export async function rivalCosts(one: ProductCase, executor: Executor) {
  const costs: Record<string, Record<string, number>> = {};
  const policy = baseStock();
  const other = () => fresh(one, { policy, executor, demand: "other demand" });
  for (const shift of [USUAL, OVERSTOCKED]) {
    const judged = fresh(one, { policy, executor, shift });
    const playRival = (rival: Policy, products?: Int32Array) => {
      const bound = rival.bind(judged.setting);
      const parameters = bound.initial(judged.stream);
      return play(judged, { policy: bound, parameters }, { shift, products });
    };
    const products = freshProducts(one.demand);
    const known = { "": products, ", mean of history": asHistoryTells(products, judged.world.panel) };
    for (const { name, fits, costs: costsOf } of one.rivals)
      for (const [by, told] of Object.entries(known)) {
        if (fits && by !== "") continue;
        const field = { products: told, other, play: playRival };
        (costs[`${name}${by}`] ??= {})[shift.name] = mean(await costsOf(field));
      }
  }
  return costs;
}

/** Products with the mean demand of their history in place of the true one. */
function asHistoryTells(products: Products, { units, periodStart }: Panel): Products {
  const means = products.means.map((_, product) => {
    const first = product * periodStart.length;
    return Math.max(mean(units.subarray(first, first + HISTORY)), 1 / HISTORY);
  });
  return { ...products, means };
}

interface FreshOptions {
  readonly policy: Policy;
  readonly executor: Executor;
  readonly shift?: Shift;
  /** The name of the stream of demand; default: that of the judged demand. */
  readonly demand?: string;
}

function fresh(one: ProductCase, options: FreshOptions): Assembly {
  const { policy, executor, shift = USUAL, demand = "demand" } = options;
  const products = freshProducts(one.demand);
  const stream = randomStream(FRESH.seed);
  const usual = demandOf(products, FRESH.periods, stream.child(demand));
  const problem: Problem = one.problem(products, shift.later);
  const ranges = rangesOf(FRESH.periods, JUDGED_FROM);
  const parts = { policy, executor, stream, problem, ranges, panel: shifted(usual, shift) };
  return assemble({ ...LEARNING, ...parts });
}

function rangesOf(periods: number, judgedFrom: number) {
  const judged = { from: judgedFrom, to: periods };
  return { train: { from: HISTORY, to: judgedFrom }, validation: judged, test: judged };
}

/** Whole units, changed from the first judged period on; the policy sees the change as it happens. */
function shifted(given: Panel, { demand }: Shift): Panel {
  if (demand === undefined) return given;
  const periods = given.periodStart.length;
  const units = given.units.map((sold, cell) => {
    const t = cell % periods;
    return t < JUDGED_FROM ? sold : Math.round(sold * demand(t));
  });
  return { ...given, units };
}

function windowsOf({ world, setting, ranges }: Assembly, products?: Int32Array) {
  const all = Int32Array.from(world.panel.series.keys());
  return rangeWindows(world, setting, ranges.test, products ?? all);
}

/** Mean cost of each product over the judged periods. */
function play(
  made: Assembly,
  by: ReplayOptions["by"],
  { shift, products }: { shift: Shift; products?: Int32Array },
): number[] {
  const { world, setting, executor } = made;
  const { overstock } = shift;
  const usual = windowsOf(made, products);
  const windows =
    overstock === undefined
      ? usual
      : {
          ...usual,
          start: usual.start.map((period) => period + usual.warmUp),
          periods: usual.periods - usual.warmUp,
          warmUp: 0,
        };
  const { stock, due } = usualStart(world, windows);
  const times = (lane: number) => (overstock ?? 0) * world.coverPeriods(windows.series[lane])[JUDGED_FROM];
  const start = { due, stock: overstock === undefined ? stock : stock.map((units, i) => units * times(i)) };
  const { fields, periods, lanes } = replay({ world, setting, executor, windows, start, by });
  return Array.from({ length: lanes }, (_, lane) =>
    mean(fields.cost.subarray(lane * periods + windows.warmUp, (lane + 1) * periods)),
  );
}

/** A policy as it was taught, whatever the lead time: what is due later than it knows counts as due last. */
function taughtFor(setting: PolicySetting, policy: Policy): Policy {
  const bound = policy.bind(setting);
  return { ...policy, bind: () => ({ ...bound, order: (seen) => bound.order(narrowed(seen, setting)) }) };
}

function narrowed(seen: Observation, { onOrderRows }: PolicySetting): Observation {
  const { onHand, byAge, onOrder } = seen;
  if (onOrder === undefined || onOrder.rows === onOrderRows) return seen;
  const later = onOrder.slice(Math.max(onOrderRows - 1, 0), onOrder.rows).sumRows();
  if (onOrderRows > 0) {
    const sooner = onOrderRows > 1 ? [onOrder.slice(0, onOrderRows - 1)] : [];
    return { ...seen, onOrder: concat([...sooner, later]) };
  }
  const fresher = (ages: Value) => {
    const [older, last] = [ages.rows > 1 ? [ages.slice(0, ages.rows - 1)] : [], ages.row(ages.rows - 1)];
    return concat([...older, last.add(later)]);
  };
  return { ...seen, onHand: onHand.add(later), byAge: byAge && fresher(byAge), onOrder: undefined };
}

/** Where the exact policy orders, and where it removes: units on hand as shares of its level. */
const ASKED = { low: [0, 0.25, 0.5, 0.75], up: [1.25, 1.5, 1.75] };

/** What is on hand once it is decided over the exact level, both summed over products; a mean over stocks. */
function levelsAbove(
  { world, setting, bound: policy, executor }: Assembly,
  parameters: Float32Array,
  { lowLevel, upLevel }: Readonly<Record<"lowLevel" | "upLevel", Float64Array>>,
) {
  const series = Int32Array.from(lowLevel.keys());
  const above = (level: Float64Array, share: number) => {
    const onHand = Float32Array.from(level, (units) => share * units);
    const due = Array.from({ length: world.problem.state.due }, () => new Float32Array(series.length));
    const at = { series, period: JUDGED_FROM, stock: { stock: onHand, due } };
    const [ordered, removed] = decide({ world, setting, policy, parameters, executor, ...at }).each;
    const decided = onHand.map((units, i) => units + ordered.quantity[i] - removed.quantity[i]);
    return mean(decided) / mean(level) - 1;
  };
  return {
    low: mean(ASKED.low.map((share) => above(lowLevel, share))),
    up: mean(ASKED.up.map((share) => above(upLevel, share))),
  };
}
