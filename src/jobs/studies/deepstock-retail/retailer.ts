import { randomStream } from "../../../base/random.js";
import { remembering } from "../../../base/remembering.js";
import type { Panel } from "../../../demand/panel.js";
import { syntheticRetailer } from "../../../demand/synthetic-retailer/index.js";
import type { Config } from "../../../store/config-file.js";
import { createExecutor } from "../../executor.js";
import { type Setup, setup } from "../../setup.js";
import type { Cell } from "./cells.js";

/** The one seed of the retailer, of trainings and of searches. */
export const SEED = 1;

/** Items, each of them in as many locations. */
export interface RetailerSize {
  readonly items: number;
  readonly locations: number;
}

/** Four weeks of history alone; 90 days to learn and choose from; and the 90 days after them. */
const [HISTORY, CHOOSE, TEST, END] = [28, 88, 118, 208];

/** Steps of each training, as a share of those of the method. */
export function configOf({ method, head }: Cell, { items, locations }: RetailerSize, share: number): Config {
  const steps = Math.max(1, Math.round(method.steps * share));
  const validateEvery = Math.max(1, Math.round(method.validateEvery * share));
  return {
    data: { generate: "retailer", series: items * locations, periods: END },
    split: {},
    problem: {
      type: "lost-sales",
      leadTime: "lead_time",
      reviewPeriod: 3,
      holdingCost: "holding_cost",
      shortageCost: "shortage_cost",
    },
    objective: { stockouts: 0.5, turnover: 0.5 },
    policy: { head, hidden: [32, 32], features: "default", scale: "series" },
    trainer: { ...method.trainer, maxSteps: steps, validateEvery, patience: 3 },
    seed: SEED,
  };
}

export function setupOf(config: Config, size: RetailerSize, threads: number): Setup {
  const ranges = {
    train: { from: HISTORY, to: CHOOSE },
    validation: { from: CHOOSE, to: TEST },
    test: { from: TEST, to: END },
  };
  const panel = panelOf(`${size.items} ${size.locations}`);
  return setup({ config, panel, executor: createExecutor(threads), resolved: { ranges } });
}

/** Pairs of items and locations, item by item; what was not seen out of stock is estimated, as in any run. */
const panelOf = remembering((size: string): Panel => {
  const [items, locations] = size.split(" ").map(Number);
  const stream = randomStream(SEED).child("retailer");
  return syntheticRetailer({ items, locations, periods: END, stream }).panel;
}, 1);
