import { identifier, literal } from "../duckdb.js";
import type { FoundFolder, Preset } from "./preset.js";

/** Corporación Favorita Grocery Sales Forecasting, Kaggle 2017: only days with a sale have a row. */
export const favorita: Preset = {
  name: "favorita",
  summary: "Corporación Favorita: daily sales of grocery items by store, with items, stores and holidays.",
  sales: { item: /^item_nbr$/, location: /^store_nbr$/, date: /^date$/, units: /^unit_sales$/ },
  companions: {
    items: { columns: { item: /^item_nbr$/, family: /^family$/ }, usually: "items.csv" },
    stores: {
      columns: { location: /^store_nbr$/, city: /^city$/, state: /^state$/ },
      usually: "stores.csv",
    },
    holidays: {
      columns: {
        date: /^date$/,
        type: /^type$/,
        locale: /^locale$/,
        place: /^locale_name$/,
        transferred: /^transferred$/,
      },
      usually: "holidays_events.csv",
    },
    oil: { columns: { date: /^date$/, price: /^dcoilwtico$/ }, usually: "oil.csv" },
    transactions: {
      columns: { date: /^date$/, location: /^store_nbr$/, count: /^transactions$/ },
      usually: "transactions.csv",
    },
  },
  keeps: {
    promotion: "1 on days on which the item is promoted, as far as they have a sale",
    holiday: "1 on holidays of the store's city, state or country",
  },
  async read(found: FoundFolder) {
    const { item, location, date, units } = found.sales.column;
    const later = ["oil", "transactions"].flatMap((name) => found.companion(name)?.paths ?? []);
    return {
      columns: { item, location, date, units },
      attributes: ["items", "stores"].flatMap((name) => found.companion(name)?.paths ?? []),
      perPeriod: {
        promotion: () => ({ select: promotions(found), absent: "zero" }),
        holiday: () => ({ select: holidays(found), absent: "zero" }),
      },
      notes: later.map((path) => `${path} tells what is known only after the day, and is not read.`),
    };
  },
};

function promotions({ sales }: FoundFolder): string {
  const { item, location, date } = sales.column;
  const promoted = "lower(CAST(onpromotion AS VARCHAR)) IN ('true', '1')";
  const keys = [item, location, date].map(identifier).join(", ");
  return `SELECT ${keys}, 1 AS promotion FROM ${sales.table} WHERE ${promoted}`;
}

/** A holiday that was transferred is a day like others; the day it was moved to has the type Transfer. */
function holidays(found: FoundFolder): string {
  const dates = found.needed("holidays", "says which days are holidays");
  const stores = found.needed("stores", "says in which city and state a store is");
  const day = (name: string) => `h.${identifier(dates.column[name])}`;
  const store = (name: string) => `s.${identifier(stores.column[name])}`;
  const places = ["state", "city"].map((name) => `${day("place")} = ${store(name)}`);
  const free = ["Holiday", "Transfer", "Additional", "Bridge"].map(literal).join(", ");
  return `SELECT DISTINCT ${store("location")}, ${day("date")}, 1 AS holiday
    FROM ${dates.table} AS h JOIN ${stores.table} AS s
    ON ${day("locale")} = 'National' OR (${day("locale")} = 'Regional' AND ${places[0]})
      OR (${day("locale")} = 'Local' AND ${places[1]})
    WHERE ${day("type")} IN (${free}) AND lower(CAST(${day("transferred")} AS VARCHAR)) = 'false'`;
}
