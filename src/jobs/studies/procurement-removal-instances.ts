/** An instance of our own with its exact answers: we found no public one whose optimum can be computed. */
export interface RemovalInstance extends RemovalAnswer {
  readonly demand: string;
  readonly price: number;
  readonly unitCost: number;
  readonly salvageValue: number;
  readonly holdingCost: number;
  readonly discount: number;
}

/** As computed on the day of publication. */
export interface RemovalAnswer {
  readonly lowLevel: number;
  readonly upLevel: number;
  /** Expected discounted cost from 0 and from `overstock` units on hand. */
  readonly fromEmpty: number;
  readonly fromOverstock: number;
}

/** Units on hand that no instance would order. */
export const overstock = 300;

const common = {
  demand: "poisson:10", price: 10, unitCost: 6, salvageValue: 3, holdingCost: 0.1, discount: 0.99,
};
/** After Maggiar and Sadighian (2017): their prices, here fixed, with stationary demand and lost sales. */
const dear = { price: 90, unitCost: 75, salvageValue: 30, holdingCost: 2, discount: 0.9984 };

export const instances: readonly RemovalInstance[] = [
  { ...common, ...answer(16, 219, -3881.228877, -5116.430488) },
  { ...common, salvageValue: 5, ...answer(16, 76, -3881.228877, -5425.025025) },
  { ...common, salvageValue: 0, ...answer(16, 480, -3881.228877, -5074.352803) },
  { ...common, holdingCost: 0.5, ...answer(14, 65, -3690.756658, -4702.602321) },
  { ...common, discount: 0.9, ...answer(13, 63, -363.843782, -1365.989996) },
  { ...common, demand: "geometric:10", ...answer(34, 241, -3453.167146, -4755.036663) },
  { ...common, demand: "negative-binomial:10,0.8", ...answer(27, 233, -3613.815209, -4891.864252) },
  { ...common, demand: "uniform:0,20", ...answer(20, 220, -3840, -5079.420636) },
  {
    ...common, demand: "poisson:1", price: 50, unitCost: 40, salvageValue: 20,
    ...answer(3, 54, -875.496227, -7392.874107),
  },
  { ...dear, demand: "gamma:10,1", ...answer(21, 237, -66033.049768, -80801.431998) },
];

function answer(...[lowLevel, upLevel, fromEmpty, fromOverstock]: [number, number, number, number]) {
  return { lowLevel, upLevel, fromEmpty, fromOverstock };
}
