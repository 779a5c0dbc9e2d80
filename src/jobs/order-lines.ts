import { formatDate } from "../base/dates.js";
import { laterPeriodStarts } from "../demand/calendar.js";
import { seriesId } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { expectedLeadTime } from "../problems/mechanics/lead-time.js";
import { isOrderDay, orderDayNames } from "../problems/mechanics/order-days.js";
import { capacityAt, sharedBy } from "../problems/mechanics/shared-limits.js";
import { type Decision, type Problem, ofSeries } from "../problems/problem.js";
import { decide } from "../simulation/decide.js";
import type { StartState } from "../simulation/simulator.js";
import type { World } from "../simulation/world.js";
import type { OnOrderRow } from "../store/on-order-file.js";
import type { OrderRow } from "../store/orders-file.js";
import type { StockRow } from "../store/stock-file.js";
import type { Assembly } from "./assembly.js";
import { type Deliveries, deliveries } from "./deliveries.js";
import { EXPLANATION_COLUMNS, explanationCells, explanationText } from "./explanation-words.js";
import { type OrderExplanation, explainOrders } from "./order-explanations.js";
import { type SeriesTerms, reasonFor } from "./order-reason.js";

export interface OrderInputs {
  readonly parameters: Float32Array;
  readonly stock: readonly StockRow[];
  readonly onOrder: readonly OnOrderRow[];
  /** Whether each line says what moved its target and what is to be expected of its order. */
  readonly explain: boolean;
}

/**
 * Orders at the start of the last period of the panel, which is still empty: a line for each row of stock.
 * Series without any history get none, and their line says so.
 */
export function orderLines(
  made: Assembly,
  { parameters, stock, onOrder, explain }: OrderInputs,
): { lines: OrderRow[]; extraColumns: string[]; notes: string[] } {
  const { world, setting, bound: policy, executor } = made;
  const { panel } = world;
  const decision = decisionPeriod(panel);
  const places = new Map(panel.series.map((key, series) => [seriesId(key), series]));
  const rows = stock.filter((row) => places.has(seriesId(row)));
  const series = Int32Array.from(rows, (row) => places.get(seriesId(row))!);
  const arriving = deliveries(onOrder, panel, world.problem.state.due);
  const { start, onOrderUnits } = startFrom(rows, arriving, made);
  const decided = decide({
    world,
    setting,
    policy,
    parameters,
    executor,
    series,
    period: decision,
    stock: start,
  });
  const stockNow = { parameters, series, period: decision, stock: start, decided };
  const explanations = explain ? explainOrders(made, stockNow) : undefined;
  const orders = new Map<string, OrderRow>();
  rows.forEach((row, lane) => {
    const line = orderRow(row, {
      made,
      series: series[lane],
      onOrder: onOrderUnits[lane],
      order: decided.order[lane],
      explanation: explanations?.[lane],
      each: decided.each.map(({ name, direction, ...of }) => ({
        name,
        direction,
        quantity: of.quantity[lane],
        wanted: of.wanted[lane],
        target: policy.hasTarget ? of.target[lane] : undefined,
        position: of.position[lane],
      })),
    });
    orders.set(seriesId(row), line);
  });
  const lines = stock.map((row) => orders.get(seriesId(row)) ?? unknownRow(row, arriving, panel));
  const { decisions } = world.problem;
  const extraColumns = [
    ...(decisions.length > 1 ? decisions.map(({ name }) => name) : []),
    ...(explain ? EXPLANATION_COLUMNS : []),
  ];
  return { lines, extraColumns, notes: notes(stock, onOrder, { panel, arriving }) };
}

function decisionPeriod(panel: Panel): number {
  return periodCount(panel) - 1;
}

function startFrom(rows: readonly StockRow[], arriving: Deliveries, { world }: Assembly) {
  const slots = world.problem.state.due;
  const due = Array.from({ length: slots }, () => new Float32Array(rows.length));
  const onOrderUnits = new Float32Array(rows.length);
  rows.forEach((row, lane) => {
    for (const { slot, quantity } of arriving.bySeries.get(seriesId(row)) ?? []) {
      due[slot][lane] += quantity;
      onOrderUnits[lane] += quantity;
    }
  });
  const start: StartState = { stock: Float32Array.from(rows, ({ onHand }) => onHand), due };
  return { start, onOrderUnits };
}

interface Decided {
  readonly made: Assembly;
  readonly series: number;
  readonly onOrder: number;
  /** Of all orders of the period together. */
  readonly order: number;
  readonly each: readonly DecidedOne[];
  readonly explanation: OrderExplanation | undefined;
}

/** One of the decisions of a period, in units. */
interface DecidedOne extends Pick<Decision, "name" | "direction"> {
  readonly quantity: number;
  /** What would be decided if the series were alone. */
  readonly wanted: number;
  readonly target: number | undefined;
  readonly position: number;
}

