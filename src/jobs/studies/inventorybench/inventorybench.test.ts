import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { silentProgress } from "../../../base/progress.js";
import { randomStream } from "../../../base/random.js";
import { type BenchInstance, type BenchPeriod, readBench } from "../../../store/inventorybench-files.js";
import { temporaryFile } from "../../../../test/store/temporary.js";
import { partsOf } from "../parts.js";
import { delays } from "./delays.js";
import { hindsightBound } from "./hindsight.js";
import { inventorybench } from "./inventorybench.js";
import { play } from "./play.js";

const stream = randomStream(11);
const context = { progress: silentProgress, signal: new AbortController().signal, threads: 1 };

function instance(promised: number, periods: readonly BenchPeriod[], demand = 20): BenchInstance {
  return {
    id: "made", family: "made", leadTimeSetting: "made", promisedLeadTime: promised,
    profit: 4, holdingCost: 1,
    trainDemand: Array<number>(5).fill(demand), periods,
  };
}

const same = (demand: number, leadTime: number, count = 50) =>
  Array.from({ length: count }, () => ({ demand, leadTime }));

describe("an adaptive newsvendor", () => {
  it("loses little where demand never changes: first what doubt costs, later nothing", () => {
    const short = play(instance(0, same(20, 0)), stream);
    const long = play(instance(0, same(20, 0, 200)), stream);
    expect(short).toBeGreaterThan(0.93);
    expect(long).toBeGreaterThan(short);
    expect(long).toBeLessThanOrEqual(1);
  });

  it("cannot sell before its first order arrives", () => {
    const score = play(instance(4, same(20, 4)), stream);
    expect(score).toBeLessThanOrEqual(46 / 50);
    expect(score).toBeGreaterThan(0.75);
  });

  it("earns nothing where every order is lost, and never less", () => {
    const lost = Array.from({ length: 50 }, () => ({ demand: 20, leadTime: undefined }));
    expect(play(instance(2, lost), stream)).toBe(0);
    expect(play({ ...instance(0, same(0, 0)), holdingCost: 100 }, stream)).toBe(0);
  });

  it("lives with orders that come late or never", () => {
    const own = stream.child("late");
    const times = [1, 2, 3, undefined];
    const periods = Array.from({ length: 50 }, () => ({
      demand: 15 + own.below(11),
      leadTime: times[own.below(4)],
    }));
    expect(play(instance(2, periods), stream)).toBeGreaterThan(0.4);
  });
});

describe("what nobody can better", () => {
  it("is all demand from the first arrival on, whichever order that is", () => {
    expect(hindsightBound(instance(4, same(20, 4)))).toBeCloseTo(46 / 50, 12);
    const overtaken = [3, 1, undefined, 0].map((leadTime) => ({ demand: 5, leadTime }));
    expect(hindsightBound(instance(2, overtaken))).toBe(0.5);
    expect(hindsightBound(instance(2, [{ demand: 5, leadTime: undefined }]))).toBe(0);
  });

  it("is above what is played, on any demand and delays", () => {
    const own = stream.child("bound");
    for (let made = 0; made < 8; made++) {
      const periods = Array.from({ length: 30 }, () => ({ demand: own.below(30), leadTime: own.below(4) }));
      const one = instance(2, periods);
      expect(play(one, stream)).toBeLessThanOrEqual(hindsightBound(one) + 1e-12);
    }
  });
});

it("learns delays from what arrives", () => {
  const seen = delays(2);
  for (let order = 0; order < 200; order++) seen.arrived(1 + (order % 2));
  const drawn = Array.from({ length: 1000 }, () => seen.draw(-1, stream));
  expect(drawn.filter((delay) => delay === 1).length).toBeGreaterThan(400);
  expect(drawn.filter((delay) => delay === undefined).length).toBeLessThan(10);
  expect(Array.from({ length: 50 }, () => seen.draw(1, stream)).every((delay) => delay !== 1)).toBe(true);
});

const FOLDER = fileURLToPath(new URL("../../../../../shared/data/inventorybench/", import.meta.url));
const [instances, trajectories] = [`${FOLDER}instances.csv`, `${FOLDER}test_trajectories.parquet`];
const files = { config: "", instances, trajectories };

const absent = !existsSync(FOLDER);

it.skipIf(absent)("beats the published methods on the development slice (../shared/data)", async () => {
  const parts = partsOf(undefined, context.signal, "");
  const { rows } = await inventorybench.run({ quick: false, files, ...parts }, context);
  expect(rows[0].keys.instances).toBe(108);
  expect(rows[0].value).toBeGreaterThan(0.66);
});

describe("the files", () => {
  const known = "instance_id,family,lead_time_setting,promised_lead_time";
  const instances = `${known},profit,holding_cost,train_demand`;
  const one = `${instances}\na,made,fixed,0,1,1,3 4 5\n`;
  const path = "instance_id,period,demand,lead_time\na,2,8,inf\na,1,7,0\n";

  async function read(first: string, second: string) {
    const [at, then] = [await temporaryFile("i.csv", first), await temporaryFile("t.csv", second)];
    return readBench({ instances: at, trajectories: then });
  }

  it("are read in the order of periods; an order may never come", async () => {
    const [found] = await read(one, path);
    expect(found.trainDemand).toEqual([3, 4, 5]);
    expect(found.periods).toEqual([{ demand: 7, leadTime: 0 }, { demand: 8, leadTime: undefined }]);
  });

  it.each([
    ["a column", one.replace("profit", "gain"), path, /profit/],
    ["a number", one, path.replace("7,0", "many,0"), /period 1, demand/],
    ["a trajectory", `${one}b,made,fixed,0,1,1,3 4 5\n`, path, /trajectory/],
  ])("are refused where %s is missing", async (_, first, second, message) => {
    await expect(read(first, second)).rejects.toThrow(message);
  });
});
