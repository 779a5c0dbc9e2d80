import type { FeatureTable, SeriesFeatures } from "../demand/feature-table.js";
import {
  type Session,
  type Value,
  type Values,
  concat,
  constant,
  gradient,
} from "../engine/index.js";
import type { DecideOptions } from "./decide.js";
import { compileDecisions, loadSeen, stateInput } from "./decision-program.js";
import { loadOwn, loadSeries } from "./load-lanes.js";
import { decideAll } from "./period.js";
import type { StartState } from "./simulator.js";
import { usualStart } from "./start-state.js";
import type { World } from "./world.js";

/** What moved the wishes of a policy away from the usual ones; numbers are units, one per lane. */
export interface Explanation {
  /** What is wished where all that is seen is as usual. */
  readonly usual: Float32Array;
  readonly wish: Float32Array;
  /** What can move a wish, in words of a planner, and by how much it did. Together: wish − usual. */
  readonly causes: readonly { readonly about: string; readonly moved: Float32Array }[];
}

export interface ExplainOptions extends DecideOptions {
  /** What was seen before: what is usual is the mean over its decisions before the period. */
  readonly before: FeatureTable;
  /** The decision of the period that is explained. */
  readonly decision: string;
}

/** Lanes explained at a time: bounds memory, whatever the number of series. */
const LANES_AT_A_TIME = 4096;

/**
 * Gauss and Legendre's eight nodes on the way from what is usual (0) to what is seen (1), and their weights:
 * exact for polynomials of degree 15.
 */
const NODES = [
  [0.9602898564975363, 0.1012285362903763],
  [0.7966664774136267, 0.2223810344533745],
  [0.525532409916329, 0.3137066458778873],
  [0.1834346424956498, 0.362683783378362],
].flatMap(([at, weight]) => [-at, at].map((node) => ({ share: (1 + node) / 2, weight: weight / 2 })));

/**
 * How much of a wish is owed to each thing that is seen being other than usual, by integrated gradients: the
 * slopes of the wish by what is seen, averaged on the straight way from the usual to the seen, times how far
 * it is (Sundararajan, Taly and Yan 2017, arXiv 1703.01365, equation 1). They add up to wish − usual, and
 * what a policy does not look at moves nothing. Stock is as it is where the policy has a target; else what is
 * usual is that of `usualStart`.
 */
export function explainWishes(options: ExplainOptions): Explanation {
  const lanes = options.series.length;
  const inputs = explainedInputs(options);
  const about = [...new Set(inputs.flatMap((input) => input.about))];
  const plan = planOf(options, inputs, about);
  const causes = about.map((words) => ({ about: words, moved: new Float32Array(lanes) }));
  const [usual, wish] = [new Float32Array(lanes), new Float32Array(lanes)];
  for (let from = 0; from < lanes; from += LANES_AT_A_TIME) {
    const part = partOf(options, from, Math.min(from + LANES_AT_A_TIME, lanes));
    const session = options.executor.open(plan, { lanes: part.series.length, periods: 1 });
    loadPart(session, part, inputs);
    const lookAt = (share: number) => {
      session.setLane(SHARE, 0, new Float32Array(part.series.length).fill(share));
      session.run(options.parameters);
    };
    const read = (name: string, row: number, add: (lane: number, value: number) => void) => {
      const one = new Float32Array(1);
      for (let lane = 0; lane < part.series.length; lane++) {
        session.readRecord(name, row, lane, one, 0);
        add(from + lane, one[0]);
      }
    };
    for (const { share, weight } of NODES) {
      lookAt(share);
      causes.forEach(({ moved }, row) =>
        read("moved", row, (lane, units) => (moved[lane] += weight * units)),
      );
    }
    lookAt(0);
    read("wish", 0, (lane, units) => (usual[lane] = units));
    lookAt(1);
    read("wish", 0, (lane, units) => (wish[lane] = units));
    session.dispose();
  }
  return { usual, wish, causes };
}

/** An input of a decision that may be other than usual, and what each of its rows tells of. */
interface ExplainedInput {
  readonly name: string;
  readonly about: readonly string[];
}

function explainedInputs({ world, policy }: ExplainOptions): ExplainedInput[] {
  const { about } = world.features;
  const stock = Object.entries(world.problem.state).map(([name, rows]) => {
    return { name: stateInput(name), about: Array<string>(rows).fill("stock") };
  });
  const all: ExplainedInput[] = [
    { name: "scale", about: ["level of demand"] },
    { name: "demandFeatures", about: about.demandFeatures },
    { name: "plainFeatures", about: about.plainFeatures },
    { name: "history", about: about.history },
    ...(policy.hasTarget ? [] : stock),
  ];
  return all.filter((input) => input.about.length > 0);
}

const SHARE = "share of the way";

