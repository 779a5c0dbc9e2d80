import { setImmediate } from "node:timers/promises";
import { Cancelled, assert } from "../../../base/errors.js";
import { randomStream } from "../../../base/random.js";
import { formatDate } from "../../../base/dates.js";
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
import { type Contender, arena } from "../../judge.js";
import { learn } from "../../learn.js";
import { type Setup, setup } from "../../setup.js";
import type { Study, StudyOptions, StudyRow } from "../study.js";
import { seasonalMovingAverage } from "./seasonal-moving-average.js";

/** Weeks of a window, the first of them that a decision reaches, and the weeks that the rule covers. */
const [WINDOW, FIRST_REACHED, COVER] = [8, 2, 4];
const QUICK_STEPS = 25;

/** The rules of the VN2 challenge (Vandeput 2025) over weeks whose sales are known. */
export const vn2: Study = {
  name: "vn2",
  summary: "Windows of 8 weeks by the rules of the VN2 challenge, each scored in its weeks 3 to 8.",
  files: ["config"],
  async run({ quick, files, part }: StudyOptions, context: JobContext) {
    assert(files !== undefined, "the files of a study were asked for");
    const config = await readConfig(files.config);
    const { panel } = await loadData(config, undefined, context);
    const made = setup({ config, panel, executor: createExecutor(context.threads) });
    const learned = await part("learned", async () => {
      const stop = (step: number) => context.signal.aborted || (quick && step >= QUICK_STEPS);
      const { parameters } = await learn(made, made.trainer, { stop, breathe: () => setImmediate() });
      if (context.signal.aborted) throw new Cancelled("Nothing was written; run the study again.");
      return [...parameters];
    });
    const by = { policy: made.bound, parameters: Float32Array.from(learned) };
    const windows = [
      windowCosts(made, { name: made.policy.name, knows: "history", by }),
      windowCosts(ruled(made), { name: rule.name, knows: "history", by: rule.by }),
      windowCosts(made, { name: perfectForesight.name, knows: "future", by: { oracle: perfectForesight } }),
    ];
    return { rows: rowsOf(made, windows) };
  },
};

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
  /** Mean over windows of the cost of weeks 3 to 8, by series. */
  readonly bySeries: Float64Array;
}

/** Played without a break, so that every window starts from what the policy's own orders have led to. */
function windowCosts(made: Setup, contender: Contender): WindowCosts {
  const { flows, windows } = arena(made, made.ranges.test)(contender);
  const { cost } = flows.fields;
  const starts = windowStarts(flows.periods - windows.warmUp);
  const bySeries = Float64Array.from({ length: flows.lanes }, (_, lane) => {
    let sum = 0;
    for (let start = 0; start < starts; start++)
      for (let week = FIRST_REACHED; week < WINDOW; week++)
        sum += cost[lane * flows.periods + windows.warmUp + start + week];
    return sum / starts;
  });
  return { name: contender.name, bySeries };
}

function windowStarts(weeks: number): number {
  assert(weeks >= WINDOW, `the test has a window of ${WINDOW} weeks`);
  return weeks - WINDOW + 1;
}

function rowsOf({ ranges, world: { panel } }: Setup, policies: readonly WindowCosts[]): StudyRow[] {
  const stream = randomStream(1).child("windows");
  const resampled = resampleSeries(policies.map(({ bySeries }) => bySeries), { stream });
  const ruleAt = policies.findIndex(({ name }) => name === rule.name);
  const windows = windowStarts(ranges.test.to - ranges.test.from);
  return policies.map(({ name }, k) => {
    const interval = percentileInterval(resampled, (sums) => sums[k]);
    assert(interval !== null, "costs are finite");
    const below = 100 * (1 - resampled.sums[k] / resampled.sums[ruleAt]);
    return {
      keys: {
        policy: name,
        from: formatDate(panel.periodStart[ranges.test.from]),
        windows,
        percentBelowRule: Math.round(below * 100) / 100,
      },
      value: interval.mean,
      low: interval.low,
      high: interval.high,
      published: null,
    };
  });
}
