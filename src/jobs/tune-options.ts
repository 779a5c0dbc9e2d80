import { z } from "zod";
import { InputError } from "../base/errors.js";
import { parseOptions, placeText, shown } from "../base/options.js";
import { type Config, sectionPlace } from "../store/config-file.js";
import { searches } from "../training/search/index.js";
import { type Choice, type Space, type Value, outermost } from "../training/search/space.js";
import { readPolicyOptions, readTrainer } from "./setup.js";

const value = z.union([z.number(), z.string(), z.boolean(), z.array(z.number())]);

const numberRange = z
  .strictObject({
    from: z.number(),
    to: z.number(),
    /** log: by ratios, for numbers of which nobody knows the size, like a learning rate. */
    scale: z.enum(["linear", "log"]).default("linear"),
    whole: z.boolean().default(false),
  })
  .superRefine(({ from, to, scale, whole }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    if (from >= to) refuse("to", `Write a number above from (${from}).`);
    if (scale === "log" && from <= 0) refuse("from", "Write a number above 0: its scale is log.");
    if (whole && !Number.isInteger(from)) refuse("from", "Write a whole number.");
    if (whole && !Number.isInteger(to)) refuse("to", "Write a whole number.");
  });

const schema = z.strictObject({
  search: z.enum(searches.map(({ name }) => name)).default(searches[0].name),
  trials: z.int().positive().default(20),
  /**
   * Configurations that may be trained at the same time, each on a thread: each is chosen without knowing
   * what came of the others.
   */
  atOnce: z.int().positive().default(4),
  /** The best of the trials, which are trained again with other seeds. */
  finalists: z.int().positive().default(5),
  /** Seeds of a finalist: that of the configuration, and those that follow it. */
  seeds: z.int().positive().default(5),
  /** Configurations that fall behind are given up; false trains each to its end. */
  halving: z
    .union([z.literal(false), z.strictObject({ first: z.int().positive(), factor: z.number().min(2) })])
    .default({ first: 5, factor: 3 }),
  space: z
    .record(z.string(), z.union([z.strictObject({ oneOf: z.array(value).min(2) }), numberRange]))
    .refine((space) => Object.keys(space).length > 0, "Name what to search, like trainer.learningRate."),
});

/** The `tune` of a configuration. */
export type TuneSettings = z.output<typeof schema>;

/**
 * @throws InputError where a key is wrong, or where the policy or trainer would refuse a value of the space.
 */
export function readTuneSettings(config: Config): TuneSettings {
  const place = sectionPlace(config, "tune");
  if (config.tune === undefined)
    throw new InputError(
      `${place.file ?? "config"}, tune`,
      "is missing",
      "Say what to search, like tune: { space: { trainer.learningRate: { from: 0.001, to: 0.1 } } }",
    );
  const settings = parseOptions(schema, config.tune, place);
  for (const [name, range] of Object.entries(settings.space)) {
    refuseOtherSections(name, placeText(place, ["space", name]));
    for (const at of outermost(range)) refuseImpossible(config, { name, at, space: settings.space });
  }
  return settings;
}

/** The configuration with the chosen values in place of its own. */
export function withChoice(config: Config, choice: Choice): Config {
  return Object.entries(choice).reduce((changed: Config, [name, chosen]) => {
    const [section, key] = splitName(name);
    return { ...changed, [section]: { ...changed[section], [key]: chosen } };
  }, config);
}

function splitName(name: string): readonly ["policy" | "trainer", string] {
  const [section, ...key] = name.split(".");
  return [section === "policy" ? "policy" : "trainer", key.join(".")];
}

/** What a policy costs under another problem says nothing about the policy. */
function refuseOtherSections(name: string, place: string): void {
  if (/^(policy|trainer)\.\w+$/.test(name)) return;
  throw new InputError(place, "is nothing to search", "Name a key of policy or trainer, like policy.hidden.");
}

function refuseImpossible(
  config: Config,
  { name, at, space }: { name: string; at: Value; space: Space },
): void {
  const firsts = Object.entries(space).map(([other, range]) => [other, outermost(range)[0]] as const);
  const tried = withChoice(config, { ...Object.fromEntries(firsts), [name]: at });
  try {
    readTrainer(tried);
    readPolicyOptions(tried);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const place = placeText(sectionPlace(config, "tune"), ["space", name]);
    throw new InputError(place, `cannot be ${shown(at)}: ${error.found}`, error.wayOut);
  }
}
