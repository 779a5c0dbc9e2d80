import { promised, type Command } from "../command.js";
import { trainText } from "../format/train-text.js";

export const trainCommand: Command = {
  name: "train",
  summary: "Trains a policy, validates it as it goes and keeps the best.",
  argument: "<CONFIG.yaml>",
  options: [
    { flag: "--data DATA", meaning: "an imported panel; without it, the sales are read again" },
    { flag: "--out RUN", meaning: "folder to write the run to", required: true },
    { flag: "--resume", meaning: "go on with a run that was stopped; it ends in the same bits" },
  ],
  async run({ argument, values, switches, seed }, context) {
    const { runTrain } = await import("../../jobs/train.js");
    const [config, out] = [promised(argument), promised(values.out)];
    const resume = switches.resume === true;
    const result = await runTrain({ config, data: values.data, out, resume, seed }, context);
    return { result, text: trainText(result), next: `deepstock backtest ${out}` };
  },
};
