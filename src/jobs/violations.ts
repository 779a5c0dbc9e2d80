import type { MetricValue } from "../evaluation/backtest-report.js";
import { penalties } from "../penalties/index.js";
import type { ReplayOptions } from "../simulation/replay.js";
import type { Windows } from "../simulation/simulator.js";
import { violationRates } from "../training/violation-rates.js";
import type { Assembly } from "./assembly.js";

/** Series that are looked at: shares are known to a percent from far fewer states. */
const MOST_SERIES = 200;

/** Shares of states in which a policy breaks what is known of the best orders; empty where nothing is. */
export function violationsOf(
  { world, setting, executor, stream }: Assembly,
  windows: Windows,
  by: ReplayOptions["by"],
): MetricValue[] {
  const known = penalties.filter(({ applies }) => applies(world.problem));
  if (known.length === 0) return [];
  if ("oracle" in by) return [MET, DRAWN].map((metric) => ({ ...metric, value: null }));
  const { policy, parameters } = by;
  const rates = violationRates(
    { world, setting, policy, executor, stream: stream.child("violations") },
    { penalties: known, parameters, windows: someOf(windows) },
  );
  return [
    { ...MET, value: rates.met },
    { ...DRAWN, value: rates.drawn },
  ];
}

const common = {
  unit: "share",
  better: "lower",
  averaged: "over states",
} as const;

const MET = {
  ...common,
  name: "violations-met",
  title: "Violations met",
  summary: "Share of the states met in which the policy breaks what is known of the best orders.",
};

const DRAWN = {
  ...common,
  name: "violations-drawn",
  title: "Violations drawn",
  summary: "The same share of states drawn from a box around those met.",
};

function someOf({ series, start, ...rest }: Windows): Windows {
  const count = Math.min(series.length, MOST_SERIES);
  const chosen = Int32Array.from({ length: count }, (_, i) => Math.floor((i * series.length) / count));
  return { ...rest, series: chosen.map((lane) => series[lane]), start: chosen.map((lane) => start[lane]) };
}
