/**
 * What a benchmark computes, given to every engine that takes part. Lanes begin with units on hand and on
 * order, and order by a network of ELU units whose output is a softplus; demand that finds no stock is lost.
 * `widths` are the rows of the network's layers, input first.
 */
export interface MeasuredTask {
  /**
   * train: the cost and its derivative with respect to all weights and biases; simulate: the cost alone;
   * products: no inventory, only products of the weights, the output of one layer being the next one's input.
   */
  readonly kind: "train" | "simulate" | "products";
  readonly lanes: number;
  readonly periods: number;
  readonly widths: readonly number[];
}

/** An order can serve demand so many periods later. */
export const LEAD_TIME = 4;
/** Money per unit of lost demand, where a unit on hand costs 1. */
export const SHORTAGE_COST = 9;
/** The network sees what is on hand after receipt and what is due in 1, 2, … periods, then the features. */
const STOCK_INPUTS = LEAD_TIME;

/** Rows of the start: units on hand and units due in 0, 1, … periods; of products, their first operand. */
export function startRows({ kind, widths }: MeasuredTask): number {
  return kind === "products" ? widths[0] : 1 + LEAD_TIME;
}

/** Inputs of the network that stay the same over the periods, one number per lane each. */
export function featureRows({ kind, widths }: MeasuredTask): number {
  return kind === "products" ? 0 : widths[0] - STOCK_INPUTS;
}

/** Sizes of the weights, layer by layer. Each is followed by its biases, except in products. */
export function layerSizes({ widths }: MeasuredTask): readonly { rows: number; columns: number }[] {
  return widths.slice(1).map((rows, layer) => ({ rows, columns: widths[layer] }));
}

/**
 * Floating-point operations of the weights per lane and period, as they are usually counted: two per
 * multiply-add, and for a derivative four more.
 */
export function operationsPerLanePeriod(task: MeasuredTask): number {
  const products = layerSizes(task).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
  return (task.kind === "train" ? 6 : 2) * products;
}
