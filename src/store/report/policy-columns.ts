import type { BacktestReport, PolicyResult } from "../../evaluation/backtest-report.js";
import type { MetricUnit } from "../../evaluation/metrics/metric.js";
import { columnFormat } from "./format-number.js";

/** A column of the table of policies, whatever it is shown on. */
export interface PolicyColumn {
  readonly title: string;
  /** Under the title: the unit, or how to read the column. */
  readonly note: string;
  readonly better: "lower" | "higher" | "neither";
  readonly value: (policy: PolicyResult) => number | null;
  readonly text: (policy: PolicyResult) => string;
}

/** The metrics after cost: what was to be made small, those with a field of their own, then all others. */
export function policyColumns(report: BacktestReport): readonly PolicyColumn[] {
  const named = [
    column(report, fields.stockoutRate, (policy) => policy.stockoutRate),
    column(report, fields.fillRate, (policy) => policy.fillRate),
    column(report, fields.turnoverDays, (policy) => policy.turnoverDays),
    column(report, fields.meanOnHand, (policy) => policy.meanOnHand),
  ];
  return [...objectiveColumn(report), ...named, ...furtherColumns(report)];
}

/** Policies from the lowest to the highest cost; those that know more than sales come last. */
export function policiesByCost(report: BacktestReport): readonly PolicyResult[] {
  const rank = ({ knows }: PolicyResult) => ["history", "truth", "future"].indexOf(knows);
  return report.policies.toSorted((a, b) => rank(a) - rank(b) || a.cost.mean - b.cost.mean);
}

/** The policy that the differences are about: the learned one. Undefined where nothing is compared. */
export function learnedPolicy(report: BacktestReport): PolicyResult | undefined {
  const name = report.differences[0]?.policy;
  return report.policies.find((policy) => policy.name === name);
}

/** The best value of a column among the policies that know only history, if there are two to choose from. */
export function bestValue(report: BacktestReport, { better, value }: PolicyColumn): number | null {
  if (better === "neither") return null;
  const values = report.policies
    .filter(({ knows }) => knows === "history")
    .map(value)
    .filter((one): one is number => one !== null);
  if (values.length < 2) return null;
  return better === "lower" ? Math.min(...values) : Math.max(...values);
}

type Heading = Pick<PolicyColumn, "title" | "note" | "better"> & { readonly unit: MetricUnit };

const fields = {
  stockoutRate: { title: "Stockout rate", note: "of series-periods", unit: "share", better: "lower" },
  fillRate: { title: "Fill rate", note: "of units demanded", unit: "share", better: "higher" },
  turnoverDays: { title: "Turnover days", note: "on hand", unit: "days", better: "lower" },
  meanOnHand: { title: "On hand", note: "units per series", unit: "units", better: "neither" },
} as const satisfies Record<string, Heading>;

function objectiveColumn(report: BacktestReport): readonly PolicyColumn[] {
  const told = report.policies.find(({ objective }) => objective !== undefined)?.objective;
  if (told === undefined) return [];
  const { title, unit, better } = told;
  const heading = { title, note: unitNotes[unit], unit, better };
  return [column(report, heading, ({ objective }) => objective?.value ?? null)];
}

function furtherColumns(report: BacktestReport): readonly PolicyColumn[] {
  const first = report.policies.find(({ further }) => further !== undefined);
  return (first?.further ?? []).map(({ name, title, unit, better }) =>
    column(report, { title, note: unitNotes[unit], unit, better }, (policy) => {
      return policy.further?.find((metric) => metric.name === name)?.value ?? null;
    }),
  );
}

const unitNotes: Readonly<Record<MetricUnit, string>> = {
  money: "money",
  share: "",
  days: "days",
  units: "units",
  orders: "per series",
  score: "",
};

function column(
  report: BacktestReport,
  heading: Heading,
  value: (policy: PolicyResult) => number | null,
): PolicyColumn {
  const { title, note, better, unit } = heading;
  const format = columnFormat(unit, report.policies.map(value));
  return { title, note, better, value, text: (policy) => format(value(policy)) };
}

/** Policies that could be used: in a picture, those that know more would squeeze them together. */
export function usable(policies: readonly PolicyResult[]): readonly PolicyResult[] {
  const known = policies.filter(({ knows }) => knows === "history");
  return known.length > 0 ? known : policies;
}

/** Says which policies a picture of the usable ones leaves out. */
export function boundsNote({ policies }: BacktestReport): string {
  const bounds = policies.filter((policy) => !usable(policies).includes(policy));
  if (bounds.length === 0) return "";
  const names = bounds.map(({ name }) => name).join(", ");
  return ` Not shown, because only history can be known: ${names}.`;
}
