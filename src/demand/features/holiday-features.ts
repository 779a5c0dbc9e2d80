import { easterOf, yearDay } from "../calendar.js";
import type { EpochDay } from "../panel.js";
import { calendarFeature } from "./calendar-features.js";
import type { Feature } from "./feature.js";

/** Further away than this a holiday does not move orders. */
const HORIZON_DAYS = 56;

/** Holidays that need no file: days of each year. */
const HOLIDAYS: Readonly<Record<string, (year: number) => EpochDay>> = {
  "new-year": (year) => yearDay(year, 1, 1),
  easter: easterOf,
  christmas: (year) => yearDay(year, 12, 25),
};

/** Days to and since holidays that can be computed for every year, at most eight weeks, over eight weeks. */
export function holidayFeatures(): readonly Feature[] {
  const about = "holidays";
  const limit = `at most ${HORIZON_DAYS}, as a share`;
  return Object.entries(HOLIDAYS).flatMap(([name, of]) => [
    calendarFeature(
      { name: `days-to-${name}`, summary: `Days to ${title(name)}, ${limit}`, about },
      (day) => share(around(day, of).map((holiday) => holiday - day)),
    ),
    calendarFeature(
      { name: `days-since-${name}`, summary: `Days since ${title(name)}, ${limit}`, about },
      (day) => share(around(day, of).map((holiday) => day - holiday)),
    ),
  ]);
}

function around(day: EpochDay, of: (year: number) => EpochDay): EpochDay[] {
  const year = 1970 + Math.floor(day / 365.2425);
  return [year - 1, year, year + 1].map(of);
}

/** The fewest of the days that are not negative, as a share of the horizon. */
function share(days: readonly number[]): number {
  return Math.min(...days.filter((count) => count >= 0), HORIZON_DAYS) / HORIZON_DAYS;
}

function title(name: string): string {
  return name === "new-year" ? "New Year" : name[0].toUpperCase() + name.slice(1);
}
