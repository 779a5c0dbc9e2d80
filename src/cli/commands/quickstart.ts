import type { Command } from "../command.js";
import { quickstartText } from "../format/quickstart-text.js";

export const quickstartCommand: Command = {
  name: "quickstart",
  summary: "Makes a synthetic retailer and takes it from sales to orders, in about a minute.",
  options: [{ flag: "--out DIR", meaning: "folder to write to; by default quickstart" }],
  async run({ values, seed }, context) {
    const { runQuickstart } = await import("../../jobs/quickstart.js");
    const result = await runQuickstart({ out: values.out, seed }, context);
    return { result, text: quickstartText(result) };
  },
};
