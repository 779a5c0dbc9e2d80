import type { RandomStream } from "../../base/random.js";
import { type Parameter, concat, gather } from "../../engine/index.js";
import type { Observation, PolicySetting } from "../policy.js";
import { drawnWeights } from "./backbones/layer.js";
import type { Network } from "./backbones/mlp.js";

/** How far apart categories begin: little, so that a network treats them alike until it learns better. */
const INITIAL_DEVIATION = 0.1;

type Embedded = Pick<Observation, "plainFeatures" | "categories">;

/** What a network learns of categories, as further plain features for whatever comes after it. */
export interface Embeddings extends Pick<Network, "parameters" | "initial"> {
  /** The setting of what comes after it. */
  readonly setting: PolicySetting;
  /** What that sees. */
  of<Seen extends Embedded>(seen: Seen): Seen;
}

/**
 * A table for each embedding of a setting, of which a decision sees the row of its category. It is a dense
 * layer on a row of zeros with a one at the category, without that row: x W₁ + W₂ e_c for x W₁ + (W₂ E) 1_c.
 * Row 0, of categories without one of their own, begins at nothing: what a dense layer has for no category.
 * @param prefix put before the names of its parameters.
 */
export function embeddings(setting: PolicySetting, prefix = ""): Embeddings {
  const { embeddings: learned = [], plainFeatures, ...others } = setting;
  if (learned.length === 0)
    return { parameters: [], initial: () => new Float32Array(), setting, of: (seen) => seen };
  const tables = learned.map(({ name, categories, dimensions }): Parameter => {
    return { name: `${prefix}${name}.embedding`, rows: categories.length + 1, columns: dimensions };
  });
  const names = learned.flatMap(({ name, dimensions }) =>
    Array.from({ length: dimensions }, (_, column) => `${name} embedding ${column + 1}`),
  );
  return {
    parameters: tables,
    initial: (stream) => Float32Array.from(tables.flatMap((table) => initialRows(table, stream))),
    setting: { ...others, plainFeatures: [...plainFeatures, ...names] },
    of(seen) {
      const rows = tables.map((table, index) => gather(table, seen.categories!.row(index)));
      const plain = seen.plainFeatures ? [seen.plainFeatures] : [];
      return { ...seen, plainFeatures: concat([...plain, ...rows]) };
    },
  };
}

function initialRows(table: Parameter, stream: RandomStream): number[] {
  const scale = INITIAL_DEVIATION * Math.sqrt(table.columns);
  return drawnWeights(table, stream, scale).fill(0, 0, table.columns);
}
