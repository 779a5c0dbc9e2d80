import type { BacktestReport, PairedDifference, PolicyResult } from "../../evaluation/backtest-report.js";
import type { Canvas } from "./canvas.js";
import * as format from "./format-number.js";
import { html, type Html } from "./html.js";
import type { PolicyColumn } from "./policy-columns.js";
import { bestValue, learnedPolicy, policiesByCost, policyColumns } from "./policy-columns.js";
import { markerPicture, policyMarkers } from "./policy-marker.js";

/** Every policy with every metric. */
export function policyTable(report: BacktestReport, canvas: Canvas): Html {
  const columns = [costColumn(report), ...policyColumns(report)];
  const markers = policyMarkers(report);
  const learned = learnedPolicy(report);
  const rows = policiesByCost(report).map((policy) => {
    const cells = columns.map((column, k) => {
      const interval = k === 0 ? costInterval(report, policy) : html``;
      return html`<td>${policyCell(report, column, policy)}${interval}</td>`;
    });
    return html`<tr class="${policy === learned ? "learned" : policy.knows}">
<th scope="row"><span class="name">${markerPicture(canvas, markers.get(policy)!)}
<span>${policy.name}${futureTag(policy)}</span></span></th>
${cells}</tr>
`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of policies"><table>
<thead><tr><th scope="col">Policy</th>${columns.map(columnHead)}</tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="caption">Small figures are 95 % intervals. ↓ lower is better, ↑ higher is better; bold is the best
of the policies that know only history.${futureNote(report)}</p>`;
}

/** The learned policy against every other. */
export function differenceTable({ differences }: BacktestReport): Html {
  const sizes = differences.map(({ cost }) => Math.abs(cost.mean)).filter((size) => size > 0);
  const decimals = format.decimalsFor([Math.min(...sizes)], 2);
  const money = (value: number) => format.formatSigned(value, decimals);
  const rows = differences.map((difference) => {
    const [percent, range] = percentCells(difference);
    return html`<tr><th scope="row">${difference.against}</th>
<td>${money(difference.cost.mean)}</td><td>${format.intervalText(difference.cost, money)}</td>
<td>${percent}</td><td>${range}</td><td class="words">${verdict(difference)}</td></tr>
`;
  });
  const [{ policy }] = differences;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table of differences"><table>
<thead><tr><th scope="col">Against</th><th scope="col">Cost difference</th>
<th scope="col">95 % interval</th><th scope="col">In percent</th>
<th scope="col">95 % interval</th><th scope="col" class="words">Result</th></tr></thead>
<tbody>${rows}</tbody></table></div>
<p class="caption">Cost of ${policy} minus cost of the other policy, per series and period, on the same demand
of the same series. Below zero: ${policy} costs less.</p>`;
}

function costColumn(report: BacktestReport): PolicyColumn {
  const costs = report.policies.map(({ cost }) => cost.mean);
  const text = format.columnFormat("money", costs);
  return {
    title: "Cost",
    note: "per series and period",
    better: "lower",
    value: ({ cost }) => cost.mean,
    text: ({ cost }) => text(cost.mean),
  };
}

function costInterval(report: BacktestReport, { cost }: PolicyResult): Html {
  const text = format.columnFormat(
    "money",
    report.policies.map((policy) => policy.cost.mean),
  );
  return html`<br><small>${format.intervalText(cost, text)}</small>`;
}

function policyCell(report: BacktestReport, column: PolicyColumn, policy: PolicyResult): Html {
  const value = column.value(policy);
  const best = policy.knows === "history" && value !== null && value === bestValue(report, column);
  return best ? html`<strong>${column.text(policy)}</strong>` : html`${column.text(policy)}`;
}

function columnHead({ title, note, better }: PolicyColumn): Html {
  return html`<th scope="col">${title}${arrow(better)}<br><small>${note}</small></th>`;
}

function arrow(better: "lower" | "higher" | "neither"): Html {
  if (better === "neither") return html``;
  const sign = better === "lower" ? "↓" : "↑";
  return html`&nbsp;<span aria-hidden="true">${sign}</span><span class="unseen">, ${better} is better</span>`;
}

function futureTag({ knows }: PolicyResult): Html {
  if (knows === "history") return html``;
  const what = knows === "future" ? "the future" : "the distribution";
  return html` <span class="tag">knows ${what}</span>`;
}

function futureNote({ policies }: BacktestReport): string {
  const some = (known: PolicyResult["knows"]) => policies.some(({ knows }) => knows === known);
  const bound = " A policy that knows the future is a bound: no usable policy is expected to reach it.";
  const truth = " A policy that knows the distribution is told what demand is drawn from, not what is drawn.";
  return `${some("future") ? bound : ""}${some("truth") ? truth : ""}`;
}

function percentCells({ percent }: PairedDifference): readonly [string, string] {
  if (!percent) return [format.undefinedValue, format.undefinedValue];
  const decimals = format.percentDecimals([percent.mean, percent.low, percent.high]);
  const text = (value: number) => `${format.formatSigned(value, decimals)}\u00a0%`;
  return [text(percent.mean), format.intervalText(percent, text)];
}

function verdict({ cost, significant }: PairedDifference): string {
  if (!significant) return "not significant";
  return cost.mean < 0 ? "costs less" : "costs more";
}
