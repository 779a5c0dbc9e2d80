import { type Html, html, trustedHtml } from "./html.js";

/** One policy along the axis of a slice. */
export interface SliceLine {
  readonly name: string;
  /** Units, one for each value of the axis. */
  readonly orders: readonly number[];
  /** Where something known of the best orders is broken; nowhere where left out. */
  readonly broken?: readonly boolean[];
}

/** Orders by one kind of stock, with so much of the other. */
export interface Slice {
  readonly title: string;
  readonly lines: readonly SliceLine[];
}

const [WIDTH, HEIGHT, LEFT, TOP, BOTTOM] = [230, 150, 34, 22, 38];
const [TICKS_ACROSS, TICKS_UP] = [5, 4];
/** The last line is the optimum where there is one: dots, which stay visible on the line of a policy. */
const DASHES = ["", "9 4", "4 3 1 3"];
const DOTS = "0.1 5";

/** Slices side by side, all with the same axes. */
export function slicePlot(
  slices: readonly Slice[],
  { axis, x, most, dotted }: { axis: readonly number[]; x: string; most: number; dotted?: string },
): Html {
  const across = (column: number) => (WIDTH * axis[column]) / axis[axis.length - 1];
  const up = (order: number) => HEIGHT * (1 - order / most);
  const styles = dashesOf(slices[0].lines, dotted);
  const plots = slices.map(({ title, lines }, place) => {
    const curves = lines.map(({ orders, broken }, line) => {
      const points = orders.map((order, k) => `${at(across(k))} ${at(up(order))}`);
      const crosses = orders.flatMap((order, k) =>
        broken?.[k] ? [html`<path d="M${at(across(k) - 3)} ${at(up(order) - 3)}l6 6m0 -6l-6 6"/>`] : [],
      );
      return html`<path d="M${points.join("L")}" ${styles[line]}/><g stroke-width="1.3">${crosses}</g>`;
    });
    const moved = `translate(${LEFT + place * (WIDTH + LEFT)} ${TOP})`;
    return html`<g transform="${moved}"><text x="0" y="-8" font-weight="600">${title}</text>
${frame({ axis, across, up, most })}<g stroke="currentColor" fill="none">${curves}</g>
<text x="${WIDTH / 2}" y="${HEIGHT + 32}" text-anchor="middle">${x}, units</text></g>`;
  });
  const box = `0 0 ${slices.length * (WIDTH + LEFT) + 12} ${TOP + HEIGHT + BOTTOM}`;
  return html`<svg class="plot" aria-hidden="true" viewBox="${box}" font-size="11" fill="currentColor">
${plots}</svg>`;
}

/** What the lines of the slices look like, in words and strokes. */
export function sliceLegend(lines: readonly SliceLine[], dotted?: string): Html {
  const styles = dashesOf(lines, dotted);
  const keys = lines.map(
    ({ name }, line) => html`<span><svg class="key" viewBox="0 0 28 14" aria-hidden="true">
<path d="M1 7h26" stroke="currentColor" ${styles[line]}/></svg>${name}</span>`,
  );
  return html`<p class="legend">${keys}</p>`;
}

function dashesOf(lines: readonly SliceLine[], dotted?: string): Html[] {
  return lines.map(({ name }, line) => {
    const dots = name === dotted;
    const dash = dots ? DOTS : DASHES[line % DASHES.length];
    const width = dots ? 3 : 1.6;
    return trustedHtml(`stroke-dasharray="${dash}" stroke-width="${width}" stroke-linecap="round"`);
  });
}

interface Frame {
  readonly axis: readonly number[];
  readonly across: (column: number) => number;
  readonly up: (order: number) => number;
  readonly most: number;
}

function frame({ axis, across, up, most }: Frame): Html {
  const apart = Math.ceil(axis.length / TICKS_ACROSS);
  const columns = axis.flatMap((_, column) => (column % apart === 0 ? [column] : []));
  const heights = Array.from({ length: TICKS_UP + 1 }, (_, tick) => Math.round((most * tick) / TICKS_UP));
  const below = columns.map((column) => {
    const place = html`x="${at(across(column))}" y="${HEIGHT + 15}"`;
    return html`<text ${place} text-anchor="middle">${axis[column]}</text>`;
  });
  const beside = [...new Set(heights)].map(
    (order) => html`<path d="M0 ${at(up(order))}h${WIDTH}" stroke="var(--line)"/>
<text x="-5" y="${at(up(order) + 4)}" text-anchor="end">${order}</text>`,
  );
  return html`${beside}${below}<path d="M0 ${HEIGHT}h${WIDTH}" stroke="var(--line-strong)"/>`;
}

function at(place: number): number {
  return Number(place.toFixed(1));
}
