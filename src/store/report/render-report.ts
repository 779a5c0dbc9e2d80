import type { BacktestReport } from "../../evaluation/backtest-report.js";
import { openCanvas, type Canvas } from "./canvas.js";
import { costChart } from "./cost-chart.js";
import { formatNumber, percentText } from "./format-number.js";
import { headline } from "./headline.js";
import { html, trustedHtml, type Html } from "./html.js";
import { differenceTable, policyTable } from "./result-tables.js";
import { serviceChart } from "./service-chart.js";
import { importanceChart } from "./importance-chart.js";
import { styleSheet } from "./style-sheet.js";
import { traceChart, traceLegend } from "./trace-chart.js";
import { trainingChart } from "./training-chart.js";

/**
 * A backtest as one HTML file that stands alone: it asks the network for nothing, needs no scripts, and reads
 * well on screen, on paper and in black and white.
 */
export async function renderReport(report: BacktestReport): Promise<string> {
  const canvas = await openCanvas();
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${report.title}</title>
<style>${trustedHtml(styleSheet)}</style>
</head>
<body>
<main>
${opening(report)}
${results(report, canvas)}
${importance(report, canvas)}
${traces(report, canvas)}
${training(report, canvas)}
${notes(report)}
</main>
<footer>Written by DeepStock.</footer>
</body>
</html>
`;
  return page.html;
}

function opening(report: BacktestReport): Html {
  const { result, details } = headline(report);
  const count = (value: number, one: string, many: string) =>
    `${formatNumber(value, 0)} ${value === 1 ? one : many}`;
  return html`<header>
<h1>${report.title}</h1>
<p class="scope">${count(report.series, "series", "series")} · ${count(report.periods, "period", "periods")} ·
${report.from} to ${report.to} · ${count(report.policies.length, "policy", "policies")}</p>
</header>
<section class="headline" aria-label="Result">
<p class="result">${result}</p>
${details.map((sentence) => html`<p>${sentence}</p>`)}
</section>`;
}

function results(report: BacktestReport, canvas: Canvas): Html {
  if (report.policies.length === 0) return html``;
  const differences = report.differences.length
    ? html`<h2>Differences</h2>${differenceTable(report)}`
    : html``;
  return html`<h2>Policies</h2>
${policyTable(report, canvas)}
${differences}
<h2>Cost</h2>
${costChart(report, canvas)}
<h2>Service and stock</h2>
${serviceChart(report, canvas)}`;
}

function importance({ importance: seen = [] }: BacktestReport, canvas: Canvas): Html {
  if (seen.length === 0) return html``;
  return html`<h2>What the policy looks at</h2>
${importanceChart(seen, canvas)}`;
}

function traces(report: BacktestReport, canvas: Canvas): Html {
  const shown = report.traces
    .map(({ policy, series }) => ({ policy, series: series.filter(({ dates }) => dates.length > 0) }))
    .filter(({ series }) => series.length > 0);
  if (shown.length === 0) return html``;
  const sections = shown.map(
    ({ policy, series }) => html`<h3>${policy}</h3>
${series.map((trace) => traceChart(policy, trace, canvas))}`,
  );
  return html`<h2>Series over time</h2>
${traceLegend()}
${sections}`;
}

function training({ training: points }: BacktestReport, canvas: Canvas): Html {
  if (points.length < 2) return html``;
  return html`<h2>Training</h2>
${trainingChart(points, canvas)}`;
}

function notes(report: BacktestReport): Html {
  const sentences = [
    ...report.notes,
    ...(report.estimatedDemandShare > 0
      ? [
          `In ${percentText(report.estimatedDemandShare, 1)} of the scored series-periods the series was ` +
            "out of stock when its history was recorded, so demand there is estimated.",
        ]
      : []),
    "Intervals are 95 % percentile intervals of a bootstrap over series. All series live through the " +
      "same periods, so an interval speaks about other series like these in these periods, not about " +
      "another year.",
  ];
  return html`<h2>Notes</h2>
<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`;
}
