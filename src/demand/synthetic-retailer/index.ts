export { type RetailerEffects, effectOptions } from "./effects.js";
export { onOrderCsv, productsCsv, salesCsv, stockCsv } from "./retailer-csv.js";
export {
  type SyntheticRetailer,
  type SyntheticRetailerOptions,
  syntheticRetailer,
} from "./synthetic-retailer.js";
