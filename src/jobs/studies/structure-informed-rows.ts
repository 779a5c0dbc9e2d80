import { mean, sum } from "../../base/sums.js";
import type { ProductCase } from "./structure-informed-cases.js";
import { type Outcome, USUAL, shifts } from "./structure-informed-plays.js";
import { freshProducts, perProduct } from "./structure-informed-products.js";
import type { StudyRow } from "./study.js";

export interface CaseResults {
  /** By variant, an outcome per seed; the first is what the others are compared with. */
  readonly outcomes: ReadonlyMap<string, readonly Outcome[]>;
  /** Mean costs by rival and shift. */
  readonly rivals: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** One case under each shift: its variants side by side, and what they are measured beside. */
export function caseRows(one: ProductCase, { outcomes, rivals }: CaseResults): StudyRow[] {
  const [[first, plain]] = outcomes;
  const rows: StudyRow[] = [];
  for (const { name: shift } of shifts) {
    const costs = (of: readonly Outcome[]) => of.map((outcome) => outcome.costs[shift]);
    const judged = Object.entries(rivals).filter(([, by]) => shift in by);
    for (const [policy, own] of outcomes) {
      const notes = judged.map(([name, by]) => against(name, costs(own), own.map(() => by[shift])));
      if (policy !== first) notes.unshift(against(first, costs(own), costs(plain)));
      if (policy !== first && shift === USUAL.name) notes.push(underShifts(first, own, plain));
      const keys = { case: one.name, shift, policy, ...(shift === USUAL.name ? found(own) : {}) };
      if (shift === USUAL.name && judged[0])
        notes.push(...ofReward(one, costs(own), { name: judged[0][0], cost: judged[0][1][shift] }));
      rows.push(rowOf(keys, costs(own), notes));
    }
    for (const [policy, by] of judged) rows.push(rowOf({ case: one.name, shift, policy }, [by[shift]]));
  }
  for (const level of ["low", "up"] as const)
    for (const [policy, own] of outcomes) {
      const off = own.flatMap(({ levels }) => (levels ? [100 * levels[level]] : []));
      const shift = `${level} level, % above the exact one`;
      if (off.length > 0) rows.push(rowOf({ case: one.name, shift, policy }, off));
    }
  return rows;
}

function found(own: readonly Outcome[]) {
  return {
    violationsMetPercent: shown(own.map(({ met }) => 100 * met)),
    violationsDrawnPercent: shown(own.map(({ drawn }) => 100 * drawn)),
    secondsToTrain: shown(own.map(({ secondsToTrain }) => secondsToTrain)),
  };
}

function rowOf(keys: StudyRow["keys"], values: readonly number[], notes: readonly string[] = []): StudyRow {
  const { mean, halfWidth } = interval(values);
  return {
    keys,
    value: mean,
    ...(values.length > 1 ? { low: mean - halfWidth, high: mean + halfWidth } : {}),
    published: null,
    ...(notes.length > 0 ? { note: notes.join("; ") } : {}),
  };
}

/** The difference of each seed's cost from that of another, in percent of the other's. */
function against(name: string, own: readonly number[], other: readonly number[]): string {
  return `against ${name} ${shown(own.map((cost, i) => 100 * (cost / other[i] - 1)))} %`;
}

/** Under how many shifts it costs less than another, and beyond its interval less or more. */
function underShifts(name: string, own: readonly Outcome[], other: readonly Outcome[]): string {
  const shifted = shifts.filter((shift) => shift !== USUAL);
  const changes = shifted.map((shift) =>
    interval(own.map(({ costs }, i) => costs[shift.name] - other[i].costs[shift.name])),
  );
  const count = (of: (change: ReturnType<typeof interval>) => boolean) => changes.filter(of).length;
  const lower = count(({ mean }) => mean < 0);
  const surelyLower = count(({ mean, halfWidth }) => mean + halfWidth < 0);
  const surelyHigher = count(({ mean, halfWidth }) => mean - halfWidth > 0);
  const found = `lower in ${lower}, surely lower in ${surelyLower}, surely higher in ${surelyHigher}`;
  return `beside ${name} under ${shifted.length} shifts: ${found}`;
}

/** How much less is earned than by a rival, in percent: what is sold earns its margin. */
function ofReward(
  { margins, demand }: ProductCase,
  own: readonly number[],
  { name, cost }: { name: string; cost: number },
): string[] {
  if (margins === undefined) return [];
  const products = freshProducts(demand);
  const worth = perProduct(products, (mean) => mean).map((mean, i) => mean * margins(products)[i]);
  const reward = mean(worth) - cost;
  return [`earns ${shown(own.map((paid) => (100 * (paid - cost)) / reward))} % less than ${name}`];
}

/** 97.5 % quantiles of Student's t for 1, 2, … values. */
const QUANTILES = [0, 12.706, 4.303, 3.182, 2.776];

/** A mean with half of its 95 % interval. */
function interval(values: readonly number[]): { mean: number; halfWidth: number } {
  const count = values.length;
  const mean = sum(values) / count;
  if (count === 1) return { mean, halfWidth: 0 };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  return { mean, halfWidth: QUANTILES[count - 1] * Math.sqrt(variance / count) };
}

function shown(values: readonly number[]): string {
  const { mean, halfWidth } = interval(values);
  return `${mean.toFixed(2)} ± ${halfWidth.toFixed(2)}`;
}
