import { assert } from "../base/errors.js";
import type { BoundPolicy } from "../policies/policy.js";
import type { TensorFile } from "../store/safetensors.js";
import type { Trained } from "../training/train.js";
import type { Assembly } from "./assembly.js";

/** The trained parameters by name, and what a reader without DeepStock needs to use them. */
export function policyFile(
  { bound, policy, setting }: Assembly,
  { parameters, validationCost, bestStep }: Trained,
): TensorFile {
  return {
    tensors: tensorsOf(bound, parameters),
    metadata: {
      format: "deepstock policy",
      policy: policy.name,
      setting: JSON.stringify(setting),
      validationCost: String(validationCost),
      step: String(bestStep),
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

/** Parameters of a policy from its file, checked against the shapes that the policy has. */
export function parametersOf({ parameters: shapes }: BoundPolicy, { tensors }: TensorFile): Float32Array {
  const parts = shapes.map(({ name, rows, columns }) => {
    const tensor = tensors[name];
    assert(tensor?.values.length === rows * columns, `the policy file holds ${name} as ${rows} × ${columns}`);
    return [...tensor.values];
  });
  return Float32Array.from(parts.flat());
}
