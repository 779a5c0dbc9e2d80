import { type Html, html } from "./html.js";
import type { InspectedOrders } from "./inspection.js";

/** Orders over a grid; broken nowhere where that is left out. */
export type Mapped = Pick<InspectedOrders, "axis" | "orders"> & Partial<Pick<InspectedOrders, "broken">>;

const CELL = 14;
const LEFT = 50;
const BOTTOM = 42;
/** Lines between orders of different tens, fives or ones: about so many at most. */
const LINES = 10;
const TICKS = 6;
/** Cells from one label of a line to the next. */
const LABELS_APART = 2;

/** The order at each pair of values as a shade of grey, lines between steps, crosses where it is broken. */
export function contourMap(
  { axis, orders, broken }: Mapped,
  { x, y, most }: { x: string; y: string; most: number },
): Html {
  const size = axis.length;
  const side = size * CELL;
  const step = stepOf(most);
  const band = (index: number) => Math.floor(orders[index] / step);
  const left = (column: number) => LEFT + column * CELL;
  const top = (row: number) => (size - 1 - row) * CELL;
  const cells: Html[] = [];
  const lines: Html[] = [];
  const labels: Html[] = [];
  let labelled = -LABELS_APART;
  orders.forEach((order, index) => {
    const [row, column] = [Math.floor(index / size), index % size];
    const [atX, atY] = [left(column), top(row)];
    const grey = Math.round(250 - (150 * order) / most);
    const fill = `rgb(${grey},${grey},${grey})`;
    cells.push(html`<rect x="${atX}" y="${atY}" width="${CELL}" height="${CELL}" fill="${fill}"/>`);
    if (column + 1 < size && band(index) !== band(index + 1)) {
      lines.push(html`<path d="M${atX + CELL} ${atY}v${CELL}"/>`);
      if (row === 1 && column - labelled >= LABELS_APART) {
        labels.push(text(atX + CELL + 3, atY + CELL - 3, "start", `${orders[index]}`, "black"));
        labelled = column;
      }
    }
    if (row + 1 < size && band(index) !== band(index + size))
      lines.push(html`<path d="M${atX} ${atY}h${CELL}"/>`);
    if (broken?.[index]) lines.push(html`<path d="M${atX + 4} ${atY + 4}l6 6m0 -6l-6 6"/>`);
  });
  const apart = Math.ceil(size / TICKS);
  const ticks = axis.flatMap((_, at) => (at % apart === 0 ? [at] : []));
  const across = ticks.map((at) => text(left(at) + CELL / 2, side + 16, "middle", `${axis[at]}`));
  const up = ticks.map((at) => text(LEFT - 5, top(at) + CELL - 2, "end", `${axis[at]}`));
  const box = `0 0 ${LEFT + side + 8} ${side + BOTTOM}`;
  return html`<svg class="plot" aria-hidden="true" viewBox="${box}" font-size="13">
${cells}<g stroke="black" stroke-width="1.2" fill="none">${lines}</g>
<g stroke="white" stroke-width="4" paint-order="stroke">${labels}</g>${across}${up}
${text(LEFT + side / 2, side + 35, "middle", `${x}, units`)}
<g transform="translate(11 ${side / 2}) rotate(-90)">${text(0, 0, "middle", `${y}, units`)}</g></svg>`;
}

function text(x: number, y: number, anchor: string, words: string, fill = "currentColor"): Html {
  return html`<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${fill}">${words}</text>`;
}

/** 1, 2 or 5 times a power of ten, so that few lines are drawn. */
function stepOf(most: number): number {
  for (let power = 1; ; power *= 10)
    for (const factor of [1, 2, 5]) if (most / (power * factor) <= LINES) return power * factor;
}
