import { promised, type Command } from "../command.js";
import { importText } from "../format/import-text.js";

export const importCommand: Command = {
  name: "import",
  summary: "Reads sales and attributes into a panel, and says what it found.",
  argument: "<CONFIG.yaml>",
  options: [{ flag: "--out DATA", meaning: "folder to write the panel to", required: true }],
  async run({ argument, values, seed }, context) {
    const { runImport } = await import("../../jobs/import.js");
    const [config, out] = [promised(argument), promised(values.out)];
    const result = await runImport({ config, out, seed }, context);
    return {
      result,
      text: importText(result),
      next: `deepstock train ${config} --data ${out} --out RUN`,
    };
  },
};