function usualInput(name: string): string {
  return `usual ${name}`;
}

function planOf(options: ExplainOptions, inputs: readonly ExplainedInput[], about: readonly string[]) {
  const { world, setting, policy, decision } = options;
  const { problem } = world;
  const others = Object.fromEntries(inputs.map(({ name, about: { length } }) => [usualInput(name), length]));
  return compileDecisions(
    {
      problem,
      setting,
      policy,
      others: { ...others, [SHARE]: 1 },
      parameters: policy.parameters,
      judge(seen, values) {
        const away = inputs.map(({ name }) => values[name].sub(values[usualInput(name)]));
        const there = inputs.map(({ name }, k) =>
          values[usualInput(name)].add(away[k].mul(values[SHARE])).stopGradient(),
        );
        const replaced = Object.fromEntries(inputs.map(({ name }, k) => [name, there[k]]));
        const at: Values = { ...values, ...replaced };
        const state = Object.keys(problem.state).map((name) => [name, at[stateInput(name)]]);
        const { scale, demandFeatures, plainFeatures, history } = at;
        const onTheWay = { ...seen, scale, demandFeatures, plainFeatures, history };
        const { records } = decideAll(
          problem,
          { ...onTheWay, ...problem.observe(Object.fromEntries(state)) },
          (asked) => policy.order(asked),
          (quantity) => ({ wanted: quantity, quantity }),
        );
        const wish = records[`wish ${decision}`];
        const moved = concat(gradient(wish, there).map((slope, k) => slope.mul(away[k])));
        return { loss: constant(0), records: { wish, moved: summed(moved, inputs, about) } };
      },
    },
    { gradient: false },
  );
}

/** Rows that tell of the same thing, added up: a row for each thing. */
function summed(rows: Value, inputs: readonly ExplainedInput[], about: readonly string[]): Value {
  const words = inputs.flatMap((input) => input.about);
  return concat(
    about.map((one) =>
      words
        .flatMap((word, row) => (word === one ? [rows.row(row)] : []))
        .reduce((sum, row) => sum.add(row)),
    ),
  );
}

type Part = Pick<ExplainOptions, "world" | "policy" | "series" | "period" | "before" | "stock">;

function partOf(options: ExplainOptions, from: number, to: number): Part {
  const { stock, due } = options.stock;
  return {
    ...options,
    series: options.series.slice(from, to),
    stock: { stock: stock.slice(from, to), due: due.map((units) => units.slice(from, to)) },
  };
}

function loadPart(session: Session, part: Part, inputs: readonly ExplainedInput[]): void {
  const { world, policy, series, period, stock } = part;
  const start = new Int32Array(series.length).fill(period);
  const windows = { series, start, periods: 1, warmUp: 0 };
  loadSeries(session, world, windows);
  loadOwn(session, windows, policy.perSeries ?? {});
  loadSeen(session, world, { series, period: start });
  loadStock(session, world, stock, stateInput);
  if (inputs.some(({ name }) => name === stateInput(world.problem.stockAt.name)))
    loadStock(session, world, usualStart(world, windows), (name) => usualInput(stateInput(name)));
  loadUsual(session, part);
}

function loadStock(
  session: Session,
  { problem: { stockAt } }: World,
  { stock, due }: StartState,
  named: (state: string) => string,
): void {
  session.setLane(named(stockAt.name), stockAt.row, stock);
  due.forEach((units, row) => session.setLane(named("due"), row, units));
}

/** Means over the decisions before, since the series is on offer; as it is now where there were none. */
function loadUsual(session: Session, { world: { features, panel }, series, period, before }: Part): void {
  const columns: { name: string; row: number; values: Float32Array }[] = [];
  series.forEach((s, lane) => {
    const [seen, now] = [rowsOf(features.of(s)), period - features.from];
    // What is known before the first period on offer is nothing, and so no part of what is usual.
    const first = Math.max(panel.firstPeriod[s] + 1 - before.from, 0);
    const end = Math.min(period - before.from, before.count);
    const earlier = first < end ? rowsOf(before.of(s)) : undefined;
    seen.forEach(({ name, row, values }, k) => {
      columns[k] ??= { name, row, values: new Float32Array(series.length) };
      columns[k].values[lane] = earlier ? meanOf(earlier[k].values, first, end) : values[now];
    });
  });
  for (const { name, row, values } of columns) session.setLane(usualInput(name), row, values);
}

function rowsOf({ scale, demandFeatures, plainFeatures, history }: SeriesFeatures) {
  return Object.entries({ scale: [scale], demandFeatures, plainFeatures, history }).flatMap(([name, list]) =>
    list.map((values, row) => ({ name, row, values })),
  );
}

function meanOf(values: Float32Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += values[k];
  return sum / (to - from);
}
