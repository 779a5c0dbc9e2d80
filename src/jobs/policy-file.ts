import { z } from "zod";
import { assert } from "../base/errors.js";
import { mean } from "../base/sums.js";
import { locationsOf } from "../demand/locations.js";
import type { Panel } from "../demand/panel.js";
import type { BoundPolicy } from "../policies/policy.js";
import type { VolumePrices } from "../simulation/priced-world.js";
import type { TensorFile } from "../store/safetensors.js";
import type { Trained } from "../training/train.js";
import type { Assembly } from "./assembly.js";
import { priceTensors, pricesIn } from "./checkpoint.js";

/** The trained parameters by name, and what a reader without DeepStock needs to use them. */
export function policyFile(
  { bound, policy, setting, world }: Assembly,
  { parameters, prices, validationCost, bestStep }: Trained,
): TensorFile {
  return {
    tensors: { ...tensorsOf(bound, parameters), ...(prices ? priceTensors(prices) : {}) },
    metadata: {
      format: "deepstock policy",
      policy: policy.name,
      setting: JSON.stringify(setting),
      validationCost: String(validationCost),
      step: String(bestStep),
      ...(prices ? { locations: JSON.stringify(locationsOf(world.panel).names) } : {}),
    },
  };
}

function tensorsOf({ parameters: shapes }: BoundPolicy, parameters: Float32Array): TensorFile["tensors"] {
  let at = 0;
  return Object.fromEntries(
    shapes.map(({ name, rows, columns }) => {
      const values = parameters.slice(at, (at += rows * columns));
      return [name, { shape: [rows, columns], values }];
    }),
  );
}

/**
 * The prices on what series share that a policy was trained with, for the locations of a panel. A location
 * that is new has the mean of the others.
 */
export function volumePricesOf({ tensors, metadata }: TensorFile, panel: Panel): VolumePrices | undefined {
  const stored = pricesIn(tensors);
  if (stored === undefined) return undefined;
  const trained = z.array(z.string()).parse(JSON.parse(metadata.locations));
  const { names } = locationsOf(panel);
  const entries = Object.entries(stored).map(([resource, prices]) => {
    const usual = mean(prices);
    const of = (name: string) => prices[trained.indexOf(name)] ?? usual;
    return [resource, Float32Array.from(names, of)] as const;
  });
  return Object.fromEntries(entries);
}

/** Parameters of a policy from its file, checked against the shapes that the policy has. */
export function parametersOf({ parameters: shapes }: BoundPolicy, { tensors }: TensorFile): Float32Array {
  const parts = shapes.map(({ name, rows, columns }) => {
    const tensor = tensors[name];
    assert(tensor?.values.length === rows * columns, `the policy file holds ${name} as ${rows} × ${columns}`);
    return [...tensor.values];
  });
  return Float32Array.from(parts.flat());
}
