// jax-js beside DeepStock: node jax-js.mjs TASK.json THREADS, started by `deepstock bench`. One jitted
// function of all periods, which jax-js unrolls; its WebAssembly runs on one thread in Node. Features are in
// rows and lanes in columns. Arrays are consumed by what uses them; `ref` keeps one for another use.
import { absent, columnsOf, readTask, rowOf, serve } from "./peer.mjs";

/** Lanes that are simulated together: a million at once would need more memory than it can have. */
const CHUNK = 16384;

const jax = await import("@jax-js/jax").catch(() => absent("@jax-js/jax is missing; run npm ci"));
const { nn, numpy: np } = jax;
await jax.init("wasm");
jax.defaultDevice("wasm");

const task = readTask();
const matrix = ({ rows, columns, values }) => np.array(values.slice()).reshape([rows, columns]);
const parameters = task.layers.flatMap(({ weights, bias }) => [matrix(weights), matrix(bias)]);
await serve("jax-js", task.kind === "train" ? training() : simulation());

function training() {
  const lanes = lanesBetween(0, task.lanes);
  const derivative = jax.jit(jax.valueAndGrad((weights, given) => rollout(weights, given)[0]));
  return async () => {
    const [loss, gradients] = derivative(references(parameters), references(lanes));
    const parts = await Promise.all(gradients.map((gradient) => gradient.data()));
    const probe = () => Math.hypot(...parts.flatMap((part) => Array.from(part)));
    return { loss: (await loss.data())[0], probe };
  };
}

function simulation() {
  const chunks = [];
  for (let from = 0; from < task.lanes; from += CHUNK)
    chunks.push(lanesBetween(from, Math.min(from + CHUNK, task.lanes)));
  const forwards = jax.jit(rollout);
  return async () => {
    let loss = 0;
    const orders = [];
    for (const lanes of chunks) {
      const [cost, order] = forwards(references(parameters), references(lanes));
      loss += (await cost.data())[0];
      orders.push(await order.data());
    }
    const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
    return { loss, probe: () => sum(orders.map(sum)) / task.lanes };
  };
}

/** Inputs of some lanes: on hand and units due in 0, 1, … periods, features, demand of each period. */
function lanesBetween(from, to) {
  const between = (whole) => np.array(columnsOf(whole, from, to)).reshape([whole.rows, to - from]);
  const rowsOf = (whole) => Array.from({ length: whole.rows }, (_, row) => between(rowOf(whole, row)));
  const features = task.features.rows > 0 ? [between(task.features)] : [];
  return [rowsOf(task.start), features, rowsOf(task.demand)];
}

/** The cost of all periods and the last order. */
function rollout(weights, [start, features, demand]) {
  let [onHand, ...due] = start;
  let total = np.array(0);
  let order;
  for (const demanded of demand) {
    const available = onHand.add(due[0]);
    const coming = due.slice(1);
    order = network(weights, [available.ref, ...coming.map((row) => row.ref), ...features.map((x) => x.ref)]);
    const net = available.sub(demanded);
    onHand = nn.relu(net.ref);
    total = total.add(onHand.ref.add(nn.relu(net.neg()).mul(task.shortageCost)).sum());
    due = [...coming, order.ref];
  }
  return [total, order];
}

function network(weights, inputs) {
  let x = np.concatenate(inputs, 0);
  const last = weights.length / 2 - 1;
  for (let layer = 0; layer <= last; layer++) {
    const y = np.matmul(weights[2 * layer].ref, x).add(weights[2 * layer + 1].ref);
    x = layer < last ? elu(y) : nn.softplus(y);
  }
  return x;
}

/** nn.elu takes exp(x) of positive x, too, and where that overflows its derivative is not a number. */
function elu(x) {
  return nn.relu(x.ref).add(np.exp(np.minimum(x, 0)).sub(1));
}

function references(tree) {
  return Array.isArray(tree) ? tree.map(references) : tree.ref;
}
