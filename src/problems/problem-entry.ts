import type { z } from "zod";
import type { ReadAttribute } from "./mechanics/single-stock-options.js";
import type { Problem } from "./problem.js";

/** A problem as CONFIG.yaml names it. */
export interface ProblemEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Options as the schema accepts them; attribute columns are found by `attribute`. */
  make(options: unknown, attribute: ReadAttribute): Problem;
}

/** An entry that takes its name and summary from an example of its problem. */
export function problemEntry<Schema extends z.ZodType<Readonly<Record<string, unknown>>>>(
  example: Problem,
  options: Schema,
  make: (options: z.output<Schema>, attribute: ReadAttribute) => Problem,
): ProblemEntry {
  const { name, summary } = example;
  return {
    name,
    summary,
    options,
    make: (written, attribute) => make(options.parse(written), attribute),
  };
}
