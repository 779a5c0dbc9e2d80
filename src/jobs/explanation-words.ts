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

/** "Usually the target would be 18.2: recent demand +4.2, all else −0.3. …": the numbers add up. */
export function explanationText(
  { usual, causes, rest, cover, stockoutChance, periods }: OrderExplanation,
  { frequency, hasTarget }: { frequency: Frequency; hasTarget: boolean },
): string {
  const told = causes.filter(({ moved }) => Math.abs(moved) >= SMALLEST);
  const what = hasTarget ? "target" : "order";
  const wish = causes.reduce((sum, { moved }) => sum + moved, usual + rest);
  const others = told.reduce((left, { moved }) => left - tenths(moved), tenths(wish) - tenths(usual));
  const effects = told.map(({ about, moved }) => `${about} ${signed(moved)}`);
  if (Math.abs(others) >= SMALLEST) effects.push(`all else ${signed(others)}`);
  const moves = effects.length === 0 ? "; nothing moves it" : `: ${effects.join(", ")}`;
  const lasts =
    cover === undefined
      ? "No demand is expected"
      : `With this order stock lasts ${inPeriods(cover, frequency)}`;
  const until = `in the ${inPeriods(periods, frequency)} until the next order can arrive`;
  const chance = `the chance of running out ${until} is ${Math.round(100 * stockoutChance)} %`;
  return `As usual the ${what} would be ${usual.toFixed(1)}${moves}. ${lasts}; ${chance}.`;
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
