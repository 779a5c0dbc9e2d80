import { type Mapped, contourMap } from "./contour-map.js";
import { type DataTable, figure } from "./figure.js";
import { type Html, html, trustedHtml } from "./html.js";
import type { InspectedOrders, Inspection, Optimum } from "./inspection.js";
import { type Slice, type SliceLine, sliceLegend, slicePlot } from "./slice-plot.js";
import { styleSheet } from "./style-sheet.js";

/** Rows and columns of the tables beside the pictures: every so manieth value. */
const TABLE_STEP = 6;
/** Slices are cut at so many values of y, from nothing on. */
const SLICES = 3;
const OPTIMUM = "exact optimum";

/** A page of maps, a row for each series, and slices of them; it needs no network and no script. */
export function renderInspection(inspection: Inspection): string {
  const { x, y, inspected, optima } = inspection;
  const sections = optima.map((optimum) => {
    const own = inspected.filter(({ series }) => series === optimum.series);
    return sectionOf(own, optimum, { x, y });
  });
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Orders by ${x} and ${y}</title>
<style>${trustedHtml(styleSheet)}
.maps { display: flex; flex-wrap: wrap; gap: 2rem; }
.maps .chart { flex: 1 1 16rem; max-width: 27rem; }</style></head>
<body><main><h1>Orders by ${x} and ${y}</h1>
<p>Each map shows how much is ordered, in whole units, with so much stock of two kinds and none of the
others. Darker is more; lines join equal orders. Crosses mark states in which the order breaks what is known
of the best orders. The exact optimum, where it can be computed within seconds, takes demand to be the same
in every period; slices lay it over the policies.</p>
${sections}</main></body></html>`;
  return page.html;
}

interface Kinds {
  readonly x: string;
  readonly y: string;
}

function sectionOf(own: readonly InspectedOrders[], optimum: Optimum, kinds: Kinds): Html {
  const best = "why" in optimum ? [] : [optimum];
  const most = Math.max(...[...own, ...best].flatMap(({ orders }) => orders), 1);
  const maps = [
    ...own.map((one) => learnedMap(one, { ...kinds, most })),
    ...best.map(({ axis, orders, demand, note }) => {
      const caption = `Exact optimum for demand ${demand}: ${note}.`;
      return mapOf({ axis, orders }, { ...kinds, most, caption, of: `${OPTIMUM}, ${optimum.series}` });
    }),
  ];
  const none = "why" in optimum ? html`<p class="caption">No exact optimum: ${optimum.why}.</p>` : "";
  return html`<section><h2>${optimum.series}</h2><div class="maps">${maps}</div>${none}
${slicesOf(own, optimum, { ...kinds, most })}</section>`;
}

function learnedMap(one: InspectedOrders, seen: Kinds & { most: number }): Html {
  const share = one.broken.filter(Boolean).length / one.broken.length;
  const names = one.brokenPenalties.join(", ");
  const found =
    share > 0 ? `Broken in ${(100 * share).toFixed(1)} % of its states: ${names}.` : "Nothing is broken.";
  const caption = `${one.run}: ${one.policy}. ${found}`;
  return mapOf(one, { ...seen, caption, of: `${one.policy} of ${one.run}, ${one.series}` });
}

function mapOf(one: Mapped, seen: Kinds & { most: number; caption: string; of: string }): Html {
  const { axis, orders, broken } = one;
  const chosen = everySoManieth(axis);
  const cell = (index: number) => `${orders[index]}${broken?.[index] ? " ×" : ""}`;
  return figure({
    description:
      `${seen.of}: orders from ${Math.min(...orders)} to ${Math.max(...orders)} units ` +
      `by ${seen.x} and ${seen.y}. ${seen.caption}`,
    picture: contourMap(one, seen),
    caption: seen.caption,
    data: {
      heading: [`${seen.y} \\ ${seen.x}`, ...chosen.map((column) => `${axis[column]}`)],
      rows: chosen.map((row) => [
        `${axis[row]}`,
        ...chosen.map((column) => cell(row * axis.length + column)),
      ]),
    },
  });
}

function slicesOf(own: readonly InspectedOrders[], optimum: Optimum, seen: Kinds & { most: number }): Html {
  const { axis } = optimum;
  const rows = everySoManieth(axis).slice(0, SLICES);
  const dotted = "why" in optimum ? undefined : OPTIMUM;
  const slices: Slice[] = rows.map((row) => {
    const cut = <T>(values: readonly T[]) => values.slice(row * axis.length, (row + 1) * axis.length);
    const learned: SliceLine[] = own.map(({ run, orders, broken }) => {
      return { name: run, orders: cut(orders), broken: cut(broken) };
    });
    const best = "why" in optimum ? [] : [{ name: OPTIMUM, orders: cut(optimum.orders) }];
    return { title: `${seen.y} ${axis[row]}`, lines: [...learned, ...best] };
  });
  const caption = `Order in units by ${seen.x}, with so much ${seen.y}. Crosses: broken.`;
  const { lines } = slices[0];
  return html`${sliceLegend(lines, dotted)}${figure({
    description: `${optimum.series}: ${caption} Lines: ${lines.map(({ name }) => name).join(", ")}.`,
    picture: slicePlot(slices, { axis, x: seen.x, most: seen.most, dotted }),
    caption,
    data: sliceTable(slices, axis, seen),
  })}`;
}

function sliceTable(slices: readonly Slice[], axis: readonly number[], { x }: Kinds): DataTable {
  const chosen = everySoManieth(axis);
  return {
    heading: [`${x} →`, ...chosen.map((column) => `${axis[column]}`)],
    rows: slices.flatMap(({ title, lines }) =>
      lines.map(({ name, orders, broken }) => [
        `${title}, ${name}`,
        ...chosen.map((column) => `${orders[column]}${broken?.[column] ? " ×" : ""}`),
      ]),
    ),
  };
}

function everySoManieth(axis: readonly number[]): number[] {
  return axis.flatMap((_, index) => (index % TABLE_STEP === 0 ? [index] : []));
}
