import { z } from "zod";
import { InputError, assert } from "../base/errors.js";
import { parseOptions } from "../base/options.js";
import { randomStream } from "../base/random.js";
import { DAYS_PER_PERIOD, weekday } from "../demand/calendar.js";
import type { Panel } from "../demand/panel.js";
import { penalties } from "../penalties/index.js";
import { type Backbone, backbones, defaultBackbone } from "../policies/neural/backbones/index.js";
import { type Head, defaultHead, heads } from "../policies/neural/heads/index.js";
import { neuralPolicy } from "../policies/neural/neural-policy.js";
import { type Problem, problems } from "../problems/index.js";
import { orderDayNames } from "../problems/mechanics/order-days.js";
import { objectiveTerms, withObjective } from "../problems/objectives/index.js";
import { isInMoney } from "../problems/objectives/objective.js";
import { ofSeries } from "../problems/problem.js";
import { type VolumePrices, pricedProblem } from "../simulation/priced-world.js";
import { solvers } from "../solvers/index.js";
import { type Config, isStationary, sectionPlace } from "../store/config-file.js";
import { hasClassicalOrders } from "../training/classical-guide.js";
import { type Trainer, trainers } from "../training/index.js";
import { columnsOf, nameOf } from "./columns.js";
import { type Assembly, type AssemblyParts, type Ranges, assemble } from "./assembly.js";
import { readFeatures, wantedFeatures } from "./policy-features.js";
import { splitRanges } from "./ranges.js";
import { refuseMixedCapacity, refuseTooLittleSupply } from "./supply-limits.js";

/** A configuration with its data, ready to train, judge or recommend. */
export interface Setup extends Assembly {
  readonly config: Config;
  readonly trainer: Trainer;
}

export interface SetupOptions extends Pick<AssemblyParts, "panel" | "executor" | "decisions" | "reviewAt"> {
  readonly config: Config;
  /** Values that were resolved when the run was trained. */
  readonly resolved?: Resolved;
  /** Prices on what series share, as they were learned. */
  readonly prices?: VolumePrices;
}

/** What training found in the data and later commands must not find anew. */
export interface Resolved {
  readonly ranges: Ranges;
  readonly sharedScale?: number;
}

export function setup({ config, resolved, prices, ...given }: SetupOptions): Setup {
  const read = readObjective(config, readProblem(config, given.panel), given.panel);
  const problem = prices ? pricedProblem(read, given.panel, prices) : read;
  if (resolved === undefined) refuseMixedCapacity(problem, given.panel);
  const trainer = readTrainer(config);
  refuseMismatch(trainer, problem, config);
  refuseNoPrices(trainer, problem, config);
  refusePenalties(trainer, problem, config);
  refuseNoClassical(trainer, problem, config);
  const written = readPolicyOptions(config);
  const { hidden, members, features, scale } = written;
  const head = named(heads, written.head);
  const backbone = named(backbones, written.backbone);
  refuseLostSlopes(backbone, head, config);
  const ranges = resolved?.ranges ?? splitRanges(given.panel, config);
  const assembly = assemble({
    ...given,
    problem,
    policy: neuralPolicy({ hidden, members, head, backbone }),
    ranges,
    features: readFeatures(features, given.panel, { trainingPeriods: ranges.train.to, config }),
    scale: resolved?.sharedScale ?? scale,
    stream: randomStream(config.seed),
  });
  if (resolved === undefined) refuseTooLittleSupply(assembly.world, assembly.ranges.train);
  return { ...assembly, config, trainer };
}

const policyOptions = (stationary: boolean) =>
  z.strictObject({
    head: z.enum(heads.map(({ name }) => name)).default(defaultHead.name),
    backbone: z.enum(backbones.map(({ name }) => name)).default(defaultBackbone.name),
    hidden: z.array(z.int().positive()).default([64, 64]),
    /** Networks that learn apart and order what they want on average. */
    members: z.int().positive().default(1),
    features: wantedFeatures.default(stationary ? "none" : "default"),
    /** series: each series' own usual demand; shared: one for all, where all are known to be alike. */
    scale: z.enum(["series", "shared"]).default(stationary ? "shared" : "series"),
  });

/** @throws InputError naming the key of `policy` that is wrong. */
export function readPolicyOptions(config: Config) {
  const schema = policyOptions(isStationary(config.data));
  return parseOptions(schema, config.policy, sectionPlace(config, "policy"));
}

function named<Entry extends { readonly name: string }>(entries: readonly Entry[], name: string): Entry {
  const entry = entries.find((known) => known.name === name);
  assert(entry !== undefined, `${name} is registered`);
  return entry;
}

function refuseLostSlopes(backbone: Backbone, head: Head, config: Config): void {
  if (!backbone.boundsSlopes || head.keepsSlopes) return;
  const place = sectionPlace(config, "policy");
  const keeping = heads.filter(({ keepsSlopes }) => keepsSlopes).map(({ name }) => name);
  throw new InputError(
    `${place.file ?? "config"}, policy.head`,
    `${head.name} does not keep the slopes that the backbone ${backbone.name} bounds`,
    `Write head: ${keeping.join(" or ")}.`,
  );
}

