import { type Values, compileRollout } from "../../src/engine/index.js";
import type { Penalty } from "../../src/penalties/index.js";
import { executor } from "./executor.js";

/** Slopes and quantities of the decisions in one state, as numbers. */
export interface KnownAnswers {
  readonly quantities: readonly number[];
  /** By decision, then by the age of stock, from the oldest. */
  readonly stockSlopes: readonly (readonly number[])[];
  readonly moneySlopes?: Readonly<Record<"price" | "shortageCost" | "unitCost" | "holdingCost", number>>;
}

/** The largest excess that a penalty finds in each state. */
export function excessOf(penalty: Penalty, states: readonly KnownAnswers[]): number[] {
  const [{ quantities, stockSlopes }] = states;
  const money = ["price", "shortageCost", "unitCost", "holdingCost"] as const;
  const plan = compileRollout(
    {
      state: {},
      lane: {
        quantities: quantities.length,
        ...Object.fromEntries(stockSlopes.map((rows, index) => [`slopes ${index}`, rows.length])),
        ...Object.fromEntries(money.map((name) => [name, 1])),
      },
      period: {},
      parameters: [],
      step: ({ lane }) => ({ state: {}, records: { excess: largest(penalty, lane, quantities.length) } }),
    },
    { gradient: false },
  );
  const session = executor.open(plan, { lanes: states.length, periods: 1 });
  const set = (name: string, row: number, of: (state: KnownAnswers) => number) =>
    session.setLane(name, row, states.map(of));
  quantities.forEach((_, row) => set("quantities", row, (state) => state.quantities[row]));
  stockSlopes.forEach((rows, index) =>
    rows.forEach((_, row) => set(`slopes ${index}`, row, (state) => state.stockSlopes[index][row])),
  );
  for (const name of money) set(name, 0, ({ moneySlopes }) => moneySlopes?.[name] ?? 0);
  session.run(new Float32Array(0));
  const found = states.map((_, lane) => {
    const value = new Float32Array(1);
    session.readRecord("excess", 0, lane, value, 0);
    return value[0];
  });
  session.dispose();
  return found;
}

function largest(penalty: Penalty, lane: Values, decisions: number) {
  const { price, shortageCost, unitCost, holdingCost } = lane;
  const excess = penalty.excess({
    scale: lane.price.mul(0).add(1),
    decisions: Array.from({ length: decisions }, (_, index) => ({
      direction: "up" as const,
      quantity: lane.quantities.row(index),
      stockSlopes: lane[`slopes ${index}`],
      moneySlopes: { price, shortageCost, unitCost, holdingCost },
    })),
  });
  return Array.from({ length: excess.rows }, (_, row) => excess.row(row)).reduce((a, b) => a.atLeast(b));
}
