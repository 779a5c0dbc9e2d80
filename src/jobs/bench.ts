import { loadavg } from "node:os";
import { Cancelled, InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import type { Task } from "../base/progress.js";
import { comparisons } from "./bench/comparisons.js";
import type { Absent, Contender } from "./bench/contender.js";
import { appendToHistory, readHistory } from "./bench/history.js";
import { type Inputs, inputsOf } from "./bench/inputs.js";
import { type Limit, limits } from "./bench/limits/index.js";
import { describeMachine } from "./bench/machine.js";
import { measure } from "./bench/measure.js";
import { measureLimit } from "./bench/measure-limit.js";
import { type Learning, learner, learnings } from "./bench/learning.js";
import { FAST_ENGINE, OWN_ENGINE, ownEngine } from "./bench/own-engine.js";
import { startPeer } from "./bench/peer-process.js";
import { type Peer, peers } from "./bench/peers.js";
import type { BenchReport, BenchResult, Skipped } from "./bench/report.js";
import { resultsOf } from "./bench/results.js";
import { writeTask } from "./bench/task-file.js";
import { type Workload, amountOf, workloads } from "./bench/workload.js";
import { hasFastMath } from "../engine/index.js";
import type { JobContext } from "./context.js";
import { createExecutor } from "./executor.js";

export interface BenchJob {
  /** One workload or limit; default all. */
  readonly name?: string;
  /** A file of reports to add this one's to. */
  readonly history?: string;
}

/** What there is to measure, and how carefully; tests hand in less. */
export interface BenchPlan {
  readonly workloads: readonly Workload[];
  readonly learnings: readonly Learning[];
  readonly limits: readonly Limit[];
  readonly peers: readonly Peer[];
  readonly rounds: number;
  readonly turnSeconds: number;
  readonly restMs: number;
}

const everything: BenchPlan = {
  workloads,
  learnings,
  limits,
  peers,
  rounds: 7,
  turnSeconds: 0.4,
  restMs: 60,
};

/**
 * Measures speed beside peers, in turns, and what must stay small.
 * @throws InputError where nothing has that name, or the history is no history.
 */
export async function runBench(
  { name, history }: BenchJob,
  context: JobContext,
  plan: BenchPlan = everything,
): Promise<BenchReport> {
  const asked = named(plan, name);
  if (history !== undefined) await readHistory(history);
  const machine = describeMachine();
  const results: BenchResult[] = [];
  const skipped: Skipped[] = [];
  for (const group of groups(asked.workloads, plan.workloads)) {
    const found = await measureGroup(group, plan, context);
    results.push(...found.results);
    skipped.push(...found.skipped);
  }
  for (const learning of asked.learnings) {
    const found = await measureLearning(learning, plan, context);
    results.push(...found.results);
    skipped.push(...found.skipped);
  }
  for (const limit of asked.limits) {
    const found = await limitResult(limit, context);
    if ("reason" in found) skipped.push(found);
    else results.push(found);
  }
  const loadAfter = Number(loadavg()[0].toFixed(2));
  const report = { machine: { ...machine, loadAfter }, results, comparisons: comparisons(results), skipped };
  if (history !== undefined) await appendToHistory(history, report);
  return report;
}

type Asked = Pick<BenchPlan, "workloads" | "learnings" | "limits">;

function named(plan: BenchPlan, name: string | undefined): Asked {
  if (name === undefined) return plan;
  const isNamed = (thing: { name: string }) => thing.name === name;
  const found = {
    workloads: plan.workloads.filter(isNamed),
    learnings: plan.learnings.filter(isNamed),
    limits: plan.limits.filter(isNamed),
  };
  if (Object.values(found).some((things) => things.length > 0)) return found;
  const known = [...plan.workloads, ...plan.learnings, ...plan.limits].map((thing) => thing.name);
  throw new InputError("bench", `"${name}" is no known workload`, suggestion(name, known));
}

/** Workloads that are measured in the same turns; what was measured beside another is not measured again. */
function groups(asked: readonly Workload[], all: readonly Workload[]): Workload[][] {
  const grouped = asked.map((workload) => [
    workload,
    ...all.filter(({ name }) => name === workload.beside),
  ]);
  const beside = new Set(asked.map((workload) => workload.beside));
  return grouped.filter(([first]) => !beside.has(first.name));
}

async function measureGroup(group: readonly Workload[], plan: BenchPlan, context: JobContext) {
  const title = group.map(({ name }) => name).join(" and ");
  const starting = context.progress.start(`Starting engines for ${title}`);
  const contenders: Contender[] = [];
  const absent: Skipped[] = [];
  try {
    for (const workload of group)
      for (const one of await contendersOf(workload, plan, context)) {
        if ("reason" in one) absent.push(absentee(one));
        else contenders.push(one);
      }
    starting.finish(`${contenders.length} take part`);
    const measured = await takeTurns(title, contenders, { plan, context });
    const { results, skipped } = resultsOf(measured, group.map(amountOf));
    return { results, skipped: [...absent, ...skipped] };
  } finally {
    for (const contender of contenders) contender.close();
  }
}

async function measureLearning(learning: Learning, plan: BenchPlan, context: JobContext) {
  const contenders = threadCounts(context).map((threads) =>
    learner(learning, { executor: createExecutor(threads), threads }),
  );
  try {
    return resultsOf(await takeTurns(learning.name, contenders, { plan, context }), [learning]);
  } finally {
    for (const contender of contenders) contender.close();
  }
}

/** One, and all. */
function threadCounts({ threads }: JobContext): number[] {
  return threads > 1 ? [1, threads] : [1];
}

async function takeTurns(
  title: string,
  contenders: readonly Contender[],
  { plan, context }: { readonly plan: BenchPlan; readonly context: JobContext },
) {
  const turns = contenders.length * (plan.rounds + 1);
  const task = context.progress.start(`Measuring ${title}`, turns);
  const measured = await measure(contenders, { ...plan, onTurn: turnCounter(task, context.signal) });
  task.finish();
  return measured;
}

function turnCounter(task: Task, signal: AbortSignal) {
  let turns = 0;
  return ({ engine, threads }: Contender) => {
    stopIfAsked(signal);
    task.advance(turns++, `${engine} ${threads}`);
  };
}

async function contendersOf(
  workload: Workload,
  plan: BenchPlan,
  context: JobContext,
): Promise<(Contender | Absent)[]> {
  const { name, task } = workload;
  const inputs = inputsOf(task);
  const { threads, signal } = context;
  const counts = threadCounts(context);
  const found: (Contender | Absent)[] = counts.map((count) =>
    ownEngine({ workload: name, task, inputs, executor: createExecutor(count), threads: count }),
  );
  if (workload.peers.includes(FAST_ENGINE))
    found.push(...counts.map((count) => fastEngine(workload, inputs, count)));
  const file = await writeTask(task, inputs);
  try {
    for (const peer of plan.peers.filter(({ engine }) => workload.peers.includes(engine)))
      for (const count of peer.threads(threads)) {
        stopIfAsked(signal);
        found.push(await startPeer(peer, { workload: name, threads: count, taskFile: file.path, signal }));
      }
  } finally {
    await file.remove();
  }
  return found;
}

function fastEngine(
  { name: workload, task }: Workload,
  inputs: Inputs,
  threads: number,
): Contender | Absent {
  const who = { workload, engine: FAST_ENGINE, threads };
  if (!hasFastMath()) {
    const wayOut = "use Node 22 or later, or node --experimental-wasm-relaxed-simd";
    return { ...who, reason: `no relaxed SIMD here; ${wayOut}` };
  }
  return ownEngine({ ...who, task, inputs, executor: createExecutor(threads, { fastMath: true }) });
}

function absentee({ workload, ...rest }: Absent): Skipped {
  return { name: workload, ...rest };
}

async function limitResult(limit: Limit, { threads, signal, progress }: JobContext) {
  stopIfAsked(signal);
  const { name, unit, atMost } = limit;
  const task = progress.start(`Measuring ${name}`);
  const found = await measureLimit(limit, { threads, signal });
  task.finish();
  stopIfAsked(signal);
  const who = { name, engine: OWN_ENGINE, threads };
  if ("reason" in found) return { ...who, reason: found.reason };
  return { ...who, value: found.value, unit, atMost, valid: true, note: found.note } satisfies BenchResult;
}

function stopIfAsked(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled("Run deepstock bench again; nothing is kept of a part of it.");
}
