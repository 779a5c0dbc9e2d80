// TensorFlow.js beside DeepStock: node tfjs.mjs TASK.json THREADS, started by `deepstock bench`. Its
// WebAssembly backend has SIMD and runs on one thread in Node. Lanes are in rows, as its layers want them;
// without a gradient, product, bias and activation are one kernel.
import { createRequire, register } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { absent, columnsOf, readTask, rowOf, serve } from "./peer.mjs";

/** Lanes that are simulated together, so that activations stay small. */
const CHUNK = 16384;

const missing = () => absent("@tensorflow/tfjs-core or -backend-wasm is missing; run npm ci");
const tf = await import("@tensorflow/tfjs-core").catch(missing);
const wasm = await import("@tensorflow/tfjs-backend-wasm").catch(missing);
const { resolve } = createRequire(import.meta.url);
const distOf = (name) => join(dirname(resolve(`${name}/package.json`)), "dist", "/");
wasm.setWasmPaths(distOf("@tensorflow/tfjs-backend-wasm"));
await tf.setBackend("wasm");
await registerGradients();

const task = readTask();
const layerTensors = ({ weights, bias }) => [transposed(weights), tf.tensor1d(bias.values)];
const parameters = task.layers.flatMap(layerTensors);
await serve(`TensorFlow.js ${tf.version_core}`, task.kind === "train" ? training() : simulation());

function training() {
  const lanes = lanesBetween(0, task.lanes);
  const plain = (x, weights, bias) => tf.add(tf.matMul(x, weights), bias);
  const layer = {
    hidden: (...given) => tf.elu(plain(...given)),
    last: (...given) => tf.softplus(plain(...given)),
  };
  const derivative = tf.valueAndGrads((...weights) => rollout(weights, lanes, layer).cost);
  return async () => {
    const { value, grads } = tf.tidy(() => derivative(parameters));
    const parts = await Promise.all(grads.map((gradient) => gradient.data()));
    const [loss] = await value.data();
    tf.dispose([value, grads]);
    return { loss, probe: () => Math.hypot(...parts.flatMap((part) => Array.from(part))) };
  };
}

function simulation() {
  const chunks = [];
  for (let from = 0; from < task.lanes; from += CHUNK)
    chunks.push(lanesBetween(from, Math.min(from + CHUNK, task.lanes)));
  const layer = {
    hidden: (a, b, bias) => tf.fused.matMul({ a, b, bias, activation: "elu" }),
    last: (a, b, bias) => tf.softplus(tf.fused.matMul({ a, b, bias })),
  };
  return async () => {
    let loss = 0;
    const orders = [];
    for (const lanes of chunks) {
      const { cost, order } = tf.tidy(() => rollout(parameters, lanes, layer));
      loss += (await cost.data())[0];
      orders.push(await order.data());
      tf.dispose([cost, order]);
    }
    const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
    return { loss, probe: () => sum(orders.map(sum)) / task.lanes };
  };
}

/** Inputs of some lanes: on hand and units due in 0, 1, … periods, features, demand of each period. */
function lanesBetween(from, to) {
  const between = (whole) => transposed({ ...whole, columns: to - from, values: columnsOf(whole, from, to) });
  const rowsOf = (whole) => Array.from({ length: whole.rows }, (_, row) => between(rowOf(whole, row)));
  const features = task.features.rows > 0 ? [between(task.features)] : [];
  return { start: rowsOf(task.start), features, demand: rowsOf(task.demand) };
}

function rollout(weights, { start, features, demand }, layer) {
  let [onHand, ...due] = start;
  let order;
  const nets = demand.map((demanded) => {
    const available = tf.add(onHand, due[0]);
    order = network(weights, tf.concat([available, ...due.slice(1), ...features], 1), layer);
    const net = tf.sub(available, demanded);
    onHand = tf.relu(net);
    due = [...due.slice(1), order];
    return net;
  });
  const net = tf.concat(nets, 1);
  // Lane by lane first: its sums run in single precision from the first number to the last.
  const lost = tf.sum(tf.sum(tf.relu(tf.neg(net)), 1));
  return { cost: tf.add(tf.sum(tf.sum(tf.relu(net), 1)), tf.mul(lost, task.shortageCost)), order };
}

function network(weights, inputs, { hidden, last }) {
  let x = inputs;
  for (let at = 0; at < weights.length; at += 2)
    x = (at + 2 < weights.length ? hidden : last)(x, weights[at], weights[at + 1]);
  return x;
}

/**
 * The core knows its gradients only where a bundler put them in: they are modules whose imports have no
 * endings and that do not say that they are modules. A hook of Node supplies both.
 */
async function registerGradients() {
  const dist = pathToFileURL(distOf("@tensorflow/tfjs-core")).href;
  const hooks = `
    export const resolve = (name, context, next) =>
      next(/^\\.{1,2}\\//.test(name) && context.parentURL?.startsWith("${dist}") && !name.endsWith(".js")
        ? name + ".js" : name, context);
    export const load = (url, context, next) =>
      next(url, url.startsWith("${dist}") && !url.includes(".node.js")
        ? { ...context, format: "module" } : context);`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  await import(`${dist}register_all_gradients.js`);
}

/** `[rows × columns]`, turned around. */
function transposed({ rows, columns, values }) {
  const turned = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      turned[column * rows + row] = values[row * columns + column];
  return tf.tensor2d(turned, [columns, rows]);
}
