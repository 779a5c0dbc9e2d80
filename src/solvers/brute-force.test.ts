import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { solvers } from "./index.js";

type State = readonly number[];

/** A problem as its note tells it, period by period, without any of the reductions that the solvers use. */
interface Told {
  readonly start: State;
  readonly demand: readonly number[];
  decisions(state: State): readonly State[];
  step(state: State, decision: State, demand: number): { readonly next: State; readonly cost: number };
}

/** All that can be reached: expected costs of the decisions in each state, and where they lead. */
function tabulated({ start, demand, decisions, step }: Told) {
  const index = new Map([[String(start), 0]]);
  const states = [start];
  const table: { cost: number; next: number[] }[][] = [];
  for (let at = 0; at < states.length; at++)
    table.push(
      decisions(states[at]).map((decision) => {
        let cost = 0;
        const next = demand.map((chance, units) => {
          const led = step(states[at], decision, units);
          cost += chance * led.cost;
          const key = String(led.next);
          if (!index.has(key)) index.set(key, states.push(led.next) - 1);
          return index.get(key) ?? 0;
        });
        return { cost, next };
      }),
    );
  return table;
}

/** The least average cost per period by relative value iteration on every state and decision. */
function leastAverageCost(told: Told): number {
  const table = tabulated(told);
  let values = table.map(() => 0);
  for (let sweep = 0; sweep < 20_000; sweep++) {
    const grown = table.map((decisions, at) => {
      const costs = decisions.map(({ cost, next }) => cost + expected(told.demand, next, values));
      return 0.5 * (Math.min(...costs) - values[at]);
    });
    const [low, high] = [Math.min(...grown), Math.max(...grown)];
    if (high - low < 1e-9) return low + high;
    values = values.map((value, at) => value + grown[at] - grown[0]);
  }
  throw new Error("the bounds do not meet");
}

/** The least expected discounted cost from the start. */
function leastDiscountedCost(told: Told, discount: number): number {
  const table = tabulated(told);
  let values = table.map(() => 0);
  for (let change = 1; change > 1e-11; ) {
    const next = table.map((decisions) =>
      Math.min(...decisions.map((one) => one.cost + discount * expected(told.demand, one.next, values))),
    );
    change = Math.max(...next.map((value, at) => Math.abs(value - values[at])));
    values = next;
  }
  return values[0];
}

function expected(demand: readonly number[], next: readonly number[], values: readonly number[]): number {
  return demand.reduce((sum, chance, units) => sum + chance * values[next[units]], 0);
}

function upTo(most: number): number[] {
  return Array.from({ length: Math.max(most, 0) + 1 }, (_, units) => units);
}

/** The optimum of the solver, once it is known to be below its classical policies. */
async function solved(problem: string, options: Record<string, unknown>) {
  const solver = solvers.find((candidate) => candidate.problem === problem);
  if (!solver) throw new Error(`no solver of ${problem}`);
  const solution = await solver.solve(solver.options.parse(options), {});
  for (const { name, cost } of solution.policies)
    expect(cost, name).toBeGreaterThan(solution.optimal.cost - 1e-6);
  return solution.optimal.cost;
}

/** Probabilities of 0, 1, …, `most` units, none of them negligible. */
function demandUpTo(most: number) {
  const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: most + 1, maxLength: most + 1 });
  return weights.map((each) => each.map((weight) => weight / each.reduce((sum, one) => sum + one, 0)));
}

const text = (demand: readonly number[]) => `pmf:${demand.join(",")}`;
const money = fc.integer({ min: 1, max: 20 });
const runs = { numRuns: 6 };

