import { assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { formatDate } from "../../../base/dates.js";
import { periodCount } from "../../../demand/panel.js";
import { featureTable } from "../../../demand/feature-table.js";
import { percentileInterval, resampleSeries } from "../../../evaluation/bootstrap.js";
import { perfectForesight } from "../../../policies/hindsight/perfect-foresight.js";
import { upTo } from "../../../policies/up-to.js";
import type { BoundPolicy } from "../../../policies/policy.js";
import { policySetting, world } from "../../../simulation/world.js";
import { readConfig } from "../../../store/config-file.js";
import type { JobContext } from "../../context.js";
import { loadData } from "../../data.js";
import { createExecutor } from "../../executor.js";
import type { Ranges } from "../../assembly.js";
import { type Contender, arena } from "../../judge.js";
import { learn } from "../../learn.js";
import { type Setup, setup } from "../../setup.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { seasonalMovingAverage } from "./seasonal-moving-average.js";

/** Weeks of a window, the first of them that a decision reaches, and the weeks that the rule covers. */
const [WINDOW, FIRST_REACHED, COVER] = [8, 2, 4];
/** The newest weeks of the history are played in so many stretches, each by a policy learned before it. */
const [STRETCHES, STRETCH_WEEKS] = [3, 26];
const QUICK_STEPS = 25;

/** The rules of the VN2 challenge (Vandeput 2025) over weeks whose sales are known. */
export const vn2: Study = {
  name: "vn2",
  summary: "Windows of 8 weeks by the rules of the VN2 challenge, each played by a policy learned before it.",
  files: ["config"],
  async run({ quick, files, part, breathe }: StudyOptions, context: JobContext) {
    assert(files !== undefined, "the files of a study were asked for");
    const config = await readConfig(files.config);
    const { panel } = await loadData(config, undefined, context);
    const executor = createExecutor(context.threads);
    const own = setup({ config, panel, executor }).ranges;
    const stretches = stretchesOf(own, periodCount(panel)).slice(quick ? -1 : 0);
    const played: Stretch[] = [];
    for (const ranges of stretches) {
      const made = setup({ config, panel, executor, resolved: { ranges } });
      const from = formatDate(panel.periodStart[ranges.test.from]);
      const learned = await part(`learned before ${from}`, async () => {
        const stop = (step: number) => quick && step >= QUICK_STEPS;
        const { parameters } = await learn(made, made.trainer, { stop, breathe });
        return [...parameters];
      });
      const by = { policy: made.bound, parameters: Float32Array.from(learned) };
      const costs = [
        windowCosts(made, { name: made.policy.name, knows: "history", by }),
        windowCosts(ruled(made), { name: rule.name, knows: "history", by: rule.by }),
        windowCosts(made, { name: perfectForesight.name, knows: "future", by: { oracle: perfectForesight } }),
      ];
      played.push({ from, windows: windowStarts(ranges.test.to - ranges.test.from), costs });
    }
    return { rows: [...(played.length > 1 ? [together(played)] : []), ...played].flatMap(rowsOf) };
  },
};

/** Each stretch of weeks as the test of its own split, whose validation is as long as the configured one. */
function stretchesOf({ validation }: Ranges, periods: number): Ranges[] {
  const judged = validation.to - validation.from;
  return Array.from({ length: STRETCHES }, (_, k) => {
    const from = periods - (STRETCHES - k) * STRETCH_WEEKS;
    return {
      train: { from: 0, to: from - judged },
      validation: { from: from - judged, to: from },
      test: { from, to: from + STRETCH_WEEKS },
    };
  }).filter(({ train }) => train.to > 0);
}

/** Order up to the forecast of four weeks: the benchmark that the organiser gave. */
const rule: { readonly name: string; readonly by: { policy: BoundPolicy; parameters: Float32Array } } = {
  name: "official benchmark rule",
  by: {
    parameters: new Float32Array(),
    policy: {
      hasTarget: true,
      parameters: [],
      initial: () => new Float32Array(),
      order(seen) {
        assert(seen.demandFeatures !== undefined, "the rule sees its forecast");
        return upTo(seen.demandFeatures.row(0).mul(COVER), seen);
      },
    },
  },
};

/** The same world, of which the rule's forecast alone is seen. */
function ruled(made: Setup): Setup {
  const { panel, problem, demand } = made.world;
  const features = featureTable(panel, { features: [seasonalMovingAverage(panel, COVER)] });
  const seen = world({ panel, problem, demand, features, stream: made.stream.child("world") });
  return { ...made, world: seen, setting: policySetting(seen) };
}

interface WindowCosts {
  readonly name: string;
  /** Mean over windows of the cost of weeks 3 to 8, by the number of the series; 0 before it was on offer. */
  readonly bySeries: Float64Array;
}

/** Weeks that were played by one learned policy and beside it, or several such stretches as one. */
interface Stretch {
  /** Their first day. */
  readonly from: string;
  readonly windows: number;
  readonly costs: readonly WindowCosts[];
}

/** Played without a break, so that every window starts from what the policy's own orders have led to. */
function windowCosts(made: Setup, contender: Contender): WindowCosts {
  const { flows, windows } = arena(made, made.ranges.test)(contender);
  const { cost } = flows.fields;
  const starts = windowStarts(flows.periods - windows.warmUp);
  const bySeries = new Float64Array(made.world.panel.series.length);
  windows.series.forEach((series, lane) => {
    for (let start = 0; start < starts; start++)
      for (let week = FIRST_REACHED; week < WINDOW; week++)
        bySeries[series] += cost[lane * flows.periods + windows.warmUp + start + week] / starts;
  });
  return { name: contender.name, bySeries };
}

function windowStarts(weeks: number): number {
  assert(weeks >= WINDOW, `the test has a window of ${WINDOW} weeks`);
  return weeks - WINDOW + 1;
}

/** Costs of a mean window of all stretches, which have as many windows each. */
function together(stretches: readonly Stretch[]): Stretch {
  const [{ from, costs }] = stretches;
  const windows = stretches.reduce((sum, stretch) => sum + stretch.windows, 0);
  const mean = (k: number) =>
    costs[k].bySeries.map(
      (_, series) =>
        stretches.reduce((sum, stretch) => sum + stretch.costs[k].bySeries[series], 0) / stretches.length,
    );
  return { from, windows, costs: costs.map(({ name }, k) => ({ name, bySeries: mean(k) })) };
}

function rowsOf({ from, windows, costs }: Stretch): StudyRow[] {
  const stream = randomStream(1).child("windows");
  const resampled = resampleSeries(
    costs.map(({ bySeries }) => bySeries),
    { stream },
  );
  const ruleAt = costs.findIndex(({ name }) => name === rule.name);
  return costs.map(({ name }, k) => {
    const interval = percentileInterval(resampled, (sums) => sums[k]);
    const below = percentileInterval(resampled, (sums) => 100 * (1 - sums[k] / sums[ruleAt]));
    assert(interval !== null && below !== null, "costs are finite");
    const digits = (percent: number) => Math.round(percent * 100) / 100;
    return {
      keys: { policy: name, from, windows, percentBelowRule: digits(below.mean) },
      value: interval.mean,
      low: interval.low,
      high: interval.high,
      published: null,
      note: k === ruleAt ? undefined : `${digits(below.low)} to ${digits(below.high)} % below the rule`,
    };
  });
}
