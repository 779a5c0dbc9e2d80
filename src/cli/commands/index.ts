import type { Command } from "../command.js";
import { backtestCommand } from "./backtest.js";
import { benchCommand } from "./bench.js";
import { importCommand } from "./import.js";
import { inspectCommand } from "./inspect.js";
import { listCommand } from "./list.js";
import { quickstartCommand } from "./quickstart.js";
import { recommendCommand } from "./recommend.js";
import { solveCommand } from "./solve.js";
import { studyCommand } from "./study.js";
import { trainCommand } from "./train.js";
import { tuneCommand } from "./tune.js";

/** Every command, in the order of the help. Each loads its job when it runs, so that the help is quick. */
export const commands: readonly Command[] = [
  quickstartCommand,
  importCommand,
  trainCommand,
  tuneCommand,
  backtestCommand,
  recommendCommand,
  inspectCommand,
  solveCommand,
  studyCommand,
  listCommand,
  benchCommand,
];
