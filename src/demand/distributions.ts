import { InputError } from "../base/errors.js";
import { type Distribution, type DistributionKind, distributionKinds } from "./distributions/index.js";

export * from "./distributions/index.js";

/**
 * Reads "poisson:5" and its kin. `place` is where the user wrote it, e.g. "--demand" or "data.generate".
 * Throws InputError where the text is no distribution.
 */
export function parseDistribution(text: string, place = "demand distribution"): Distribution {
  const [name, ...rest] = text.trim().split(":");
  const kind = distributionKinds.find((candidate) => candidate.name === name.trim().toLowerCase());
  if (!kind)
    throw new InputError(
      place,
      `"${text}" is no known distribution`,
      `Write one of ${distributionKinds.map(form).join(", ")}`,
    );
  const wayOut = `Write ${form(kind)}, for instance ${kind.example}`;
  const parts = rest.join(":").split(",").map((part) => part.trim());
  const wrong = parts.find((part) => part === "" || !Number.isFinite(Number(part)));
  if (wrong === "") throw new InputError(place, `"${text}" lacks a number`, wayOut);
  if (wrong !== undefined) throw new InputError(place, `"${wrong}" in "${text}" is no number`, wayOut);
  const parsed = kind.parse(parts.map(Number), text.trim());
  if (typeof parsed === "string") throw new InputError(place, `"${text}": ${parsed}`, wayOut);
  return parsed;
}

/**
 * The probabilities of demand 0, 1, 2, …, up to the first quantity beyond which less than `tail` is left;
 * what is left is added to the last entry, so that the table sums to 1.
 */
export function pmfTable(distribution: Distribution, tail = 1e-12): Float64Array {
  const probabilities: number[] = [];
  let left = 1;
  // Far beyond any tail that rounding lets us resolve; a demand this large is no longer "whole units".
  const limit = Math.ceil(distribution.mean + 200 * distribution.deviation + 200);
  for (let quantity = 0; left > tail && quantity <= limit; quantity++) {
    const probability = distribution.pmf(quantity);
    probabilities.push(probability);
    left -= probability;
  }
  probabilities[probabilities.length - 1] += left;
  return Float64Array.from(probabilities);
}

function form(kind: DistributionKind): string {
  return `${kind.name}:${kind.parameters}`;
}
