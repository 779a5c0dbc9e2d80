import { formatDate, parseDate } from "../../base/dates.js";
import type { EpochDay } from "../panel.js";

/** Days of the year, and days after Easter Sunday, on which the invented country rests. */
const FIXED = ["01-01", "05-01", "12-25", "12-26"];
const AFTER_EASTER = [-2, 1, 39];

/** The holidays from the first of these days to the last, ascending. */
export function holidaysAmong(days: ArrayLike<EpochDay>): Int32Array {
  if (days.length === 0) return new Int32Array();
  const [first, last] = [days[0], days[days.length - 1]];
  const [from, to] = [first, last].map((day) => Number(formatDate(day).slice(0, 4)));
  const found: EpochDay[] = [];
  for (let year = from; year <= to; year++) {
    found.push(...FIXED.map((day) => dayOf(`${year}-${day}`)));
    found.push(...AFTER_EASTER.map((later) => easter(year) + later));
  }
  return Int32Array.from(found.filter((day) => day >= first && day <= last)).sort();
}

/** What holidays multiply the demand of each day by: their own, and that of the day before. */
export function holidayFactors(days: Int32Array, holidays: Int32Array, lift: number): Float64Array {
  const busy = new Set(Array.from(holidays).flatMap((day) => [day - 1, day]));
  return Float64Array.from(days, (day) => (busy.has(day) ? lift : 1));
}

/** Easter Sunday of the Gregorian calendar: Meeus, Jones and Butcher, Astronomical Algorithms, chapter 8. */
function easter(year: number): EpochDay {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const [leaps, rest] = [Math.floor(century / 4), century % 4];
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * golden + century - leaps - moon + 15) % 30;
  const [fours, within] = [Math.floor((year % 100) / 4), year % 4];
  const weekday = (32 + 2 * rest + 2 * fours - epact - within) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const count = epact + weekday - 7 * late + 114;
  const [month, day] = [Math.floor(count / 31), (count % 31) + 1];
  return dayOf(`${year}-0${month}-${String(day).padStart(2, "0")}`);
}

function dayOf(date: string): EpochDay {
  return parseDate(date) as EpochDay;
}
