import { promised, type Command } from "../command.js";
import { studyText } from "../format/study-text.js";

export const studyCommand: Command = {
  name: "study",
  summary: "Runs a published experiment again and prints its table beside the published one.",
  argument: "<NAME>",
  options: [{ flag: "--quick", meaning: "only the part of the table that takes seconds" }],
  async run({ argument, switches }, context) {
    const { runStudy } = await import("../../jobs/study.js");
    const result = await runStudy({ name: promised(argument), quick: switches.quick === true }, context);
    return { result, text: studyText(result) };
  },
};