/** @throws InputError naming the key of `trainer` that is wrong. */
export function readTrainer(config: Config): Trainer {
  const written = { type: trainers[0].name, ...config.trainer };
  const entry = entryOf(trainers, written.type, config, "trainer");
  return entry.make(parseOptions(entry.options, written, sectionPlace(config, "trainer")));
}

/** @throws InputError naming the key of `problem` that is wrong. */
export function readProblem(config: Config, panel: Panel): Problem {
  const entry = entryOf(problems, config.problem.type, config, "problem");
  const place = sectionPlace(config, "problem");
  const options = parseOptions(entry.options, config.problem, place);
  const problem = entry.make(options, columnsOf(panel, place));
  refuseNoOrderDay(problem, panel);
  return problem;
}

const objectiveOptions = z
  .partialRecord(z.enum(objectiveTerms.map(({ name }) => name)), z.number().positive())
  .refine((weights) => Object.keys(weights).length > 0, "Name what to make small, or leave objective out.");

/** @throws InputError naming the key of `objective` that is wrong. */
function readObjective(config: Config, problem: Problem, panel: Panel): Problem {
  if (config.objective === undefined) return problem;
  const place = sectionPlace(config, "objective");
  const weights = parseOptions(objectiveOptions, config.objective, place);
  const daysPerPeriod = DAYS_PER_PERIOD[panel.frequency];
  const terms = Object.entries(weights).map(([name, weight]) => ({
    term: named(objectiveTerms, name).make({ daysPerPeriod }),
    weight: weight ?? 0,
  }));
  const judged = withObjective(problem, terms);
  if (judged.sharedLimits === undefined || isInMoney(judged)) return judged;
  const found = "is not in money, in which training learns prices of what the items of a location share";
  throw new InputError(
    `${place.file ?? "config"}, objective`,
    found,
    "Add costs to the objective, or leave out the capacities of the problem.",
  );
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

/** Orders wait for weekdays only where periods are days, and only for days on which the business is open. */
function refuseNoOrderDay({ orderDays }: Problem, panel: Panel): void {
  if (orderDays === undefined) return;
  if (panel.frequency !== "day")
    throw new InputError(
      "problem.orderDays",
      `periods are ${panel.frequency}s, which have no weekday`,
      "Write reviewPeriod, the periods from one order to the next.",
    );
  const open = panel.periodStart.slice(-28).reduce((days, day) => days | (1 << weekday(day)), 0);
  const closed = panel.series.findIndex((_, series) => (ofSeries(orderDays, series) & open) === 0);
  const days = (series: number) => orderDayNames(ofSeries(orderDays, series)).join(" and ");
  if (closed >= 0)
    throw new InputError(
      "problem.orderDays",
      `${nameOf(panel.series[closed])} would order on ${days(closed)}, when there was no sale for four weeks`,
      "Name days on which the business is open.",
    );
}

function refuseMismatch(trainer: Trainer, problem: Problem, config: Config): void {
  if (trainer.requires.gradient === "none" || problem.gradient === "pathwise") return;
  const place = sectionPlace(config, "trainer");
  const others = trainers.filter((entry) => entry.make({ type: entry.name }).requires.gradient === "none");
  const solver = solvers.find((known) => known.problem === problem.name);
  const alternatives = [
    ...(others.length > 0 ? [`train with ${others.map(({ name }) => name).join(" or ")}`] : []),
    ...(solver ? [`find its exact answer with deepstock solve ${solver.problem}`] : []),
    "choose another problem",
  ];
  const wayOut = `${sentence(alternatives.join(", or "))}.`;
  throw new InputError(
    `${place.file ?? "config"}, trainer.type`,
    `${trainer.name} needs a gradient through time, and ${problem.name} has none`,
    wayOut,
  );
}

function refuseNoPrices(trainer: Trainer, { sharedLimits }: Problem, config: Config): void {
  if (sharedLimits === undefined || trainer.learnsPrices === true) return;
  const others = trainers.filter((entry) => entry.make({ type: entry.name }).learnsPrices === true);
  throw new InputError(
    `${sectionPlace(config, "trainer").file ?? "config"}, trainer.type`,
    `${trainer.name} learns no price for what the items of a location share`,
    `Train with ${others.map(({ name }) => name).join(" or ")}, or leave out the capacities of the problem.`,
  );
}

function refusePenalties({ penalties: taught = [] }: Trainer, problem: Problem, config: Config): void {
  const stranger = taught.find(({ applies }) => !applies(problem));
  if (stranger === undefined) return;
  const place = sectionPlace(config, "trainer");
  const known = penalties.filter(({ applies }) => applies(problem)).map(({ name }) => name);
  throw new InputError(
    `${place.file ?? "config"}, trainer.penalties`,
    `${stranger.name} is not known to hold for this ${problem.name} problem`,
    known.length > 0 ? `Choose among ${known.join(", ")}.` : "Leave penalties out: none is known to hold.",
  );
}

function refuseNoClassical({ holdsToClassical }: Trainer, problem: Problem, config: Config): void {
  if (holdsToClassical !== true || hasClassicalOrders(problem)) return;
  throw new InputError(
    `${sectionPlace(config, "trainer").file ?? "config"}, trainer.classicalWeight`,
    `classical orders are not known for this ${problem.name} problem`,
    "Leave classicalWeight out.",
  );
}

function sentence(words: string): string {
  return words[0].toUpperCase() + words.slice(1);
}
