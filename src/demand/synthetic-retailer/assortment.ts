import type { RandomStream } from "../../base/random.js";
import { sum } from "../../base/sums.js";
import { between, logBetween, standardNormal } from "./chance.js";

/** How an item sells; every assortment of ten items or more has some of each. */
export type Habit = "steady" | "seasonal" | "intermittent" | "lumpy" | "new" | "dying";

/** One product of the invented retailer; periods are days. */
export interface Item {
  readonly name: string;
  readonly category: string;
  readonly supplier: string;
  readonly habit: Habit;
  /** Mean demand per day at a location of size 1, before all effects. */
  readonly dailyDemand: number;
  /** Variance of a day's demand is mean + mean² / shape. */
  readonly shape: number;
  /** Logarithmic growth per year. */
  readonly growth: number;
  /** Height of the yearly season, logarithmic, and where in the year it peaks, in [0, 1). */
  readonly season: number;
  readonly peak: number;
  /** How much more sells in the weeks before Christmas, logarithmic. */
  readonly christmas: number;
  /** What a promotion multiplies demand by. */
  readonly uplift: number;
  /** Share of the history that has passed when the item is launched, and when it begins to die. */
  readonly launch: number;
  readonly decline: number;
  /** Money per unit. */
  readonly unitCost: number;
  readonly price: number;
  /** Days from order to delivery; days between orders; units an order is a multiple of. */
  readonly leadTime: number;
  readonly reviewPeriod: number;
  readonly packSize: number;
}

export interface Location {
  readonly name: string;
  /** Sales relative to the average location. */
  readonly size: number;
  /** Demand by weekday relative to the average day, Monday first. */
  readonly week: readonly number[];
}

interface Category {
  readonly name: string;
  readonly season: number;
  readonly peak: number;
  readonly christmas: number;
}

const CATEGORIES: readonly Category[] = [
  { name: "staples", season: 0.05, peak: 0.9, christmas: 0.15 },
  { name: "drinks", season: 0.35, peak: 0.55, christmas: 0.3 },
  { name: "garden", season: 0.9, peak: 0.35, christmas: -0.3 },
  { name: "gifts", season: 0.3, peak: 0.95, christmas: 1.1 },
  { name: "household", season: 0.1, peak: 0.2, christmas: 0 },
];

/** In every ten items; which item gets which habit does not depend on how many items there are. */
const HABITS: readonly Habit[] = [
  "steady", "intermittent", "seasonal", "steady", "new", "steady", "lumpy", "intermittent", "steady", "dying",
];

const SUPPLIERS = [
  { name: "north", leadTime: 2, reviewPeriod: 1 },
  { name: "east", leadTime: 4, reviewPeriod: 3 },
  { name: "overseas", leadTime: 10, reviewPeriod: 7 },
];

const WEEKS = [
  [0.85, 0.82, 0.88, 0.95, 1.25, 1.45, 0.8],
  [1.1, 1.08, 1.1, 1.12, 1.2, 0.85, 0.55],
];

/** Items 0, 1, …, each from a stream of its own. A stand-in is of the category of what it stands for. */
export function inventItems(
  count: number,
  stream: RandomStream,
  standsFor: (index: number) => number | undefined = () => undefined,
): readonly Item[] {
  const items: Item[] = [];
  for (let index = 0; index < count; index++) {
    const other = standsFor(index);
    const category = other === undefined ? undefined : items[other].category;
    items.push(inventItem(index, stream.child(`item ${index}`), category));
  }
  return items;
}

/** Locations 0, 1, …: neighbourhood shops, busy on Saturdays, and city shops, busy on weekdays. */
export function inventLocations(count: number, stream: RandomStream): readonly Location[] {
  return Array.from({ length: count }, (_, index) => {
    const own = stream.child(`location ${index}`);
    const week = WEEKS[index % WEEKS.length].map((share) => share * between(own, 0.95, 1.05));
    const mean = sum(week) / 7;
    return {
      name: `store-${index + 1}`,
      size: Math.exp(0.35 * standardNormal(own)),
      week: week.map((share) => share / mean),
    };
  });
}

function inventItem(index: number, stream: RandomStream, wanted?: string): Item {
  const habit = HABITS[index % HABITS.length];
  const drawn = CATEGORIES[stream.below(CATEGORIES.length)];
  const category = CATEGORIES.find(({ name }) => name === wanted) ?? drawn;
  const supplier = SUPPLIERS[stream.below(SUPPLIERS.length)];
  const unitCost = Number(logBetween(stream, 0.5, 40).toFixed(2));
  const dailyDemand = inventVolume(habit, stream);
  return {
    name: `${category.name}-${String(index + 1).padStart(4, "0")}`,
    category: category.name,
    supplier: supplier.name,
    habit,
    dailyDemand,
    shape: logBetween(stream, 3, 30),
    growth: 0.12 * standardNormal(stream),
    season: habit === "seasonal" ? between(stream, 0.6, 1.2) : category.season * between(stream, 0.5, 1.5),
    peak: category.peak + between(stream, -0.04, 0.04),
    christmas: category.christmas * between(stream, 0.6, 1.4),
    uplift: between(stream, 1.4, 3),
    launch: habit === "new" ? between(stream, 0.35, 0.9) : 0,
    decline: habit === "dying" ? between(stream, 0.4, 0.8) : 1,
    unitCost,
    price: Number((unitCost * between(stream, 1.25, 2.2)).toFixed(2)),
    leadTime: supplier.leadTime,
    reviewPeriod: supplier.reviewPeriod,
    packSize: packSizeFor(dailyDemand, stream),
  };
}

/** From 0.05 a day to hundreds: most items sell little, a few sell most of the units. */
function inventVolume(habit: Habit, stream: RandomStream): number {
  if (habit === "intermittent") return logBetween(stream, 0.05, 0.4);
  if (habit === "lumpy") return logBetween(stream, 0.5, 10);
  return 0.3 * 800 ** (stream.uniform() ** 1.5);
}

function packSizeFor(dailyDemand: number, stream: RandomStream): number {
  const fitting = [1, 2, 6, 12, 24].filter((size) => size <= Math.max(dailyDemand * 2, 1));
  return fitting[stream.below(fitting.length)];
}
