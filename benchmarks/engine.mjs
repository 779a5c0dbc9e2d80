// How fast the engine trains, beside the limit that its own matrix products set on this machine in this
// minute: node benchmarks/engine.mjs [threads], after npm run build.
import { availableParallelism } from "node:os";
import { performance } from "node:perf_hooks";
import { workerThreads } from "../dist/cluster/worker-threads.js";
import { compileRollout, concat, createWasmExecutor, dense } from "../dist/engine/index.js";

const HIDDEN = 64;
const SEEN = 8;
const PERIODS = 50;

const most = Number(process.argv[2] ?? availableParallelism());
for (let count = 1; count <= most; count *= 2) {
  const executor = createWasmExecutor(count > 1 ? { threads: { port: workerThreads, count } } : {});
  for (const lanes of [64, 1024]) report(executor, { count, lanes });
  executor.close();
}

/** Interleaves the two measurements, so that a loaded machine slows both down. */
function report(executor, { count, lanes }) {
  const training = trainingStep(executor, lanes);
  const limit = productsOnly(executor, lanes);
  const best = { training: 0, limit: 0 };
  const start = performance.now();
  for (let round = 0; round < 8 || performance.now() - start < 3000; round++) {
    best.training = Math.max(best.training, speed(training));
    best.limit = Math.max(best.limit, speed(limit));
  }
  const share = ((100 * best.training) / best.limit).toFixed(0);
  const [reached, possible] = [best.training.toFixed(1), best.limit.toFixed(1)];
  const where = `${lanes} lanes, ${count} thread${count > 1 ? "s" : ""}`;
  process.stdout.write(`${where}: ${reached} GFLOP/s, ${share} % of the products' ${possible}\n`);
}

function speed({ session, parameters, flops }) {
  const start = performance.now();
  session.run(parameters);
  return flops / (performance.now() - start) / 1e6;
}

/** A gradient of lost sales with lead time 4 under a network of 8-64-64-1. */
function trainingStep(executor, lanes) {
  const layer = (name, rows, columns) => [
    { name: `weights ${name}`, rows, columns },
    { name: `bias ${name}`, rows, columns: 1 },
  ];
  const layers = [layer("1", HIDDEN, SEEN), layer("2", HIDDEN, HIDDEN), layer("3", 1, HIDDEN)];
  const rollout = {
    state: { onHand: 1, pipeline: 3 },
    lane: { cost: 4 },
    period: { demand: 1 },
    parameters: layers.flat(),
    step({ state, lane, period }) {
      const observation = [state.onHand, state.pipeline, lane.cost];
      const [first, second, last] = layers;
      const hidden = dense(first[0], concat(observation), first[1]).elu();
      const order = dense(last[0], dense(second[0], hidden, second[1]).elu(), last[1]).softplus();
      const onHand = state.onHand.add(state.pipeline.row(0));
      const left = onHand.sub(period.demand).atLeast(0);
      const lost = period.demand.sub(onHand).atLeast(0);
      const pipeline = concat([state.pipeline.slice(1, 3), order]);
      return { state: { onHand: left, pipeline }, loss: left.add(lost.mul(9)) };
    },
  };
  const session = executor.open(compileRollout(rollout, { gradient: true }), { lanes, periods: PERIODS });
  const demand = Float32Array.from({ length: PERIODS + lanes }, (_, t) => (t * 7) % 11);
  for (let lane = 0; lane < lanes; lane++) session.setPeriods("demand", 0, lane, demand, lane);
  const macs = SEEN * HIDDEN + HIDDEN * HIDDEN + HIDDEN;
  return { session, parameters: smallNumbers(macs + 2 * HIDDEN + 1), flops: 6 * macs * lanes * PERIODS };
}

/** Nothing but products of 64 x 64 weights: the limit. */
function productsOnly(executor, lanes) {
  const weights = Array.from({ length: 8 }, (_, i) => ({ name: `${i}`, rows: HIDDEN, columns: HIDDEN }));
  const rollout = {
    state: { x: HIDDEN },
    lane: {},
    period: {},
    parameters: weights,
    step: ({ state }) => ({ state: { x: weights.reduce((x, matrix) => dense(matrix, x), state.x) } }),
  };
  const session = executor.open(compileRollout(rollout, { gradient: false }), { lanes, periods: PERIODS });
  const macs = 8 * HIDDEN * HIDDEN;
  return { session, parameters: smallNumbers(macs), flops: 2 * macs * lanes * PERIODS };
}

function smallNumbers(length) {
  return Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 0.12);
}
