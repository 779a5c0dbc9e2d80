import type { BacktestReport, PairedDifference, PolicyResult } from "../../evaluation/backtest-report.js";
import { decimalsFor, formatNumber } from "./format-number.js";
import { learnedPolicy } from "./policy-columns.js";

/** The result in words. */
export interface Headline {
  /** One sentence: what the learned policy costs beside the cheapest other policy that knows only history. */
  readonly result: string;
  /** Sentences that put it into proportion: the interval, the bound, service and stock. */
  readonly details: readonly string[];
}

/** The result in words, never stronger than the intervals allow. */
export function headline(report: BacktestReport): Headline {
  const rival = cheapestRival(report);
  const learned = learnedPolicy(report);
  if (!rival || !learned) return aloneHeadline(report);
  return {
    result: sentence(resultSentence(rival.difference)),
    details: [
      intervalSentence(rival.difference, report),
      boundSentence(report, learned),
      serviceSentence(learned, rival.policy),
    ]
      .filter((text) => text !== "")
      .map(sentence),
  };
}

interface Rival {
  readonly policy: PolicyResult;
  readonly difference: PairedDifference;
}

function cheapestRival(report: BacktestReport): Rival | undefined {
  const rivals = report.differences.flatMap((difference) => {
    const policy = report.policies.find(({ name }) => name === difference.against);
    return policy?.knows === "history" ? [{ policy, difference }] : [];
  });
  return rivals.toSorted((a, b) => a.policy.cost.mean - b.policy.cost.mean)[0];
}

function resultSentence({ policy, against, cost, percent, significant }: PairedDifference): string {
  const rival = `${against}, the cheapest other policy that knows only history`;
  if (!significant) return `${policy} and ${rival}, do not differ significantly in cost.`;
  return `${policy} costs ${relative({ cost, percent })} than ${rival}.`;
}

function intervalSentence(difference: PairedDifference, report: BacktestReport): string {
  const { cost, percent } = difference;
  if (report.series < 2) return "One series gives no interval.";
  if (cost.low === cost.high) return "The difference is the same on every series.";
  const range = percent
    ? between(percent.low, percent.high, (value) => `${formatNumber(value, 1)}\u00a0%`)
    : between(cost.low, cost.high, money);
  const seen = difference.significant ? "" : ` The difference seen is ${relative(difference)}.`;
  return `95\u00a0% interval, paired over ${formatNumber(report.series, 0)} series: ${range}.${seen}`;
}

function relative({ cost, percent }: Pick<PairedDifference, "cost" | "percent">): string {
  const size = percent ? `${formatNumber(Math.abs(percent.mean), 1)}\u00a0%` : money(Math.abs(cost.mean));
  return `${size} ${cost.mean < 0 ? "less" : "more"}`;
}

/** "2.1 % to 4.0 % less", "3.0 % less to 1.2 % more". */
function between(low: number, high: number, text: (value: number) => string): string {
  const side = (value: number) => (value < 0 ? "less" : "more");
  const [from, to] = high <= 0 ? [high, low] : [low, high];
  const first = side(from) === side(to) ? text(Math.abs(from)) : `${text(Math.abs(from))} ${side(from)}`;
  return `${first} to ${text(Math.abs(to))} ${side(to)}`;
}

function boundSentence(report: BacktestReport, learned: PolicyResult): string {
  const bound = report.policies
    .filter(({ knows }) => knows === "future")
    .toSorted((a, b) => a.cost.mean - b.cost.mean)[0];
  if (!bound) return "";
  const decimals = decimalsFor([learned.cost.mean]);
  const [lowest, own] = [bound, learned].map(({ cost }) => formatNumber(cost.mean, decimals));
  const beside = `${learned.name} costs ${own}`;
  return `${bound.name} knows the future and costs ${lowest} per series and period; ${beside}.`;
}

function serviceSentence(learned: PolicyResult, rival: PolicyResult): string {
  const points = difference(learned.stockoutRate, rival.stockoutRate);
  const days = difference(learned.turnoverDays, rival.turnoverDays);
  if (points === null || days === null) return "";
  const stockouts = change(100 * points, "percentage points", "stockout rate");
  const turnover = change(days, "days", "turnover time");
  return `Against ${rival.name}: ${stockouts}, ${turnover}.`;
}

function difference(value: number | null, other: number | null): number | null {
  return value === null || other === null ? null : value - other;
}

function change(by: number, unit: string, what: string): string {
  const size = formatNumber(Math.abs(by), 1);
  if (!/[1-9]/.test(size)) return `${what} the same`;
  return `${what} ${size} ${unit} ${by < 0 ? "lower" : "higher"}`;
}

function aloneHeadline(report: BacktestReport): Headline {
  const [policy] = report.policies;
  if (!policy) return { result: "No policy was run.", details: [] };
  return {
    result: sentence(`${policy.name} costs ${money(policy.cost.mean)} per series and period.`),
    details: ["No other policy that knows only history was run beside it, so nothing is compared."],
  };
}

function sentence(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}

function money(value: number): string {
  return formatNumber(value, decimalsFor([value], 3));
}
