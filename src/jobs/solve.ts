import { z } from "zod";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { parseOptions } from "../base/options.js";
import { solvers } from "../solvers/index.js";
import type { Solution, Solver } from "../solvers/solver.js";
import type { JobContext } from "./context.js";

export interface SolveJob {
  readonly problem: string;
  /** Options of the problem as flags with their texts: { "--lead-time": "4" }. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Solves a problem exactly. Refuses flags that its solver does not take, naming the nearest it does. */
export async function runSolve({ problem, flags }: SolveJob, context: JobContext): Promise<Solution> {
  const solver = solverOf(problem);
  const options = optionsOf(solver, flags);
  const task = context.progress.start(`Solving ${problem}`, 1);
  const onProgress = (done: number, note: string) => task.advance(done, note);
  const solution = await withFlagNames(() => solver.solve(options, { onProgress, signal: context.signal }));
  task.finish();
  return solution;
}

function solverOf(problem: string): Solver {
  const solver = solvers.find((candidate) => candidate.problem === problem);
  if (solver) return solver;
  const known = solvers.map((candidate) => candidate.problem);
  const listed = `Known: ${known.join(", ")}.`;
  const hint = suggestion(problem, known);
  throw new InputError(
    "solve",
    `no solver is named "${problem}"`,
    hint.startsWith("Known") ? listed : `${hint} ${listed}`,
  );
}

/** Reads the texts as the solver's schema wants them; first by flag, so that messages name flags. */
function optionsOf(solver: Solver, flags: Readonly<Record<string, string>>): Record<string, unknown> {
  const shape = shapeOf(solver.options);
  const byFlag = z.strictObject(Object.fromEntries(shape.map(([key, field]) => [flagOf(key), field])));
  const numeric = new Set(shape.filter(([, field]) => isNumber(field)).map(([key]) => flagOf(key)));
  const read = ([flag, text]: [string, string]) => [flag, numeric.has(flag) ? valueOf(text) : text];
  const values = Object.entries(flags).map(read);
  parseOptions(byFlag, Object.fromEntries(values), {});
  const byKey = values.map(([flag, value]) => [keyOf(String(flag)), value]);
  return { ...parseOptions(solver.options, Object.fromEntries(byKey), "solve") };
}

function shapeOf(schema: z.ZodType): [key: string, field: z.ZodType][] {
  if (!(schema instanceof z.ZodObject)) throw new Error("the options of a solver are an object");
  return Object.entries(schema.shape).flatMap(([key, field]) =>
    field instanceof z.ZodType ? [[key, field] satisfies [string, z.ZodType]] : [],
  );
}

function isNumber(field: z.ZodType): boolean {
  if (field instanceof z.ZodDefault || field instanceof z.ZodOptional) {
    const inner = field.def.innerType;
    return inner instanceof z.ZodType && isNumber(inner);
  }
  return field instanceof z.ZodNumber;
}

/** A text that is no number stays one, so that the message can show it. */
function valueOf(text: string): number | string {
  const value = text.trim() === "" ? NaN : Number(text);
  return Number.isFinite(value) ? value : text;
}

/** A solver knows its options by their keys, the terminal by their flags. */
async function withFlagNames<T>(solve: () => Promise<T>): Promise<T> {
  try {
    return await solve();
  } catch (error) {
    if (!(error instanceof InputError) || !/^[a-z]+([A-Z][a-z]+)*$/.test(error.place)) throw error;
    throw new InputError(flagOf(error.place), error.found, error.wayOut);
  }
}

/** "leadTime" is "--lead-time" on the terminal. */
function flagOf(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function keyOf(flag: string): string {
  return flag.replace(/^--/, "").replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
