import { type Value, type Values, column } from "../engine/index.js";
import { type Penalty, answersOf } from "../penalties/index.js";
import type { Problem } from "../problems/problem.js";
import type { RecordName } from "../simulation/period.js";
import type { Probe, ProbedPeriod } from "../simulation/probe.js";
import { mostOnHand } from "../simulation/start-state.js";

/** How much an inequality that is broken by e counts: e, or e². */
export type Hinge = "hinge" | "squared-hinge";

export interface WeightedPenalty {
  readonly penalty: Penalty;
  /** Beside the cost over the usual money of a period. */
  readonly weight: number;
}

/** The largest excess in the state that was met, and in the one that was drawn. */
export const MET: RecordName = "probed met";
export const DRAWN: RecordName = "probed drawn";

/** Stock of each kind is drawn up to so many times what is on hand at most when training starts. */
const BOX = 4 / 3;
/** Where demand waits, stock is drawn from minus this share of the box on. */
const BACKLOG_SHARE = 0.25;

/**
 * Looks at a policy in the states that it meets and in states drawn from a box around them:
 *
 *     Σ_penalties w Σ_inequalities φ(excess),  averaged over both states                        (1)
 *
 * Maggiar et al. (2025), arXiv 2507.22040: states are met or drawn, since where a policy seldom comes the
 * cost alone teaches it nothing.
 */
export function structureProbe(
  problem: Problem,
  { penalties, form }: { penalties: readonly WeightedPenalty[]; form: Hinge },
): Probe {
  return (period) => {
    const found = [period.state, drawnState(problem, period)].map((state) => {
      const { economics, scale } = period;
      const leaves = leavesOf(state);
      const decided = period.decide(leaves);
      const answers = answersOf({ problem, state: leaves, economics, scale, decided });
      const excess = penalties.map(({ penalty, weight }) => {
        return { rows: penalty.excess(answers).relu(), weight };
      });
      const loss = excess.map(({ rows, weight }) => shaped(rows, form).sumRows().mul(weight));
      return { loss: sum(loss), largest: largest(excess.map(({ rows }) => rows)) };
    });
    const [met, drawn] = found;
    return {
      loss: met.loss.add(drawn.loss).mul(0.5), // (1)
      records: { [MET]: met.largest, [DRAWN]: drawn.largest },
    };
  };
}

/** Values that slopes can be taken of: views of them lead to them, and no further. */
function leavesOf(state: Values): Values {
  return Object.fromEntries(Object.entries(state).map(([name, rows]) => [name, rows.stopGradient()]));
}

/** Every row even between nothing and the box's edge; nothing where an order cannot be due. */
function drawnState(problem: Problem, { uniform, scale, coverPeriods, leadTime }: ProbedPeriod): Values {
  const edge = scale.mul(coverPeriods).mul(BOX * mostOnHand(problem));
  let from = 0;
  return Object.fromEntries(
    Object.entries(problem.state).map(([name, count]) => {
      const even = uniform.slice(from, (from += count));
      if (name === "due") {
        const inPeriods = column(Array.from({ length: count }, (_, row) => row));
        return [name, even.mul(edge).mul(leadTime.greater(inPeriods))];
      }
      const low = problem.allowsBacklog ? BACKLOG_SHARE : 0;
      return [name, even.mul(1 + low).sub(low).mul(edge)];
    }),
  );
}

function shaped(excess: Value, form: Hinge): Value {
  return form === "hinge" ? excess : excess.mul(excess);
}

function sum(values: readonly Value[]): Value {
  return values.reduce((a, b) => a.add(b));
}

function largest(values: readonly Value[]): Value {
  const rows = values.flatMap((value) => Array.from({ length: value.rows }, (_, row) => value.row(row)));
  return rows.reduce((a, b) => a.atLeast(b));
}
