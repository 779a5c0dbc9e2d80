import type { BacktestReport, PairedDifference, PolicyResult } from "../../evaluation/backtest-report.js";
import { decimalsFor, formatNumber, formatSigned, intervalText, percentDecimals } from "./format-number.js";
import { learnedPolicy, policiesByCost, policyColumns } from "./policy-columns.js";

export interface SummaryTableOptions {
  /** Emphasise the learned policy with terminal codes. */
  readonly colour?: boolean;
}

/** The policies of a backtest as plain text with aligned columns; no trailing line break. */
export function summaryTable(report: BacktestReport, options: SummaryTableOptions = {}): string {
  const learned = learnedPolicy(report);
  const policies = policiesByCost(report);
  const columns = learned ? [...summaryColumns(report), differenceColumn(report)] : summaryColumns(report);
  const lines = alignedRows(columns, policies.length);
  return [
    lines[0],
    ...lines.slice(1).map((line, row) => (options.colour && policies[row] === learned ? bold(line) : line)),
    "",
    ...footnotes(report),
  ].join("\n");
}

/** How many metrics besides cost fit on a terminal; the report shows all. */
const metricsShown = 4;

interface TextColumn {
  readonly align: "left" | "right";
  readonly title: string;
  readonly cells: readonly string[];
}

function summaryColumns(report: BacktestReport): readonly TextColumn[] {
  const policies = policiesByCost(report);
  const decimals = decimalsFor(policies.map(({ cost }) => cost.mean));
  const text = (value: number) => formatNumber(value, decimals);
  return [
    {
      align: "left",
      title: "policy",
      cells: policies.map(({ name, knows }) => oneLine(name) + MARKS[knows]),
    },
    { align: "right", title: "cost", cells: policies.map(({ cost }) => text(cost.mean)) },
    {
      align: "right",
      title: "95 % interval",
      cells: policies.map(({ cost }) => intervalText(cost, text)),
    },
    ...policyColumns(report)
      .slice(0, metricsShown)
      .map((column): TextColumn => {
        const cells = policies.map((policy) => column.text(policy).replace("\u00a0", " "));
        return { align: "right", title: column.title.toLowerCase(), cells };
      }),
  ];
}

function differenceColumn(report: BacktestReport): TextColumn {
  const cells = policiesByCost(report).map(({ name }) => {
    const difference = report.differences.find(({ against }) => against === name);
    return difference ? differenceText(difference) : "";
  });
  return { align: "left", title: "difference", cells };
}

function differenceText({ cost, percent, significant }: PairedDifference): string {
  const text = percent
    ? `${formatSigned(percent.mean, percentDecimals([percent.mean]))} %`
    : formatSigned(cost.mean, decimalsFor([cost.mean], 3));
  return significant ? text : `${text} (not significant)`;
}

const MARKS: Readonly<Record<PolicyResult["knows"], string>> = { history: "", truth: " +", future: " *" };

function footnotes(report: BacktestReport): readonly string[] {
  const count = (value: number) => formatNumber(value, 0);
  const learned = learnedPolicy(report);
  const scope = `${count(report.series)} series, ${count(report.periods)} periods`;
  const notes = [`cost: per series and period, over ${scope}`];
  const objective = report.policies.find((policy) => policy.objective !== undefined)?.objective;
  if (objective) notes.push(`objective: ${objective.summary}`);
  if (learned) notes.push(`difference: cost of ${oneLine(learned.name)} against the policy of the row`);
  if (report.policies.some(({ knows }) => knows === "future"))
    notes.push("*: knows the future; a bound, not a policy to use");
  if (report.policies.some(({ knows }) => knows === "truth"))
    notes.push("+: knows the distribution that demand is drawn from; not a policy to use");
  return notes;
}

function alignedRows(columns: readonly TextColumn[], rows: number): readonly string[] {
  const padded = columns.map(({ align, title, cells }) => {
    const width = Math.max(...[title, ...cells].map((cell) => [...cell].length));
    const pad = (cell: string) => {
      const space = " ".repeat(width - [...cell].length);
      return align === "left" ? cell + space : space + cell;
    };
    return [title, ...cells].map(pad);
  });
  const line = (row: number) => padded.map((cells) => cells[row]).join("  ");
  return Array.from({ length: rows + 1 }, (_, row) => line(row).trimEnd());
}

/** Names come from files; a line break or a terminal code in one must not reach the terminal. */
function oneLine(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]+/gu, " ").trim();
}

function bold(line: string): string {
  return `\u001b[1m${line}\u001b[0m`;
}
