import { z } from "zod";
import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { type Feature, LOCATION, categoryFeature, namedFeatures } from "../demand/features/index.js";
import type { Panel } from "../demand/panel.js";
import { type Config, sectionPlace } from "../store/config-file.js";

const wantedFeature = z.union([
  z.string(),
  z.strictObject({
    /** An attribute, or location, of whose categories a few numbers each are learned. */
    embed: z.string(),
    dimensions: z.int().positive().optional(),
  }),
]);

/**
 * Sets, columns, single features, and attributes to embed, like [default, holidays, { embed: family }]. none:
 * the policy sees stock and costs only, for demand known to be the same in every period.
 */
export const wantedFeatures = z.union([wantedFeature, z.array(wantedFeature).min(1)]);

interface FeatureSource {
  readonly trainingPeriods: number;
  readonly config: Config;
}

/** @throws InputError naming a feature that the panel does not have. */
export function readFeatures(
  wanted: z.infer<typeof wantedFeatures>,
  panel: Panel,
  source: FeatureSource,
): readonly Feature[] {
  const named = namedFeatures(panel, source.trainingPeriods);
  const features = [wanted].flat().flatMap((one) => {
    if (typeof one !== "string") return embedded(one, panel, source);
    const found = named.get(one);
    if (found !== undefined) return found;
    const wayOut = suggestion(one, [...named.keys()].toReversed());
    throw new InputError(placeOf(source), `"${one}" is no feature of this data`, wayOut);
  });
  return [...new Map(features.map((feature) => [`${feature.kind} ${feature.name}`, feature])).values()];
}

function embedded(
  { embed, dimensions }: { readonly embed: string; readonly dimensions?: number | undefined },
  panel: Panel,
  source: FeatureSource,
): Feature {
  const feature = categoryFeature(panel, embed, { ...source, dimensions });
  if (feature !== undefined) return feature;
  const known = [...panel.attributes.keys(), LOCATION];
  if (known.includes(embed))
    throw new InputError(
      placeOf(source),
      `no two series of training share a category of "${embed}"`,
      "Embed an attribute whose categories have several series each.",
    );
  throw new InputError(placeOf(source), `"${embed}" is no attribute of this data`, suggestion(embed, known));
}

function placeOf({ config }: FeatureSource): string {
  const { file, lineOf } = sectionPlace(config, "policy");
  const line = lineOf?.(["features"]);
  return `${file ?? "config"}${line ? ` line ${line}` : ""}, policy.features`;
}
