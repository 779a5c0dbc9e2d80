import type { RandomStream } from "../../base/random.js";
import type { Item } from "./assortment.js";
import { between } from "./chance.js";
import type { RetailerEffects } from "./effects.js";

const DAYS_PER_YEAR = 365.2425;

/** The price of each day: the list price, which changes now and then, less what a promotion takes off. */
export function planPrices(
  item: Item,
  promotion: Uint8Array,
  { effects, stream }: { readonly effects: RetailerEffects; readonly stream: RandomStream },
): Float32Array {
  const { priceChanges, promotionDepth } = effects;
  let list = item.price;
  return Float32Array.from(promotion, (promoted) => {
    if (priceChanges > 0 && stream.uniform() < priceChanges / DAYS_PER_YEAR) {
      const change = between(stream, 0.05, 0.15);
      list *= stream.uniform() < 0.5 ? 1 + change : 1 / (1 + change);
    }
    return Number((list * (promoted ? 1 - promotionDepth : 1)).toFixed(2));
  });
}

/** What the price of each day multiplies demand by. */
export function priceFactors(item: Item, prices: Float32Array, elasticity: number): Float64Array {
  return Float64Array.from(prices, (price) => (price / item.price) ** -elasticity);
}

/** What shocks multiply a category's demand by, on each day: each lasts two to six weeks. */
export function planShocks(periods: number, perYear: number, stream: RandomStream): Float32Array {
  const factors = new Float32Array(periods).fill(1);
  if (perYear <= 0) return factors;
  for (let from = 0; from < periods; from++) {
    if (stream.uniform() >= perYear / DAYS_PER_YEAR) continue;
    const factor = stream.uniform() < 0.5 ? between(stream, 1.5, 2.5) : between(stream, 0.3, 0.6);
    const days = 14 + stream.below(29);
    factors.fill(factor, from, from + days);
    from += days;
  }
  return factors;
}
