import { buildSpace, type Space, type SpaceBounds } from "./space.js";

/**
 * Orders min_l (s_l − v_l)⁺, at most a cap. With all levels equal it is a base-stock policy, with a cap a
 * capped base-stock policy, with levels s_0 ≥ s_1 ≥ … ≥ s_L a vector base-stock policy.
 */
export interface LevelPolicy {
  /** s_0, …, s_L. */
  readonly levels: readonly number[];
  readonly cap?: number;
}

/** The states it visits once it has sold what it did not order. */
export function spaceOfLevels({ levels, cap = Infinity }: LevelPolicy): SpaceBounds {
  const leadTime = levels.length - 1;
  const bounds = Array.from({ length: leadTime }, (_, l) =>
    l === 0 ? levels[0] : Math.min(levels[l + 1], (leadTime - l) * cap),
  );
  return { leadTime, bounds, orderMost: Math.min(levels[leadTime], cap) };
}

export function ordersOfLevels(policy: LevelPolicy): { space: Space; orders: Uint16Array } {
  const { levels, cap = Infinity } = policy;
  const space = buildSpace(spaceOfLevels(policy));
  const entries = space.leadTime - 1;
  const orders = new Uint16Array(space.states);
  for (let pipeline = 0; pipeline < space.pipelines; pipeline++) {
    let held = 0;
    let order = Math.min(cap, levels[space.leadTime]);
    for (let l = entries; l >= 1; l--) {
      held += space.due[pipeline * entries + l - 1];
      order = Math.min(order, levels[l] - held);
    }
    const first = space.first[pipeline];
    for (let state = first; state < space.first[pipeline + 1]; state++)
      orders[state] = Math.max(0, Math.min(order, levels[0] - held - (state - first)));
  }
  return { space, orders };
}
