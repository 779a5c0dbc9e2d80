import type { Command } from "../command.js";
import { benchText } from "../format/bench-text.js";

export const benchCommand: Command = {
  name: "bench",
  summary: "Measures speed beside peers, and memory.",
  argument: "[NAME]",
  options: [{ flag: "--history FILE", meaning: "list of reports in JSON, to add this one to" }],
  async run({ argument, values }, context) {
    const { runBench } = await import("../../jobs/bench.js");
    const result = await runBench({ name: argument, history: values.history }, context);
    return { result, text: benchText(result) };
  },
};
