import type { Command } from "../command.js";
import { solveText } from "../format/solve-text.js";

export const solveCommand: Command = {
  name: "solve",
  summary: "Solves a problem exactly and prices every classical policy beside the optimum.",
  argument: "<PROBLEM>",
  options: [],
  looseOptions: "as the problem wants them, like --demand poisson:5 --lead-time 4 --shortage-cost 9",
  async run({ loose }, context) {
    const [{ runSolve }, { looseFlags }, { InputError }] = await Promise.all([
      import("../../jobs/solve.js"),
      import("../loose-flags.js"),
      import("../../base/errors.js"),
    ]);
    const { operands, flags } = looseFlags(loose);
    if (operands.length !== 1) {
      const found = operands.length === 0 ? "no problem is named" : `found "${operands.join(" ")}"`;
      throw new InputError("solve", found, "Name one problem, like deepstock solve lost-sales.");
    }
    const result = await runSolve({ problem: operands[0], flags }, context);
    return { result, text: solveText(result) };
  },
};