function orderRow({ item, location, onHand }: StockRow, decided: Decided): OrderRow {
  const { made, series, onOrder, each, explanation } = decided;
  const { panel, problem, mayOrder } = made.world;
  const decision = decisionPeriod(panel);
  const leadTime = Math.round(expectedLeadTime(problem.leadTime, series));
  const unknown = panel.firstPeriod[series] >= decision;
  // The one that looks at the whole position.
  const last = each.findLast(({ direction }) => direction === "up");
  const quantities = each.map(({ name, quantity }) => [name, unknown ? 0 : quantity]);
  return {
    item,
    location,
    order: unknown ? 0 : decided.order,
    due: periodStartAfter(panel, leadTime),
    onHand,
    onOrder,
    position: onHand + onOrder,
    target: unknown ? undefined : last?.target,
    reason: unknown
      ? NO_HISTORY
      : mayOrder(series)[decision] === 0
        ? notToday(made.world, series)
        : [reasons(decided, location, onHand), ...explained(decided)].join(" "),
    extra: {
      ...(each.length > 1 ? Object.fromEntries(quantities) : {}),
      ...(explanation && !unknown ? explanationCells(explanation) : {}),
    },
  };
}

/** What moved the target, and what is to be expected, in words. */
function explained({ made, order, explanation }: Decided): string[] {
  if (explanation === undefined) return [];
  const { frequency } = made.world.panel;
  return [explanationText(explanation, { frequency, hasTarget: made.bound.hasTarget, isOrdered: order > 0 })];
}

/** The reason of every decision, each under its name where there are several. */
function reasons({ made, series, each, onOrder }: Decided, location: string, onHand: number): string {
  const { panel, problem, coverPeriods } = made.world;
  const shared = sharedLimitsText(problem, panel, location);
  const sentences = each.map(({ name, direction, quantity, wanted, target, position }, index) => {
    const { coverShare } = problem.decisions[index];
    return reasonFor({
      order: quantity,
      wanted,
      shared,
      onHand,
      onOrder,
      target,
      direction,
      coverPeriods: coverPeriods(series)[decisionPeriod(panel)] * coverShare,
      terms: seriesTerms(problem, name, series),
      frequency: panel.frequency,
      ...(each.length > 1 ? { position } : {}),
    });
  });
  if (sentences.length === 1) return sentences[0];
  const titled = (name: string) => name[0].toUpperCase() + name.slice(1);
  return each.map(({ name }, index) => `${titled(name)}: ${sentences[index]}`).join(" ");
}

/** Why nothing is ordered on a day on which no orders are placed. */
function notToday({ panel, problem: { orderDays = 0 } }: World, series: number): string {
  const days = orderDayNames(ofSeries(orderDays, series)).map((day) => day[0].toUpperCase() + day.slice(1));
  const next = laterPeriodStarts(panel, 14).find((day) => isOrderDay(orderDays, series, day));
  const when = next === undefined ? "" : `, next on ${formatDate(next)}`;
  return `No order today: orders are placed on ${days.join(", ")}${when}.`;
}

function seriesTerms({ orderTerms = {} }: Problem, decision: string, series: number): SeriesTerms {
  const entries = Object.entries(orderTerms[decision] ?? {});
  return Object.fromEntries(entries.map(([name, units]) => [name, ofSeries(units, series)]));
}

/** The limits that the orders of a location share, in words. */
function sharedLimitsText({ sharedLimits }: Problem, panel: Panel, location: string): string | undefined {
  if (sharedLimits === undefined) return undefined;
  const first = panel.series.findIndex((key) => key.location === location);
  const limits = sharedBy(sharedLimits).map(
    (resource) => `${resource} (${Number(capacityAt(sharedLimits, resource, first).toPrecision(6))})`,
  );
  return `the ${limits.join(" and ")}${location === "" ? "" : ` of ${location}`}, which all its items share`;
}

const NO_HISTORY =
  "No order: no sales of this series are known. Decide by hand, or give its sales with --sales.";

function unknownRow({ item, location, onHand }: StockRow, arriving: Deliveries, panel: Panel): OrderRow {
  const onOrder = (arriving.bySeries.get(seriesId({ item, location })) ?? []).reduce(
    (sum, { quantity }) => sum + quantity,
    0,
  );
  return {
    item,
    location,
    order: 0,
    due: periodStartAfter(panel, 0),
    onHand,
    onOrder,
    position: onHand + onOrder,
    reason: NO_HISTORY,
  };
}

/** The start of the period in so many periods after the decision. */
function periodStartAfter(panel: Panel, periods: number): number {
  const today = panel.periodStart[decisionPeriod(panel)];
  return periods === 0 ? today : laterPeriodStarts(panel, periods)[periods - 1];
}

function notes(
  stock: readonly StockRow[],
  onOrder: readonly OnOrderRow[],
  { panel, arriving }: { panel: Panel; arriving: Deliveries },
): string[] {
  const inStock = new Set(stock.map(seriesId));
  const absent = panel.series.filter((key) => !inStock.has(seriesId(key))).length;
  const lost = onOrder.filter((row) => !inStock.has(seriesId(row)));
  const sentences: string[] = [];
  if (absent > 0)
    sentences.push(`In the run but not in the stock file, and so without an order: ${absent} series.`);
  if (lost.length > 0) {
    const { item, location, line } = lost[0];
    const first = location === "" ? item : `${item} at ${location}`;
    sentences.push(
      `Not in the stock file: ${rows(lost.length)} on order, the first in line ${line}: ${first}.`,
    );
  }
  const today = formatDate(panel.periodStart[decisionPeriod(panel)]);
  if (arriving.overdue > 0)
    sentences.push(
      `Due before ${today}, and so counted as due that day: ${rows(arriving.overdue)} on order.`,
    );
  if (arriving.late > 0)
    sentences.push(`Due no sooner than an order of ${today} would be: ${rows(arriving.late)} on order.`);
  return sentences;
}

function rows(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
}
