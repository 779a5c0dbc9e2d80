import { daysToChristmas, decisionDay, shareOfYear, weekday } from "../calendar.js";
import type { EpochDay, Panel } from "../panel.js";
import type { Feature } from "./feature.js";

/** Further ahead than this Christmas does not move orders. */
const CHRISTMAS_WEEKS = 8;

const TIME_OF_YEAR = "time of year";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** The day of the year on a circle, so that 31 December lies beside 1 January. */
export function dayOfYear(): readonly [Feature, Feature] {
  const about = TIME_OF_YEAR;
  return [
    calendarFeature({ name: "year-sine", summary: "Sine of the day of the year", about }, (day) =>
      Math.sin(angle(day)),
    ),
    calendarFeature({ name: "year-cosine", summary: "Cosine of the day of the year", about }, (day) =>
      Math.cos(angle(day)),
    ),
  ];
}

/** Seven rows, Monday first: 1 on the decision's weekday. */
export function dayOfWeek(): readonly Feature[] {
  return WEEKDAYS.map((name, index) =>
    calendarFeature(
      { name, summary: `1 where the decision is on a ${capitalised(name)}, else 0`, about: "weekday" },
      (day) => (weekday(day) === index ? 1 : 0),
    ),
  );
}

/** From 0 on Christmas to 1 eight weeks before it or earlier. */
export function weeksToChristmas(): Feature {
  const summary = "Weeks to Christmas, at most 8, over 8";
  return calendarFeature({ name: "weeks-to-christmas", summary, about: TIME_OF_YEAR }, (day) =>
    Math.min(daysToChristmas(day) / 7, CHRISTMAS_WEEKS) / CHRISTMAS_WEEKS,
  );
}

/** All series share the calendar, so each row is made once per panel. */
export function calendarFeature(
  named: Pick<Feature, "name" | "summary" | "about">,
  valueOn: (day: EpochDay) => number,
): Feature {
  const rows = new WeakMap<Int32Array, Float32Array>();
  const rowOf = (panel: Panel) => {
    const known = rows.get(panel.periodStart);
    if (known) return known;
    const row = Float32Array.from({ length: panel.periodStart.length + 1 }, (_, period) =>
      valueOn(decisionDay(panel, period)),
    );
    rows.set(panel.periodStart, row);
    return row;
  };
  return {
    ...named,
    kind: "plain",
    fill(panel, _series, from, count, out, offset) {
      out.set(rowOf(panel).subarray(from, from + count), offset);
    },
  };
}

function angle(day: EpochDay): number {
  return 2 * Math.PI * shareOfYear(day);
}

function capitalised(word: string): string {
  return word[0].toUpperCase() + word.slice(1);
}
