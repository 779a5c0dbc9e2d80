import type { Attribute, Panel } from "../panel.js";

/** The name under which the location of a series is asked for like an attribute. */
export const LOCATION = "location";

/** The number or text of an attribute; undefined where the panel has no such attribute. */
export function attributeValue(panel: Panel, name: string, series: number): string | number | undefined {
  const attribute: Attribute | undefined = panel.attributes.get(name);
  if (attribute !== undefined) return attribute.values[series];
  return name === LOCATION ? panel.series[series].location : undefined;
}

/** The same as a text; "" where nothing is known. */
export function categoryOf(panel: Panel, name: string, series: number): string {
  const value = attributeValue(panel, name, series);
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}

/**
 * Categories of at least two of the series that training sees (those on offer before `trainingPeriods`), and
 * of how many, the commonest first.
 */
export function sharedCategories(
  panel: Panel,
  name: string,
  trainingPeriods: number,
): readonly (readonly [category: string, count: number])[] {
  const counts = new Map<string, number>();
  panel.series.forEach((_, series) => {
    if (panel.firstPeriod[series] >= trainingPeriods) return;
    const category = categoryOf(panel, name, series);
    if (category !== "") counts.set(category, (counts.get(category) ?? 0) + 1);
  });
  return [...counts].filter(([, count]) => count > 1).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
