import { InputError } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { type OptionsPlace, shown } from "../base/options.js";
import { type Attribute, type Panel, type SeriesKey, periodCount } from "../demand/panel.js";
import type { Columns, PerPeriod, ReadTexts } from "../problems/index.js";

/** The columns of a panel that a configuration may name; `place` is where it does. */
export function columnsOf(panel: Panel, place: OptionsPlace): Columns {
  const at = (key: string) => {
    const line = place.lineOf?.([key]);
    return `${place.file ?? "config"}${line ? ` line ${line}` : ""}, problem.${key}`;
  };
  return {
    numbers: (column, key) => attributeNumbers(panel, column, at(key)),
    texts: (column, key, how) => attributeTexts(panel, column, at(key), how),
    money: (column, key) =>
      panel.perPeriod?.has(column)
        ? perPeriodNumbers(panel, column, at(key))
        : attributeNumbers(panel, column, at(key)),
  };
}

/**
 * The numbers of a column that changes by period; every series must have some. Money is needed in all
 * periods: in those before the first known one it is that one, which features never see there.
 */
function perPeriodNumbers(panel: Panel, column: string, place: string): PerPeriod {
  const values = panel.perPeriod!.get(column)!.slice();
  const periods = periodCount(panel);
  const missing = panel.series.findIndex((_, series) => {
    const own = values.subarray(series * periods, (series + 1) * periods);
    const first = own.findIndex((value) => !Number.isNaN(value));
    if (first > 0) own.fill(own[first], 0, first);
    return first < 0;
  });
  if (missing < 0) return { periods, values };
  const found = `"${column}" has no number for ${nameOf(panel.series[missing])}`;
  throw new InputError(place, found, "Add it to the file that data.perPeriod names.");
}

/** The numbers of an attribute column; every series must have one. */
function attributeNumbers(panel: Panel, column: string, place: string): Float64Array {
  const attribute = attributeNamed(panel, column, place);
  if (attribute.kind !== "number")
    throw new InputError(
      place,
      `the column "${column}" holds texts like ${shown(attribute.values[0])}`,
      "Name a column of numbers.",
    );
  const missing = attribute.values.findIndex((value) => Number.isNaN(value));
  if (missing >= 0)
    throw new InputError(
      place,
      `"${column}" has no number for ${nameOf(panel.series[missing])}`,
      "Fill it in the attributes file.",
    );
  return attribute.values;
}

/** The numbers that the texts of an attribute column stand for; every series must have one. */
function attributeTexts(panel: Panel, column: string, place: string, texts: ReadTexts): Float64Array {
  const { values } = attributeNamed(panel, column, place);
  return Float64Array.from(panel.series, (key, series) => {
    const number = texts.read(String(values[series]));
    if (number !== undefined) return number;
    const found = `"${column}" holds ${shown(values[series])} for ${nameOf(key)}`;
    throw new InputError(place, found, texts.wayOut);
  });
}

function attributeNamed(panel: Panel, column: string, place: string): Attribute {
  const attribute = panel.attributes.get(column);
  if (attribute) return attribute;
  if (panel.perPeriod?.has(column))
    throw new InputError(place, `the column "${column}" changes by period`, "Name one that stays the same.");
  const known = [...panel.attributes.keys(), ...(panel.perPeriod?.keys() ?? [])];
  const near = nearest(column, known);
  const hint = near
    ? `Did you mean "${near}"?`
    : `Columns: ${known.join(", ") || "none were imported"}.`;
  throw new InputError(place, `there is no column "${column}"`, hint);
}

export function nameOf({ item, location }: SeriesKey): string {
  return location === "" ? item : `${item} at ${location}`;
}

