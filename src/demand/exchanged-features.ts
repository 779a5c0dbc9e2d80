import type { FeatureTable, SeriesFeatures } from "./feature-table.js";

/** Where a series takes what it is told from: of another series, so many decisions later, going round. */
export interface Exchange {
  readonly partner: number;
  readonly shift: number;
}

type Kind = keyof FeatureTable["about"];

/**
 * The same table, but all that tells of one thing is taken from elsewhere among the decisions from..to, so
 * that it no longer belongs to the series and the time. Units stay in proportion to the usual demand.
 */
export function exchangedFeatures(
  table: FeatureTable,
  thing: string,
  { from, to, of }: { readonly from: number; readonly to: number; of(series: number): Exchange },
): FeatureTable {
  const first = from - table.from;
  const count = to - from;
  const exchanged = (series: number): SeriesFeatures => {
    const { partner, shift } = of(series);
    const [own, other] = [table.of(series), table.of(partner)];
    const taken = (values: Float32Array, others: Float32Array, isUnits: boolean) => {
      const made = values.slice();
      for (let k = 0; k < count; k++) {
        const [at, there] = [first + k, first + ((k + shift) % count)];
        made[at] = others[there] * (isUnits ? own.scale[at] / other.scale[there] : 1);
      }
      return made;
    };
    const rows = (kind: Kind, isUnits: boolean) =>
      own[kind].map((values, row) => {
        return table.about[kind][row] === thing ? taken(values, other[kind][row], isUnits) : values;
      });
    return {
      scale: own.scale,
      demandFeatures: rows("demandFeatures", true),
      plainFeatures: rows("plainFeatures", false),
      categories: rows("categories", false),
      history: rows("history", true),
    };
  };
  return { ...table, of: exchanged };
}
