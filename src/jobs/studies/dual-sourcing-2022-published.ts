/** A published instance: demand on 0, …, demandMost with equal probabilities, expedited lead time 0. */
export interface PublishedDualSourcing {
  readonly demandMost: number;
  readonly shortageCost: number;
  readonly regularLeadTime: number;
  readonly regularCost: number;
  readonly expeditedCost: number;
  /** Optimal average cost per period. */
  readonly optimal: number;
  /** How much more than the optimum each policy costs, in percent, where it was printed. */
  readonly gaps?: Readonly<Record<string, number>>;
  readonly source: string;
}

/** Gaps are the labels of Figure 9, two digits each; the costs come from an independent exact computation. */
const gijsbrechts = {
  source: "Gijsbrechts et al. (2022)", demandMost: 4, shortageCost: 495, regularCost: 100,
};

/**
 * In the manner of Boettcher et al. (2023), regular cost 0. Two optima are printed with two decimals, one of
 * them not quite right (37.24 where 37.2348 is exact); the others come from an independent exact computation.
 */
const boettcher = { regularCost: 0, source: "Boettcher et al. (2023)" };

/** Holding cost 5 throughout. */
export const published: readonly PublishedDualSourcing[] = [
  ...gijsbrechtsRows([
    [2, 105, 216.7698, 0, 0.11, 0.56, 0.06],
    [2, 110, 219.7333, 0.03, 0.18, 1.03, 0.99],
    [3, 105, 216.8767, 0, 0.27, 0.98, 0.01],
    [3, 110, 220.3411, 0.06, 0.36, 2.11, 0.71],
    [4, 105, 216.8931, 0, 0.36, 1.43, 0],
    [4, 110, 220.6122, 0.11, 0.49, 2.44, 0.58],
  ]),
  ...boettcherRows(4, 95, [
    [2, 5, 16.7698], [2, 10, 19.7333], [2, 20, 22.824],
    [3, 5, 16.8767], [3, 10, 20.34], [3, 20, 24.2953],
  ]),
  ...boettcherRows(8, 95, [[2, 5, 32.2716], [2, 10, 37.24], [2, 20, 41.6348]]),
  ...boettcherRows(4, 495, [[2, 20, 23.0714], [3, 20, 24.3356]]),
  ...boettcherRows(8, 495, [[2, 5, 32.2716], [2, 10, 37.8324], [2, 20, 43.7631]]),
];

function gijsbrechtsRows(rows: readonly (readonly number[])[]): PublishedDualSourcing[] {
  return rows.map(([regularLeadTime, expeditedCost, optimal, capped, dual, single, surge]) => {
    const gaps = {
      "capped-dual-index": capped, "dual-index": dual, "single-index": single, "tailored-base-surge": surge,
    };
    return { ...gijsbrechts, regularLeadTime, expeditedCost, optimal, gaps };
  });
}

function boettcherRows(demandMost: number, shortageCost: number, rows: readonly (readonly number[])[]) {
  return rows.map(([regularLeadTime, expeditedCost, optimal]) => ({
    ...boettcher, demandMost, shortageCost, regularLeadTime, expeditedCost, optimal,
  }));
}
