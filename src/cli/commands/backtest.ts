import { promised, type Command } from "../command.js";
import { backtestText } from "../format/backtest-text.js";

export const backtestCommand: Command = {
  name: "backtest",
  summary: "Runs the learned policy and the classical ones over later periods, and writes report.html.",
  argument: "<RUN>",
  options: [
    { flag: "--from DATE", meaning: "first period to score; by default testFrom of the run" },
    { flag: "--to DATE", meaning: "last period to score; by default the last of the data" },
    { flag: "--policies LIST", meaning: "names to compare with, between commas; by default all that apply" },
    { flag: "--forecaster NAME", meaning: "whose forecasts are ordered by; by default the cheapest" },
  ],
  async run({ argument, values }, context) {
    const { runBacktest } = await import("../../jobs/backtest.js");
    const run = promised(argument);
    const policies = values.policies?.split(",").map((name) => name.trim());
    const { from, to, forecaster } = values;
    const result = await runBacktest({ run, from, to, policies, forecaster }, context);
    const next = `deepstock recommend ${run} --stock STOCK.csv --as-of DATE --out ORDERS.csv`;
    return { result, text: backtestText(result), next };
  },
};
