import { parseDate } from "../base/dates.js";
import type { RandomStream } from "../base/random.js";
import { periodStarts } from "./calendar.js";
import type { Distribution } from "./distributions.js";
import { type EpochDay, type Frequency, type Panel, panel } from "./panel.js";

export interface StationaryPanel {
  readonly distribution: Distribution;
  /** How many series, all with the same distribution, independent of each other. */
  readonly series: number;
  readonly periods: number;
  readonly stream: RandomStream;
  readonly frequency?: Frequency;
  /** The day the first period starts. */
  readonly startDate?: EpochDay;
}

/**
 * Demand that is independent between series and periods, always in stock: the textbook case. A series draws
 * from a stream of its own, so that more series, or longer ones, leave the others as they were.
 */
export function generatePanel(options: StationaryPanel): Panel {
  const { distribution, series, periods, stream } = options;
  const { frequency = "day", startDate = DEFAULT_START } = options;
  const units = new Float32Array(series * periods);
  for (let index = 0; index < series; index++) {
    const own = stream.child(`series ${index}`);
    for (let period = 0; period < periods; period++)
      units[index * periods + period] = distribution.sample(own);
  }
  return panel({
    frequency,
    periodStart: periodStarts(frequency, startDate, periods),
    series: Array.from({ length: series }, (_, index) => ({ item: `series-${index + 1}`, location: "" })),
    units,
    inStock: new Uint8Array(units.length).fill(1),
    firstPeriod: new Int32Array(series),
    attributes: new Map(),
  });
}

const DEFAULT_START = parseDate("2020-01-01") as EpochDay;
