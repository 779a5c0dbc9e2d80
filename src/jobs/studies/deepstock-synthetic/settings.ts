import {
  type Trajectories,
  autoregressiveSetting,
  independentSetting,
  normalSetting,
} from "../../../demand/deepstock-synthetic/settings.js";
import { type Feature, lag } from "../../../demand/features/index.js";
import { REVIEW_PERIOD } from "./order-program.js";

/** A setting of the experiment, as plain data. */
export type Setting =
  | { readonly setting: 1 }
  /** Trained on the test trajectories, `learnsFrom` shows what the training trajectories cannot teach. */
  | { readonly setting: 2 | 3; readonly learnsFrom?: "test" }
  | { readonly setting: 4; readonly products: number; readonly orders: number };

/** What is learned from, and the one number that policies see of a day beside the stock. */
export interface LearnedSetting {
  readonly trajectories: Trajectories;
  readonly feature: Feature;
}

export function settingOf(setting: Setting): LearnedSetting {
  switch (setting.setting) {
    case 1:
      return { trajectories: independentSetting(), feature: reviewIndex };
    case 2:
    case 3: {
      const drawn = autoregressiveSetting(setting.setting === 2 ? 10 : 5);
      const { test } = drawn;
      const trajectories = setting.learnsFrom ? { train: test, validation: test, test } : drawn;
      return { trajectories, feature: lag(1) };
    }
    case 4: {
      const trajectories = normalSetting(setting.products, setting.orders);
      return { trajectories, feature: spreadOf(trajectories.spreads) };
    }
  }
}

/** Which of a trajectory's reviews it is. */
const reviewIndex: Feature = {
  name: "review-index",
  summary: "Number of the review",
  about: "place in the season",
  kind: "plain",
  fill(_panel, _series, from, count, out, offset) {
    for (let k = 0; k < count; k++) out[offset + k] = Math.floor((from + k) / REVIEW_PERIOD);
  },
};

/** Each spread belongs to as many trajectories in a row, on whatever part of them. */
function spreadOf(spreads: readonly number[]): Feature {
  return {
    name: "spread",
    summary: "Deviation of the product's demand in tens of units",
    about: "spread of demand",
    kind: "plain",
    fill({ series: { length } }, series, _from, count, out, offset) {
      const spread = spreads[Math.floor((series * spreads.length) / length)];
      out.fill(spread / 10, offset, offset + count);
    },
  };
}
