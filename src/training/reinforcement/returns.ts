/** One lane's costs and the moments at which it ordered, of a stretch of periods counted from 0. */
export interface LanePlay {
  /** Money of each period. */
  readonly costs: ArrayLike<number>;
  /** Periods in which an order could be placed, ascending. */
  readonly moments: readonly number[];
  /** Periods until an order arrives. */
  readonly leadTime: number;
}

/** What the order of one moment is answerable for. */
export interface OrderCost {
  readonly moment: number;
  /** Money of the periods from its arrival up to, not including, the arrival of the next order. */
  readonly cost: number;
  /** Whether an order followed whose stock the cost after it depends on; not so at the end of a horizon. */
  readonly goesOn: boolean;
}

/**
 * The costs that each order decides: an order of period t with lead time L is answerable for the periods from
 * t + L until the next order arrives, since the one before it has decided all earlier ones (DeepStock, Xie
 * et al. 2026). Where the horizon `ends`, the last orders answer for what is left of it; where it goes on,
 * orders whose periods are cut off have no cost and are left out.
 */
export function orderCosts({ costs, moments, leadTime }: LanePlay, horizon: "ends" | "goes on"): OrderCost[] {
  const found: OrderCost[] = [];
  moments.forEach((moment, index) => {
    const next = moments[index + 1];
    const from = moment + leadTime;
    const to = next === undefined ? Infinity : next + leadTime;
    const whole = to <= costs.length && next < costs.length;
    if (!whole && (horizon === "goes on" || from >= costs.length)) return;
    let cost = 0;
    for (let t = from; t < Math.min(to, costs.length); t++) cost += costs[t];
    const last = next === undefined || next + leadTime >= costs.length;
    found.push({ moment, cost, goesOn: horizon === "goes on" || !last });
  });
  return found;
}

/**
 * The same numbers in all, charged at so many points: the ends of stretches of equal length. With 1 it is all
 * charged at the end, as where the horizon alone is judged; with as many as there are periods, as they are.
 */
export function chargedAt(numbers: Float32Array, points: number): Float32Array {
  const charged = new Float32Array(numbers.length);
  let from = 0;
  for (let point = 1; point <= points; point++) {
    const to = Math.round((point * numbers.length) / points);
    for (let t = from; t < to; t++) charged[to - 1] += numbers[t];
    from = to;
  }
  return charged;
}

export interface Advantages {
  readonly advantages: Float64Array;
  /** What the value of each moment should be: advantage plus the value as it was. */
  readonly returns: Float64Array;
}

export interface AdvantageOptions {
  /** Of each decision, in their order. */
  readonly rewards: ArrayLike<number>;
  readonly goesOn: readonly boolean[];
  /** Of each decision, and of the state after the last one. */
  readonly values: ArrayLike<number>;
  /** Worth of what comes one decision later [γ]. */
  readonly discount: number;
  /** Weight of what comes one decision later in the advantage [λ]. */
  readonly trace: number;
}

/**
 * Generalised advantage estimation (Schulman et al. 2016, equation 16): with δ_k = r_k + γ V_{k+1} − V_k,
 * A_k = δ_k + γ λ A_{k+1}.
 */
export function generalisedAdvantages(options: AdvantageOptions): Advantages {
  const { rewards, goesOn, values, discount, trace } = options;
  const advantages = new Float64Array(rewards.length);
  let later = 0;
  for (let k = rewards.length - 1; k >= 0; k--) {
    const worth = goesOn[k] ? discount : 0;
    const surprise = rewards[k] + worth * values[k + 1] - values[k];
    later = surprise + worth * trace * later;
    advantages[k] = later;
  }
  return { advantages, returns: advantages.map((advantage, k) => advantage + values[k]) };
}
