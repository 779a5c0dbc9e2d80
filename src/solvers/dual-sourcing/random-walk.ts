/**
 * The long-run distribution of the walk O ← max(0, O + step − D), where D is independent demand with the
 * given probabilities; undefined where its mean is so close to `step` that the walk hardly comes back.
 * `step` must be below the mean. The walk is cut where less than 1e-12 is left.
 */
export function walkDistribution(demand: Float64Array, step: number): Float64Array | undefined {
  for (let states = 8 * demand.length; states <= STATES_MOST; states *= 2) {
    const distribution = cutWalk(demand, step, states);
    if (distribution[states - 1] < 1e-12) return distribution;
  }
  return undefined;
}

const STATES_MOST = 200_000;

/**
 * The walk on 0, …, states − 1, by elimination of the states from the top (Grassmann, Taksar and Heyman
 * 1985): nothing is subtracted, so slow mixing costs no accuracy. A step up is at most `step` and a step down
 * at most the largest demand, and elimination keeps that band.
 */
function cutWalk(demand: Float64Array, step: number, states: number): Float64Array {
  const down = demand.length - 1;
  const band = down + step + 1;
  // moves[from * band + (to − from + down)]: the probability of going from one state to the other.
  const moves = new Float64Array(states * band);
  for (let from = 0; from < states; from++)
    for (let units = 0; units <= down; units++) {
      const to = Math.min(states - 1, Math.max(0, from + step - units));
      moves[from * band + to - from + down] += demand[units];
    }
  for (let gone = states - 1; gone > 0; gone--) eliminate(moves, { gone, down, step, band });
  const weights = new Float64Array(states);
  weights[0] = 1;
  let total = 1;
  for (let to = 1; to < states; to++) {
    for (let from = Math.max(0, to - step); from < to; from++)
      weights[to] += weights[from] * moves[from * band + to - from + down];
    total += weights[to];
  }
  return weights.map((weight) => weight / total);
}

interface Elimination {
  readonly gone: number;
  readonly down: number;
  readonly step: number;
  readonly band: number;
}

/** Paths through the state `gone` become moves between the states below it. */
function eliminate(moves: Float64Array, { gone, down, step, band }: Elimination): void {
  const lowest = Math.max(0, gone - down);
  let leaving = 0;
  for (let to = lowest; to < gone; to++) leaving += moves[gone * band + to - gone + down];
  for (let from = Math.max(0, gone - step); from < gone; from++) {
    const entering = (moves[from * band + gone - from + down] /= leaving);
    if (entering === 0) continue;
    for (let to = lowest; to < gone; to++)
      moves[from * band + to - from + down] += entering * moves[gone * band + to - gone + down];
  }
}
