import { parseDate } from "../../base/dates.js";
import { sum } from "../../base/sums.js";
import type { SeriesTrace } from "../../evaluation/backtest-report.js";
import type { Canvas } from "./canvas.js";
import { figure } from "./figure.js";
import { formatNumber } from "./format-number.js";
import { html, trustedHtml, type Html } from "./html.js";

/** One series over time: demand, stock and target above, the orders below on the same time axis. */
export function traceChart(policy: string, whole: SeriesTrace, canvas: Canvas): Html {
  const trace = lastPeriods(whole);
  const periods = formatNumber(whole.dates.length, 0);
  const part = trace === whole ? "" : ` Shown are the last ${periodsShown} of ${periods} periods.`;
  const total = (values: readonly number[]) => formatNumber(sum(values), 0);
  const orders = trace.orders.filter((quantity) => quantity > 0).length;
  const rows = traceRows(trace);
  return html`<h4>${trace.label}</h4>
${figure({
    description:
      `${trace.label} under ${policy}, ${trace.dates.length} periods: demand ${total(trace.demand)} units, ` +
      `${orders} orders of together ${total(trace.orders)} units.`,
    picture: html`${drawStock(rows, canvas)}${drawOrders(rows, canvas)}`,
    caption: `${trace.label} under ${policy}: demand and stock (above) and orders (below), in units.${part}`,
    data: traceTable(trace),
  })}`;
}

/** What the lines of the pictures mean; once for all of them. */
export function traceLegend(): Html {
  const keys = [
    ["demand", `<rect x="1" y="3" width="26" height="11" fill="var(--demand)"/>`],
    ["on hand at the end of the period", `<path d="M1 11L9 3L18 9L27 5" stroke="var(--text)" fill="none"/>`],
    ["order-up-to target", `<path d="M1 7H27" stroke="var(--learned)" stroke-dasharray="5 3"/>`],
    ["orders", `<path d="M6 14V6M14 14V1M22 14V8" stroke="var(--text)" stroke-width="2.5"/>`],
  ].map(([name, drawing]) => {
    const start = `<svg class="key" viewBox="0 0 28 14" stroke-width="1.8" aria-hidden="true">`;
    return html`<span>${trustedHtml(`${start}${drawing}</svg>`)}${name}</span>`;
  });
  return html`<p class="legend">${keys}</p>`;
}

/** More periods than this run into each other on a page. */
const periodsShown = 182;

function lastPeriods(trace: SeriesTrace): SeriesTrace {
  const from = trace.dates.length - periodsShown;
  if (from <= 0) return trace;
  const { label, dates, demand, onHand, orders, target } = trace;
  return {
    label,
    dates: dates.slice(from),
    demand: demand.slice(from),
    onHand: onHand.slice(from),
    orders: orders.slice(from),
    target: target?.slice(from),
  };
}

interface TraceRow {
  /** Start and end of the period, in one unit: dates where the trace has them, else counted periods. */
  readonly start: Date | number;
  readonly end: Date | number;
  readonly demand: number;
  readonly onHand: number;
  readonly orders: number;
  readonly target: number | undefined;
}

function traceRows(trace: SeriesTrace): readonly TraceRow[] {
  const days = trace.dates.map(parseDate);
  const dated = days.every((day) => day !== undefined);
  const starts = dated ? days : trace.dates.map((_, period) => period + 1);
  const count = starts.length;
  const length = count > 1 ? starts[count - 1] - starts[count - 2] : 1;
  const at = (value: number) => (dated ? new Date(value * 86_400_000) : value);
  return starts.map((start, period) => ({
    start: at(start),
    end: at(period + 1 < count ? starts[period + 1] : start + length),
    demand: trace.demand[period],
    onHand: trace.onHand[period],
    orders: trace.orders[period],
    target: trace.target?.[period],
  }));
}

const frame = { width: 880, marginLeft: 56, marginRight: 12 };

function drawStock(rows: readonly TraceRow[], { plot, draw }: Canvas): Html {
  const closed = closedSteps(rows);
  const units = rows.flatMap(({ demand, onHand, target }) => [demand, onHand, target ?? 0]);
  const domain = [Math.min(0, ...units), Math.max(...units) || 1];
  const marks = [
    plot.areaY(closed, { x: "start", y: "demand", curve: "step-after", fill: "var(--demand)" }),
    plot.line(rows, { x: "end", y: "onHand", stroke: "var(--text)", strokeWidth: 1.4 }),
    plot.ruleY([0], { stroke: "var(--line-strong)" }),
  ];
  if (rows.some(({ target }) => target !== undefined)) {
    const target = { stroke: "var(--learned)", strokeDasharray: "5 3", strokeWidth: 1.4 };
    marks.push(plot.line(closed, { x: "start", y: "target", curve: "step-after", ...target }));
  }
  return draw({
    ...frame,
    height: 190,
    marginTop: 26,
    marginBottom: 8,
    x: { ...timeScale(rows), axis: null },
    y: { label: "Units", labelArrow: "none", grid: true, ticks: 4, domain, nice: true },
    marks,
  });
}

function drawOrders(rows: readonly TraceRow[], { plot, draw }: Canvas): Html {
  const orders = rows.map((row) => row.orders);
  const placed = rows.filter((row) => row.orders > 0);
  const strokeWidth = Math.min(Math.max((0.4 * frame.width) / rows.length, 1), 4);
  return draw({
    ...frame,
    height: 100,
    marginTop: 24,
    marginBottom: 34,
    x: { ...timeScale(rows), label: null },
    y: { label: "Ordered", labelArrow: "none", ticks: 2, domain: [0, Math.max(...orders) || 1], nice: true },
    marks: [
      plot.ruleX(placed, { x: "start", y1: 0, y2: "orders", stroke: "var(--text)", strokeWidth }),
      plot.ruleY([0], { stroke: "var(--line-strong)" }),
    ],
  });
}

function timeScale(rows: readonly TraceRow[]) {
  const domain = [rows[0].start, rows[rows.length - 1].end];
  return { domain, type: domain[0] instanceof Date ? ("utc" as const) : ("linear" as const) };
}

/** Steps need a last point at the end of the last period. */
function closedSteps(rows: readonly TraceRow[]): readonly TraceRow[] {
  const last = rows[rows.length - 1];
  return [...rows, { ...last, start: last.end }];
}

function traceTable(trace: SeriesTrace) {
  const { dates, demand, onHand, orders, target } = trace;
  const text = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1);
  return {
    heading: ["Period", "Demand", "On hand at end", "Ordered", ...(target ? ["Target"] : [])],
    rows: dates.map((date, k) => [
      date,
      text(demand[k]),
      text(onHand[k]),
      text(orders[k]),
      ...(target ? [text(target[k])] : []),
    ]),
  };
}
