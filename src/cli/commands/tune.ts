import { promised, type Command } from "../command.js";
import { tuneText } from "../format/tune-text.js";

export const tuneCommand: Command = {
  name: "tune",
  summary: "Searches the best configuration of policy and trainer, by validation cost.",
  argument: "<CONFIG.yaml>",
  options: [
    { flag: "--data DATA", meaning: "an imported panel; without it, the sales are read again" },
    { flag: "--out FOLDER", meaning: "folder that keeps finished trainings, and best.yaml", required: true },
    { flag: "--resume", meaning: "go on with a search that was stopped; it ends in the same choice" },
  ],
  async run({ argument, values, switches, seed }, context) {
    const { runTune } = await import("../../jobs/tune.js");
    const [config, out] = [promised(argument), promised(values.out)];
    const resume = switches.resume === true;
    const result = await runTune({ config, data: values.data, out, resume, seed }, context);
    return { result, text: tuneText(result), next: `deepstock train ${result.best.config} --out RUN` };
  },
};
