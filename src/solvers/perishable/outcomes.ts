import type { PerishableInstance } from "./instance.js";

/** What a period does to stock on hand. Its arrays are overwritten by the next call of `of`. */
export interface Outcomes {
  /** Looks at the stock whose classes are the digits of `stock`, oldest first. */
  of(stock: number): void;
  /** Outcomes of the last stock: `count` of them. */
  count: number;
  /** Stock after demand, expiry and ageing: one digit fewer, for no class is fresh yet. */
  readonly after: Int32Array;
  readonly probability: Float64Array;
  /** Expected holding, shortage and waste cost of the period. */
  cost: number;
}

export function outcomesOf(instance: PerishableInstance): Outcomes {
  const { lifetime, base, demand, lost, issuing, holdingCost, shortageCost, wasteCost } = instance;
  const most = lifetime * (base - 1);
  const classes = new Int32Array(lifetime);
  const placeValues = Int32Array.from({ length: lifetime }, (_, age) =>
    age === 0 ? 0 : base ** (lifetime - 1 - age),
  );
  const span = base ** (lifetime - 1);
  const ages = Array.from({ length: lifetime }, (_, age) => (issuing === "fifo" ? age : lifetime - 1 - age));
  return {
    count: 0,
    after: new Int32Array(most + 1),
    probability: new Float64Array(most + 1),
    cost: 0,
    of(stock) {
      const total = readDigits(stock, base, classes);
      let after = stock % span;
      let oldest = classes[0];
      let served = 0;
      this.count = 0;
      this.cost = shortageCost * lost[total];
      for (const age of ages)
        for (let unit = 0; unit < classes[age]; unit++) {
          const chance = served < demand.length ? demand[served] : 0;
          this.cost += chance * (wasteCost * oldest + holdingCost * (total - served - oldest));
          add(this, after, chance);
          after -= placeValues[age];
          if (age === 0) oldest--;
          served++;
        }
      let rest = 0;
      for (let units = total; units < demand.length; units++) rest += demand[units];
      add(this, after, rest);
    },
  };
}

/** The digits of a number, the first one leading; their sum. */
export function readDigits(number: number, base: number, digits: Int32Array): number {
  let rest = number;
  let total = 0;
  for (let place = digits.length - 1; place >= 0; place--) {
    const higher = Math.floor(rest / base);
    digits[place] = rest - higher * base;
    total += digits[place];
    rest = higher;
  }
  return total;
}

/** Units that would have expired anyway leave the same stock: outcomes in a row that are alike become one. */
function add(outcomes: Outcomes, after: number, probability: number): void {
  const last = outcomes.count - 1;
  if (last >= 0 && outcomes.after[last] === after) {
    outcomes.probability[last] += probability;
    return;
  }
  outcomes.after[outcomes.count] = after;
  outcomes.probability[outcomes.count++] = probability;
}
