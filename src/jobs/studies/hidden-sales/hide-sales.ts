import type { RandomStream } from "../../../base/random.js";
import type { Panel } from "../../../demand/panel.js";

/** Every so many periods in stock, one is hidden. */
const ONE_OF = 5;

/** A panel some of whose periods in stock are made to look out of stock, and which these are. */
export interface HiddenSales {
  readonly seen: Panel;
  readonly cells: readonly number[];
}

/**
 * Hides sales of periods in stock: all of them, as if the shelf had been empty from the morning on, or a
 * part, as if it had become empty at a moment that chance chose.
 */
export function hideSales(panel: Panel, how: "all" | "part", stream: RandomStream): HiddenSales {
  const periods = panel.periodStart.length;
  const [units, inStock] = [panel.units.slice(), panel.inStock.slice()];
  const cells: number[] = [];
  for (let cell = 0; cell < units.length; cell++) {
    const onOffer = cell % periods >= panel.firstPeriod[Math.floor(cell / periods)];
    if (!onOffer || panel.inStock[cell] === 0 || panel.units[cell] === 0) continue;
    if (stream.below(ONE_OF) > 0) continue;
    cells.push(cell);
    inStock[cell] = 0;
    units[cell] *= how === "all" ? 0 : stream.uniform();
  }
  return { seen: { ...panel, units, inStock }, cells };
}
