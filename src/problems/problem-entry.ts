import type { z } from "zod";
import type { Columns } from "./mechanics/single-stock-options.js";
import type { Problem } from "./problem.js";

/** A problem as CONFIG.yaml names it. */
export interface ProblemEntry {
  readonly name: string;
  readonly summary: string;
  readonly options: z.ZodType<Readonly<Record<string, unknown>>>;
  /** Options as the schema accepts them. */
  make(options: unknown, columns: Columns): Problem;
}

/** An entry that takes its name and summary from an example of its problem. */
export function problemEntry<Schema extends z.ZodType<Readonly<Record<string, unknown>>>>(
  example: Problem,
  options: Schema,
  make: (options: z.output<Schema>, columns: Columns) => Problem,
): ProblemEntry {
  const { name, summary } = example;
  return {
    name,
    summary,
    options,
    make: (written, columns) => make(options.parse(written), columns),
  };
}
