import { type Value, concat } from "../../../engine/index.js";
import type { Observation, PolicySetting } from "../../policy.js";

/**
 * What the coefficients of `coeff` and `both` multiply: every demand feature, and the scale as the constant.
 * All are units per period.
 */
export function selectedFeatures(seen: Observation): Value {
  return seen.demandFeatures ? concat([seen.demandFeatures, seen.scale]) : seen.scale;
}

export function coefficientCount(setting: PolicySetting): number {
  return setting.demandFeatures.length + 1;
}

/** All weight on the scale at first: the steadiest of the features. */
export function initialCoefficients(setting: PolicySetting, total: number): readonly number[] {
  return [...setting.demandFeatures.map(() => 0), total];
}
