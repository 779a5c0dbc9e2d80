import { sum } from "../../base/sums.js";
import type { Panel } from "../panel.js";
import { categoryOf, sharedCategories } from "./categories.js";
import type { Feature } from "./feature.js";

/** Categories of an attribute that have a row of their own; the commonest ones. */
const CATEGORIES = 32;

/**
 * What tells items and locations apart. A number is standardised over the series that training sees (those
 * on offer before `trainingPeriods`), after a logarithm where none is negative. A text becomes a row for each
 * of its commonest categories, which is 1 in series of that category: its weights in the first layer of a
 * network are what is learned of it. Rare categories, and those that training never saw, have 0 in all rows.
 */
export function attributeFeatures(panel: Panel, name: string, trainingPeriods: number): readonly Feature[] {
  const attribute = panel.attributes.get(name);
  const isSeen = (series: number) => panel.firstPeriod[series] < trainingPeriods;
  if (attribute?.kind === "number") return [standardised(name, attribute.values, isSeen)];
  const categories = sharedCategories(panel, name, trainingPeriods)
    .filter(([, count]) => count < panel.series.length)
    .slice(0, CATEGORIES);
  return categories.map(([category]) => ({
    name: `${name}=${category}`,
    summary: `1 where ${name} is ${category}, else 0`,
    about: name,
    kind: "plain",
    fill(seen, series, _, count, out, offset) {
      out.fill(categoryOf(seen, name, series) === category ? 1 : 0, offset, offset + count);
    },
  }));
}

function standardised(name: string, values: Float64Array, isSeen: (series: number) => boolean): Feature {
  const finite = [...values].filter((value, series) => isSeen(series) && Number.isFinite(value));
  const isLog = finite.every((value) => value >= 0);
  const measured = (value: number) => (isLog ? Math.log1p(Math.max(value, 0)) : value);
  const all = finite.map(measured);
  const mean = sum(all) / Math.max(all.length, 1);
  const variance = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(all.length, 1);
  const deviation = Math.sqrt(variance);
  return {
    name,
    summary: `${name}, ${isLog ? "log, " : ""}standardised over the series`,
    about: name,
    kind: "plain",
    fill(panel, series, _, count, out, offset) {
      const attribute = panel.attributes.get(name);
      const value = attribute?.kind === "number" ? attribute.values[series] : NaN;
      const isKnown = Number.isFinite(value) && deviation > 0;
      // A value far outside of what training saw says no more than the farthest seen.
      const standard = isKnown ? Math.min(Math.max((measured(value) - mean) / deviation, -4), 4) : 0;
      out.fill(standard, offset, offset + count);
    },
  };
}
