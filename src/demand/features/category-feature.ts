import type { Panel } from "../panel.js";
import { categoryOf, sharedCategories } from "./categories.js";
import type { Feature } from "./feature.js";

/** More numbers than these say little more of a category. */
const DIMENSIONS_MAX = 8;

/**
 * The category of an item or location as the row of a table that a network learns: one number per decision,
 * however many categories there are. Categories of at least two series that training sees (those on offer
 * before `trainingPeriods`) have rows 1, 2, …, the commonest first; rarer ones, and those that training never
 * saw, share row 0. Numbers, like codes of classes, are taken as texts.
 * @returns undefined where no two series share a category, or the panel has no such attribute.
 */
export function categoryFeature(
  panel: Panel,
  name: string,
  options: {
    readonly trainingPeriods: number;
    /** Numbers that are learned of each category; default: the root of their number, 8 at most. */
    readonly dimensions?: number;
  },
): Feature | undefined {
  const categories = sharedCategories(panel, name, options.trainingPeriods).map(([category]) => category);
  if (categories.length === 0) return undefined;
  const rows = new Map(categories.map((category, index) => [category, index + 1]));
  const usual = Math.min(Math.ceil(Math.sqrt(categories.length)), DIMENSIONS_MAX);
  return {
    name,
    summary: `Which of ${categories.length} categories of ${name} it is, 0 for any other`,
    about: name,
    kind: "category",
    embedding: { name, categories, dimensions: options.dimensions ?? usual },
    fill(seen, series, _, count, out, offset) {
      out.fill(rows.get(categoryOf(seen, name, series)) ?? 0, offset, offset + count);
    },
  };
}
