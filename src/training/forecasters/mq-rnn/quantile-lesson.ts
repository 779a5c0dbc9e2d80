import { periodCount } from "../../../demand/panel.js";
import { type Session, type Values, constant } from "../../../engine/index.js";
import { type Moments, compileDecisions, loadSeen } from "../../../simulation/decision-program.js";
import type { Seen } from "../../../simulation/seen.js";
import { type World, policySetting } from "../../../simulation/world.js";
import type { ForecastTask } from "../fitted-forecaster.js";
import { calendarRows } from "./calendar-rows.js";
import {
  LEVELS,
  type QuantileNetworkOptions,
  pinballLosses,
  quantileNetwork,
} from "./quantile-network.js";

export type LessonOptions = Omit<QuantileNetworkOptions, "setting" | "horizons" | "calendarRows">;

/** Demand that shows how good quantiles are. */
export interface Judged extends Pick<Session, "gradient" | "dispose"> {
  load(moments: Moments): void;
  /** Pinball loss in multiples of the usual demand, mean over levels, summed over moments. */
  run(parameters: Float32Array | Float64Array): number;
}

/** For each of `LEVELS` a number of units per moment. */
export type QuantileRows = readonly Float32Array[];

/** A network in a world that shows the history it reads, and the programs that run it. */
export function quantileLesson(
  { world, executor, range }: Pick<ForecastTask, "world" | "executor" | "range">,
  options: LessonOptions,
) {
  const { panel, problem } = world;
  const setting = policySetting(world);
  const horizons = Math.ceil(setting.coverPeriodsMax);
  const days = calendarRows(panel, { ahead: horizons, learned: range.to - range.from });
  const network = quantileNetwork({ ...options, setting, horizons, calendarRows: days.length });
  const rows = { calendar: Math.max(horizons * days.length, 1) };
  const open = (lanes: number, gradient: boolean, others: object, judge: Judge) => {
    const program = { problem, setting, parameters: network.parameters, others: { ...rows, ...others } };
    return executor.open(compileDecisions({ ...program, judge }, { gradient }), { lanes, periods: 1 });
  };
  const load = (session: Session, moments: Moments) => {
    loadSeen(session, world, moments);
    for (let k = 0; k < horizons; k++)
      days.forEach((day, row) => {
        const values = Float32Array.from(moments.period, (t) => day[t + k]);
        session.setLane("calendar", k * days.length + row, values);
      });
  };
  return {
    network,
    horizons,
    judged(lanes: number, { gradient }: { gradient: boolean }): Judged {
      const others = { demand: horizons, coverDemand: 1 };
      const session = open(lanes, gradient, others, (seen, { calendar, demand, coverDemand }) => {
        const { periods, cover } = network.apply(seen, calendar);
        const apart = periods.map((quantiles, k) => pinballLosses(quantiles, demand.row(k)));
        const mean = apart.reduce((sum, loss) => sum.add(loss)).div(seen.scale.mul(horizons));
        const together = pinballLosses(cover, coverDemand).div(seen.scale.mul(seen.coverPeriods));
        return { loss: mean.add(together).mul(1 / LEVELS.length), records: {} };
      });
      return {
        get gradient() {
          return session.gradient;
        },
        load(moments) {
          load(session, moments);
          loadDemand(session, world, { moments, horizons });
        },
        run: (parameters) => session.run(parameters),
        dispose: () => session.dispose(),
      };
    },
    /** Quantiles of demand over the cover, and of each horizon. */
    said(moments: Moments, parameters: Float32Array): { cover: QuantileRows; periods: QuantileRows[] } {
      const lanes = moments.series.length;
      const session = open(lanes, false, {}, (seen, { calendar }) => {
        const { periods, cover } = network.apply(seen, calendar);
        const each = periods.map((quantiles, k) => [`period ${k}`, quantiles] as const);
        return { loss: constant(0), records: { cover, ...Object.fromEntries(each) } };
      });
      load(session, moments);
      session.run(parameters);
      const read = (name: string): QuantileRows =>
        LEVELS.map((_, row) => {
          const values = new Float32Array(lanes);
          for (let lane = 0; lane < lanes; lane++) session.readRecord(name, row, lane, values, lane);
          return values;
        });
      const periods = Array.from({ length: horizons }, (_, k) => read(`period ${k}`));
      const made = { cover: read("cover"), periods };
      session.dispose();
      return made;
    },
  };
}

type Judge = (seen: Seen, others: Values) => ReturnType<Parameters<typeof compileDecisions>[0]["judge"]>;

/** What was demanded in each of the next periods, and over the cover. */
function loadDemand(
  session: Session,
  { panel, demand, coverPeriods }: World,
  { moments, horizons }: { moments: Moments; horizons: number },
): void {
  const { series, period } = moments;
  const all = periodCount(panel);
  const sums = new Float32Array(series.length);
  const covered = series.map((s, lane) => Math.max(Math.round(coverPeriods(s)[period[lane]]), 1));
  for (let k = 0; k < horizons; k++) {
    const units = Float32Array.from(series, (s, lane) => demand[s * all + period[lane] + k]);
    units.forEach((sold, lane) => {
      if (k < covered[lane]) sums[lane] += sold;
    });
    session.setLane("demand", k, units);
  }
  session.setLane("coverDemand", 0, sums);
}
