import {
  type Plan,
  type Rollout,
  type Value,
  compileRollout,
  concat,
  dense,
  gradient,
} from "../engine/index.js";
import { mlp } from "../policies/neural/backbones/mlp.js";
import { LEAD_TIME, type MeasuredTask, SHORTAGE_COST, featureRows, layerSizes } from "./measured-task.js";

/**
 * The plan of a benchmark: one period with nothing in it that is not measured. States are `onHand` and `due`
 * (of products `x`), the lane input is `features`, the period input `demand`. `penalised` adds to the loss
 * what a structure penalty does: the squares of ∂order/∂state wherever it is positive.
 */
export function measuredPlan(task: MeasuredTask, { penalised = false } = {}): Plan {
  const rollout = task.kind === "products" ? productsPeriod(task) : lostSalesPeriod(task, penalised);
  return compileRollout(rollout, { gradient: task.kind === "train" });
}

function lostSalesPeriod(task: MeasuredTask, penalised: boolean): Rollout {
  const [inputs, ...rest] = task.widths;
  const network = mlp({ inputs, hidden: rest.slice(0, -1), initialOutput: [0] });
  const features = featureRows(task);
  return {
    state: { onHand: 1, due: LEAD_TIME },
    lane: features > 0 ? { features } : {},
    period: { demand: 1 },
    parameters: network.parameters,
    step({ state, lane, period }) {
      const onHand = state.onHand.add(state.due.row(0));
      const onOrder = state.due.slice(1, LEAD_TIME);
      const observed = features > 0 ? [onHand, onOrder, lane.features] : [onHand, onOrder];
      const order = network.apply(concat(observed)).softplus();
      const net = onHand.sub(period.demand);
      const left = net.atLeast(0);
      const lost = net.negate().atLeast(0);
      const cost = left.add(lost.mul(SHORTAGE_COST));
      const loss = penalised ? cost.add(penaltyOf(order, [state.onHand, state.due])) : cost;
      return { state: { onHand: left, due: concat([onOrder, order]) }, loss };
    },
  };
}

/** Orders should not rise with what is there already. */
function penaltyOf(order: Value, state: readonly Value[]): Value {
  const slopes = concat(gradient(order, state)).relu();
  return slopes.mul(slopes).sumRows();
}

function productsPeriod(task: MeasuredTask): Rollout {
  const weights = layerSizes(task).map((size, layer) => ({ name: `layer${layer + 1}.weights`, ...size }));
  return {
    state: { x: task.widths[0] },
    lane: {},
    period: {},
    parameters: weights,
    step: ({ state }) => ({ state: { x: weights.reduce((x, matrix) => dense(matrix, x), state.x) } }),
  };
}
