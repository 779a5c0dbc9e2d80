import type { Command } from "../command.js";
import { listText } from "../format/list-text.js";

export const listCommand: Command = {
  name: "list",
  summary: "Lists problems, policies, trainers, penalties, metrics, studies, presets and more, a line each.",
  argument: "[kind]",
  options: [],
  async run({ argument }, context) {
    const { runList } = await import("../../jobs/list.js");
    const result = await runList({ kind: argument }, context);
    return { result, text: listText(result) };
  },
};
