import type { Frequency } from "../demand/panel.js";
import type { Cell } from "../store/csv-cells.js";
import { NAMED_CAUSES, type OrderExplanation } from "./order-explanations.js";

const PLACES = Array.from({ length: NAMED_CAUSES }, (_, k) => k + 1);

/** Columns of an order file that explain an order, after those that every file has. */
export const EXPLANATION_COLUMNS: readonly string[] = [
  "usual",
  ...PLACES.flatMap((place) => [`cause_${place}`, `effect_${place}`]),
  "expected_cover",
  "stockout_chance",
];

/** The cells of those columns. */
export function explanationCells(explanation: OrderExplanation): Record<string, Cell> {
  const { usual, causes, cover, stockoutChance } = explanation;
  const named = causes.flatMap(({ about, moved }, k) => [
    [`cause_${k + 1}`, about] as const,
    [`effect_${k + 1}`, hundredths(moved)] as const,
  ]);
  return {
    usual: hundredths(usual),
    ...Object.fromEntries(named),
    expected_cover: cover === undefined ? undefined : hundredths(cover),
    stockout_chance: hundredths(stockoutChance),
  };
}

/** An effect that shows as 0.0 is not told. */
const SMALLEST = 0.05;

/** How an order is told of. */
export interface Telling {
  readonly frequency: Frequency;
  readonly hasTarget: boolean;
  /** Whether anything is ordered. */
  readonly isOrdered: boolean;
}

/** "As usual the target would be 18.2: recent demand +4.2, all else −0.3. …": the numbers add up. */
export function explanationText(explanation: OrderExplanation, telling: Telling): string {
  return `${causesText(explanation, telling)} ${outlookText(explanation, telling)}`;
}

function causesText({ usual, causes, rest }: OrderExplanation, { hasTarget }: Telling): string {
  const told = causes.filter(({ moved }) => Math.abs(moved) >= SMALLEST);
  const what = hasTarget ? "target" : "order";
  const wish = causes.reduce((sum, { moved }) => sum + moved, usual + rest);
  const others = told.reduce((left, { moved }) => left - tenths(moved), tenths(wish) - tenths(usual));
  const effects = told.map(({ about, moved }) => `${about} ${signed(moved)}`);
  if (Math.abs(others) >= SMALLEST) effects.push(`all else ${signed(others)}`);
  const moves = effects.length === 0 ? "; nothing moves it" : `: ${effects.join(", ")}`;
  return `As usual the ${what} would be ${unitsText(usual)}${moves}.`;
}

function outlookText(explanation: OrderExplanation, { frequency, isOrdered }: Telling): string {
  const { cover, stockoutChance, earlyChance, periods } = explanation;
  const percent = (chance: number) => `${Math.round(100 * chance)} %`;
  const until = `in the ${inPeriods(periods, frequency)} until the next order can arrive`;
  const [all, before] = [percent(stockoutChance), percent(earlyChance)];
  const early = all === before ? ", all of it before this one can" : ` (${before} before this one can)`;
  const isEarly = isOrdered && earlyChance >= TOLD_EARLY;
  const chance = `the chance of running out ${until} is ${all}${isEarly ? early : ""}.`;
  if (cover === undefined) return `To judge by what sold of late, no demand is expected; ${chance}`;
  if (cover === 0) return `Nothing is in stock or on order; ${chance}`;
  return `With${isOrdered ? " this" : "out an"} order stock lasts ${coverText(cover, frequency)}; ${chance}`;
}

/** Chances of running out before this order arrives that are told. */
const TOLD_EARLY = 0.1;

/** The periods of a year, beyond which nobody wants to know how long stock lasts. */
const YEAR: Readonly<Record<Frequency, number>> = { day: 365, week: 52, month: 12 };

function coverText(cover: number, frequency: Frequency): string {
  if (cover > YEAR[frequency]) return "more than a year";
  return inPeriods(cover >= 20 ? Math.round(cover) : cover, frequency);
}

/** One digit, with a minus that is none of a spreadsheet's formulas, and none before zero. */
export function unitsText(units: number, digits = 1): string {
  const text = units.toFixed(digits);
  if (!text.startsWith("-")) return text;
  return Number(text) === 0 ? text.slice(1) : `−${text.slice(1)}`;
}

function tenths(units: number): number {
  return Number(units.toFixed(1));
}

function signed(units: number): string {
  return `${units < 0 ? "−" : "+"}${Math.abs(units).toFixed(1)}`;
}

function inPeriods(count: number, frequency: Frequency): string {
  const text = Number.isInteger(count) ? String(count) : count.toFixed(1);
  return `${text} ${text === "1" ? frequency : `${frequency}s`}`;
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
