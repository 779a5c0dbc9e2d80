import { promised, type Command } from "../command.js";
import { studyText } from "../format/study-text.js";

export const studyCommand: Command = {
  name: "study",
  summary: "Runs a published experiment again and prints its table beside the published one.",
  argument: "<NAME>",
  options: [
    { flag: "--quick", meaning: "only the part of the table that takes seconds" },
    { flag: "--config CONFIG.yaml", meaning: "the configuration of a study that trains by one" },
    { flag: "--instances FILE", meaning: "the instances of a study that reads them, CSV or Parquet" },
    { flag: "--trajectories FILE", meaning: "what happens to those instances, CSV or Parquet" },
    { flag: "--trials N", meaning: "configurations that each search of the study tries", isCount: true },
    { flag: "--out FOLDER", meaning: "folder that keeps finished parts, and the table once it is whole" },
    { flag: "--resume", meaning: "go on with the study in that folder" },
  ],
  async run({ argument, values, switches, counts: { trials } }, context) {
    const { runStudy } = await import("../../jobs/study.js");
    const [quick, resume] = [switches.quick === true, switches.resume === true];
    const { config, instances, trajectories, out } = values;
    const files = { config, instances, trajectories };
    const result = await runStudy({ name: promised(argument), quick, trials, files, out, resume }, context);
    return { result, text: studyText(result) };
  },
};
