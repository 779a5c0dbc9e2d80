import { contourMap } from "./contour-map.js";
import { figure } from "./figure.js";
import { type Html, html, trustedHtml } from "./html.js";
import type { InspectedOrders, Inspection } from "./inspection.js";
import { styleSheet } from "./style-sheet.js";

/** Rows and columns of the tables beside the pictures: every so manieth value. */
const TABLE_STEP = 6;

/** A page of maps, a row for each series; it needs no network and no script. */
export function renderInspection(inspection: Inspection): string {
  const { x, y, inspected } = inspection;
  const series = [...new Set(inspected.map((one) => one.series))];
  const sections = series.map((name) => {
    const own = inspected.filter((one) => one.series === name);
    const most = Math.max(...own.flatMap(({ orders }) => orders), 1);
    const maps = own.map((one) => mapOf(one, { x, y, most }));
    return html`<section><h2>${name}</h2><div class="maps">${maps}</div></section>`;
  });
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Orders by ${x} and ${y}</title>
<style>${trustedHtml(styleSheet)}
.maps { display: flex; flex-wrap: wrap; gap: 2rem; }
.maps .chart { flex: 1 1 22rem; max-width: 34rem; }</style></head>
<body><main><h1>Orders by ${x} and ${y}</h1>
<p>Each map shows how much is ordered, in whole units, with so much stock of two kinds and none of the
others. Darker is more; lines join equal orders. Crosses mark states in which the order breaks what is known
of the best orders.</p>
${sections}</main></body></html>`;
  return page.html;
}

function mapOf(one: InspectedOrders, seen: { x: string; y: string; most: number }): Html {
  const { axis, orders, broken } = one;
  const share = broken.filter(Boolean).length / broken.length;
  const size = axis.length;
  const chosen = axis.flatMap((_, index) => (index % TABLE_STEP === 0 ? [index] : []));
  const found = share > 0 ? `Broken in ${(100 * share).toFixed(1)} % of its states.` : "Nothing is broken.";
  return figure({
    description:
      `${one.policy} of ${one.run}, ${one.series}: orders from ${Math.min(...orders)} to ` +
      `${Math.max(...orders)} units by ${seen.x} and ${seen.y}. ${found}`,
    picture: contourMap(one, seen),
    caption: `${one.run}: ${one.policy}. ${found}`,
    data: {
      heading: [`${seen.y} \\ ${seen.x}`, ...chosen.map((column) => `${axis[column]}`)],
      rows: chosen.map((row) => [
        `${axis[row]}`,
        ...chosen.map((column) => `${orders[row * size + column]}${broken[row * size + column] ? " ×" : ""}`),
      ]),
    },
  });
}
