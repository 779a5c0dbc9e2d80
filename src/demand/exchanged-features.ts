import type { FeatureTable, SeriesFeatures } from "./feature-table.js";

/** Where a series takes what it is told from: of another series, so many decisions later, going round. */
export interface Exchange {
  readonly partner: number;
  readonly shift: number;
}

/** Words for the sales before each decision, where a policy sees them as they are. */
const HISTORY = "recent demand";

/** All things that the rows of a table tell of. */
export function toldBy({ about, embeddings, history }: FeatureTable): readonly string[] {
  const categories = embeddings.map(({ name }) => name);
  const sales = history > 0 ? [HISTORY] : [];
  return [...new Set([...about.demandFeatures, ...about.plainFeatures, ...categories, ...sales])];
}

type Kind = keyof Omit<SeriesFeatures, "scale">;

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
    const rows = (kind: Kind, isUnits: boolean, tells: (row: number) => string) =>
      own[kind].map((values, row) => {
        return tells(row) === thing ? taken(values, other[kind][row], isUnits) : values;
      });
    return {
      scale: own.scale,
      demandFeatures: rows("demandFeatures", true, (row) => table.about.demandFeatures[row]),
      plainFeatures: rows("plainFeatures", false, (row) => table.about.plainFeatures[row]),
      categories: rows("categories", false, (row) => table.embeddings[row].name),
      history: rows("history", true, () => HISTORY),
    };
  };
  return { ...table, of: exchanged };
}
