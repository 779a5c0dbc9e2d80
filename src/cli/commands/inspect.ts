import { promised, type Command } from "../command.js";
import { inspectText } from "../format/inspect-text.js";

export const inspectCommand: Command = {
  name: "inspect",
  summary: "Draws the orders of a run as maps over two kinds of stock.",
  argument: "<RUN>",
  options: [
    { flag: "--x KIND", meaning: "stock from left to right, like on-hand", required: true },
    { flag: "--y KIND", meaning: "stock from bottom to top, like on-order-1", required: true },
    { flag: "--beside RUN", meaning: "another run of the same series, to be seen beside it" },
    { flag: "--out FILE.html", meaning: "page to write; by default inspect.html in the run" },
  ],
  async run({ argument, values }, context) {
    const { runInspect } = await import("../../jobs/inspect.js");
    const run = promised(argument);
    const runs = values.beside === undefined ? [run] : [run, values.beside];
    const out = values.out ?? `${run}/inspect.html`;
    const result = await runInspect({ runs, x: promised(values.x), y: promised(values.y), out }, context);
    return { result, text: inspectText(result, out) };
  },
};
