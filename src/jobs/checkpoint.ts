import { SHARED_RESOURCES } from "../problems/mechanics/shared-limits.js";
import type { VolumePrices } from "../simulation/priced-world.js";
import type { TensorFile } from "../store/safetensors.js";
import type { LearnProgress } from "./learn.js";

const LEARNER = "learner.";
const PRICE = "price.";

/** Where training stands, as tensors and texts. */
export function checkpointFile({ best, bestPrices = {}, learner, ...numbers }: LearnProgress): TensorFile {
  const entries = Object.entries(learner).map(
    ([name, values]) => [`${LEARNER}${name}`, tensor(values)] as const,
  );
  return {
    tensors: { best: tensor(best), ...Object.fromEntries(entries), ...priceTensors(bestPrices) },
    metadata: { format: "deepstock checkpoint", progress: JSON.stringify(numbers) },
  };
}

export function progressOf({ tensors, metadata }: TensorFile): LearnProgress {
  const numbers = JSON.parse(metadata.progress) as Omit<LearnProgress, "best" | "bestPrices" | "learner">;
  const bestPrices = pricesIn(tensors);
  const learner = Object.entries(tensors)
    .filter(([name]) => name.startsWith(LEARNER))
    .map(([name, { values }]) => [name.slice(LEARNER.length), values] as const);
  const standing = { ...numbers, best: tensors.best.values, learner: Object.fromEntries(learner) };
  return bestPrices ? { ...standing, bestPrices } : standing;
}

/** Prices of what series share as tensors, one number for each location. */
export function priceTensors(prices: VolumePrices): TensorFile["tensors"] {
  return Object.fromEntries(
    Object.entries(prices).map(([resource, values]) => [`${PRICE}${resource}`, tensor(values)]),
  );
}

export function pricesIn(tensors: TensorFile["tensors"]): VolumePrices | undefined {
  const found = SHARED_RESOURCES.flatMap((resource) => {
    const stored = tensors[`${PRICE}${resource}`];
    return stored ? [[resource, stored.values] as const] : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function tensor(values: Float32Array) {
  return { shape: [values.length], values };
}
