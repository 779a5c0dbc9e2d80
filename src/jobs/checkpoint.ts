import type { TensorFile } from "../store/safetensors.js";
import type { Progress } from "../training/train.js";

const LEARNER = "learner.";

/** Where training stands, as tensors and texts. */
export function checkpointFile({ best, learner, ...numbers }: Progress): TensorFile {
  const entries = Object.entries(learner).map(
    ([name, values]) => [`${LEARNER}${name}`, tensor(values)] as const,
  );
  return {
    tensors: { best: tensor(best), ...Object.fromEntries(entries) },
    metadata: { format: "deepstock checkpoint", progress: JSON.stringify(numbers) },
  };
}

export function progressOf({ tensors, metadata }: TensorFile): Progress {
  const numbers = JSON.parse(metadata.progress) as Omit<Progress, "best" | "learner">;
  const learner = Object.entries(tensors)
    .filter(([name]) => name.startsWith(LEARNER))
    .map(([name, { values }]) => [name.slice(LEARNER.length), values] as const);
  return { ...numbers, best: tensors.best.values, learner: Object.fromEntries(learner) };
}

function tensor(values: Float32Array) {
  return { shape: [values.length], values };
}
