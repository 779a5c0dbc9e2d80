import { z } from "zod";
import { InputError, assert } from "../base/errors.js";
import { nearest } from "../base/nearest.js";
import { parseOptions, shown } from "../base/options.js";
import { type RandomStream, randomStream } from "../base/random.js";
import { estimateDemand } from "../demand/censored.js";
import { featureTable } from "../demand/feature-table.js";
import { featureSet } from "../demand/features/index.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { type Executor } from "../engine/index.js";
import { type Head, heads } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import type { BoundPolicy, Policy, PolicySetting } from "../policies/policy.js";
import { type Problem, problems } from "../problems/index.js";
import { policySetting, world } from "../simulation/world.js";
import type { World } from "../simulation/world.js";
import { type Config, isGenerated, sectionPlace } from "../store/config-file.js";
import { type Trainer, trainers } from "../training/index.js";
import { type Ranges, splitRanges } from "./ranges.js";

/** A configuration with its data, ready to train, judge or recommend. */
export interface Setup {
  readonly config: Config;
  readonly world: World;
  /** 1 where demand had to be estimated, `[series × periods]`. */
  readonly estimated: Uint8Array;
  readonly setting: PolicySetting;
  readonly policy: Policy;
  readonly bound: BoundPolicy;
  readonly trainer: Trainer;
  readonly ranges: Ranges;
  readonly executor: Executor;
  readonly stream: RandomStream;
  /** One usual demand for all series, where the policy is configured so. */
  readonly sharedScale: number | undefined;
}

export interface SetupOptions {
  readonly config: Config;
  readonly panel: Panel;
  readonly executor: Executor;
  /** Decisions to know the features of; default: all. */
  readonly decisions?: { readonly from: number; readonly count: number };
  /** Values that were resolved when the run was trained. */
  readonly resolved?: Resolved;
  /** A period in which orders may be placed; default: the first. */
  readonly reviewAt?: number;
}

/** What training found in the data and later commands must not find anew. */
export interface Resolved {
  readonly ranges: Ranges;
  readonly sharedScale?: number;
  /** Longest lead time, in periods: the network's size depends on it. */
  readonly longestLeadTime: number;
}

export function setup({ config, panel, executor, decisions, resolved, reviewAt }: SetupOptions): Setup {
  const problem = readProblem(config, panel);
  const { options, head } = readPolicy(config);
  const trainer = readTrainer(config);
  refuseMismatch(trainer, problem, config);
  const ranges = resolved?.ranges ?? splitRanges(panel, config);
  const { units: demand, estimated } = estimateDemand(panel);
  const sharedScale =
    options.scale === "shared" ? (resolved?.sharedScale ?? meanDemand(panel, demand, ranges.train.to)) : undefined;
  const features = featureTable(panel, {
    features: options.features === "none" ? [] : featureSet(panel.frequency).features,
    sharedScale,
    ...decisions,
  });
  const stream = randomStream(config.seed);
  const made = world({ panel, problem, demand, features, stream: stream.child("world"), reviewAt });
  const setting = policySetting(made);
  const policy = neuralPolicy({ hidden: options.hidden, head });
  const bound = policy.bind(setting);
  return { config, world: made, estimated, setting, policy, bound, trainer, ranges, executor, stream, sharedScale };
}

const policyOptions = (generated: boolean) =>
  z.strictObject({
    head: z.enum(heads.map(({ name }) => name)).default("both"),
    hidden: z.array(z.int().positive()).default([64, 64]),
    /** none: the policy sees stock and costs only, for demand known to be the same in every period. */
    features: z.enum(["default", "none"]).default(generated ? "none" : "default"),
    /** series: each series' own usual demand; shared: one for all, where all are known to be alike. */
    scale: z.enum(["series", "shared"]).default(generated ? "shared" : "series"),
  });

function readPolicy(config: Config): { options: z.output<ReturnType<typeof policyOptions>>; head: Head } {
  const schema = policyOptions(isGenerated(config.data));
  const options = parseOptions(schema, config.policy, sectionPlace(config, "policy"));
  const head = heads.find(({ name }) => name === options.head);
  assert(head !== undefined, `the head ${options.head} is registered`);
  return { options, head };
}

function readTrainer(config: Config): Trainer {
  const written = { type: trainers[0].name, ...config.trainer };
  const entry = entryOf(trainers, written.type, config, "trainer");
  return entry.make(parseOptions(entry.options, written, sectionPlace(config, "trainer")));
}

function readProblem(config: Config, panel: Panel): Problem {
  const entry = entryOf(problems, config.problem.type, config, "problem");
  const place = sectionPlace(config, "problem");
  const options = parseOptions(entry.options, config.problem, place);
  return entry.make(options, (column, key) => {
    const line = place.lineOf?.([key]);
    const where = `${place.file ?? "config"}${line ? ` line ${line}` : ""}, problem.${key}`;
    return attributeNumbers(panel, column, where);
  });
}

function entryOf<Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  type: unknown,
  config: Config,
  section: "problem" | "trainer",
): Entry {
  const names = entries.map(({ name }) => name);
  const { type: _, ...others } = { type: "", ...config[section] };
  const schema = z.looseObject({ type: z.enum(names as [string, ...string[]]) });
  parseOptions(schema, { ...others, type }, sectionPlace(config, section));
  return entries[names.indexOf(String(type))];
}

/** The numbers of an attribute column; every series must have one. */
function attributeNumbers(panel: Panel, column: string, place: string): Float64Array {
  const attribute = panel.attributes.get(column);
  if (!attribute) {
    const known = [...panel.attributes.keys()];
    const near = nearest(column, known);
    const hint = near ? `Did you mean "${near}"?` : `Attribute columns: ${known.join(", ") || "none were imported"}.`;
    throw new InputError(place, `there is no attribute column "${column}"`, hint);
  }
  if (attribute.kind !== "number")
    throw new InputError(place, `the column "${column}" holds texts like ${shown(attribute.values[0])}`, "Name a column of numbers.");
  const missing = attribute.values.findIndex((value) => Number.isNaN(value));
  if (missing >= 0) {
    const { item, location } = panel.series[missing];
    const series = location === "" ? item : `${item} at ${location}`;
    throw new InputError(place, `"${column}" has no number for ${series}`, "Fill it in the attributes file.");
  }
  return attribute.values;
}

function refuseMismatch(trainer: Trainer, problem: Problem, config: Config): void {
  if (trainer.requires.gradient === "none" || problem.gradient === "pathwise") return;
  const place = sectionPlace(config, "trainer");
  const others = trainers.filter((entry) => entry.make({ type: entry.name }).requires.gradient === "none");
  const wayOut = others.length > 0 ? `Use ${others.map(({ name }) => name).join(" or ")}.` : "Choose another problem.";
  throw new InputError(
    `${place.file ?? "config"}, trainer.type`,
    `${trainer.name} needs a gradient through time, and ${problem.name} has none`,
    wayOut,
  );
}

function meanDemand(panel: Panel, demand: Float32Array, periods: number): number {
  let sum = 0;
  const all = periodCount(panel);
  panel.series.forEach((_, s) => {
    for (let t = 0; t < periods; t++) sum += demand[s * all + t];
  });
  return Math.max(sum / (periods * panel.series.length), 1e-6);
}