describe("the optimum is what trying every decision in every state finds", () => {
  it("where sales are lost", () => {
    const given = fc.tuple(demandUpTo(2), fc.integer({ min: 1, max: 3 }), money, money);
    return fc.assert(
      fc.asyncProperty(given, async ([demand, leadTime, holdingCost, shortageCost]) => {
        const told: Told = {
          start: Array.from({ length: leadTime }, () => 0),
          demand,
          decisions: () => upTo(2).map((order) => [order]),
          step([onHand, ...due], [order], asked) {
            const left = Math.max(onHand - asked, 0);
            const pipeline = [...due, order];
            const cost = holdingCost * left + shortageCost * Math.max(asked - onHand, 0);
            // No more can be asked until the last order arrives.
            return { next: [Math.min(left + pipeline[0], 2 * (leadTime + 1)), ...pipeline.slice(1)], cost };
          },
        };
        const options = { demand: text(demand), leadTime, holdingCost, shortageCost };
        expect(await solved("lost-sales", options)).toBeCloseTo(leastAverageCost(told), 6);
      }),
      runs,
    );
  });

  it("with two suppliers", () => {
    const given = fc.tuple(demandUpTo(2), fc.integer({ min: 0, max: 1 }), money, money, money, money);
    return fc.assert(
      fc.asyncProperty(given, async ([demand, expeditedLeadTime, holdingCost, scarce, cheap, more]) => {
        const [shortageCost, regularCost, expeditedCost] = [holdingCost + scarce, cheap, cheap + more];
        const regularLeadTime = expeditedLeadTime + 2;
        const bound = 8;
        const told: Told = {
          start: Array.from({ length: regularLeadTime }, () => 0),
          demand,
          decisions: ([net, ...due]) => {
            const position = net + due.reduce((sum, units) => sum + units, 0);
            return upTo(Math.max(4, -position)).flatMap((fast) => upTo(3).map((slow) => [fast, slow]));
          },
          step([net, ...due], [fast, slow], asked) {
            const pipeline = [...due, slow];
            if (expeditedLeadTime > 0) pipeline[expeditedLeadTime - 1] += fast;
            const stock = net + (expeditedLeadTime === 0 ? fast : 0) - asked;
            const cost =
              regularCost * slow + expeditedCost * fast +
              holdingCost * Math.max(stock, 0) + shortageCost * Math.max(-stock, 0);
            const after = stock + pipeline[0];
            const next = Math.min(Math.max(after, -bound), bound);
            // Or it would pay to owe more than the bound and be forgiven the rest.
            const forgiven = expeditedCost * Math.max(-bound - after, 0);
            const rest = pipeline.slice(1).map((units) => Math.min(units, 5));
            return { next: [next, ...rest], cost: cost + forgiven };
          },
        };
        const costs = { holdingCost, shortageCost, regularCost, expeditedCost };
        const options = { demand: text(demand), regularLeadTime, expeditedLeadTime, ...costs };
        expect(await solved("dual-sourcing", options)).toBeCloseTo(leastAverageCost(told), 5);
      }),
      // Where a unit costs far more than to owe it for a period.
      { ...runs, examples: [[[[1 / 3, 1 / 3, 1 / 3], 0, 1, 1, 17, 1]]] },
    );
  });

  it("with a cost per order", () => {
    const given = fc.tuple(demandUpTo(3), fc.integer({ min: 0, max: 1 }), money, money, money);
    return fc.assert(
      fc.asyncProperty(given, async ([demand, leadTime, holdingCost, scarce, orderCost]) => {
        const shortageCost = holdingCost + scarce;
        const bound = 24;
        const told: Told = {
          start: [0],
          demand,
          decisions: ([net]) => upTo(bound - net).map((order) => [order]),
          step([net], [order], asked) {
            const [atOnce, later] = leadTime === 0 ? [order, 0] : [0, order];
            const stock = Math.max(net + atOnce - asked, -bound);
            const held = holdingCost * Math.max(stock, 0) + shortageCost * Math.max(-stock, 0);
            return { next: [stock + later], cost: held + (order > 0 ? orderCost : 0) };
          },
        };
        const options = { demand: text(demand), leadTime, holdingCost, shortageCost, orderCost };
        expect(await solved("fixed-cost", options)).toBeCloseTo(leastAverageCost(told), 5);
      }),
      runs,
    );
  });

  it("of procurement and removal", () => {
    const given = fc.tuple(demandUpTo(3), money, money, money, money);
    return fc.assert(
      fc.asyncProperty(given, async ([demand, salvageValue, dearer, margin, held]) => {
        const [unitCost, holdingCost] = [salvageValue + dearer, held / 20];
        const [price, discount, onHand] = [unitCost + margin, 0.9, 12];
        const told: Told = {
          start: [onHand],
          demand,
          decisions: () => upTo(20).map((level) => [level]),
          step([before], [level], asked) {
            const left = Math.max(level - asked, 0);
            const bought = level > before ? unitCost * (level - before) : -salvageValue * (before - level);
            return { next: [left], cost: bought + holdingCost * left - price * (level - left) };
          },
        };
        const prices = { price, unitCost, salvageValue, holdingCost };
        const options = { demand: text(demand), ...prices, discount, onHand };
        const found = await solved("procurement-removal", options);
        expect(found).toBeCloseTo(leastDiscountedCost(told, discount), 6);
      }),
      runs,
    );
  });

  it("of stock that expires", () => {
    const given = fc.tuple(
      demandUpTo(2),
      fc.integer({ min: 2, max: 3 }),
      fc.integer({ min: 1, max: 2 }),
      fc.constantFrom("fifo", "lifo"), money, money, money, money,
    );
    return fc.assert(
      fc.asyncProperty(given, async ([demand, lifetime, leadTime, issuing, ...prices]) => {
        const [unitCost, holdingCost, margin, wasteCost] = prices;
        const [shortageCost, discount] = [unitCost + margin, 0.8];
        const told: Told = {
          start: Array.from({ length: lifetime + leadTime - 1 }, () => 0),
          demand,
          decisions: () => upTo(2).map((order) => [order]),
          step(state, [order], asked) {
            const stock = state.slice(0, lifetime);
            let open = asked;
            for (const age of issuing === "fifo" ? upTo(lifetime - 1) : upTo(lifetime - 1).reverse()) {
              const served = Math.min(stock[age], open);
              stock[age] -= served;
              open -= served;
            }
            const [expired, ...kept] = stock;
            const held = kept.reduce((sum, units) => sum + units, 0);
            const cost = unitCost * order + shortageCost * open + wasteCost * expired + holdingCost * held;
            return { next: [...kept, ...state.slice(lifetime), order], cost };
          },
        };
        const costs = { unitCost, holdingCost, shortageCost, wasteCost };
        const problem = { demand: text(demand), lifetime, leadTime, issuing, maxOrder: 2, discount };
        const endless = { horizon: 200, burnIn: 0 };
        const found = await solved("perishable", { ...problem, ...costs, ...endless });
        expect(found).toBeCloseTo(leastDiscountedCost(told, discount), 6);
      }),
      runs,
    );
  });
});
