import { identifier, literal } from "../duckdb.js";
import { flagText } from "../flag-words.js";
import type { FoundFolder, PerPeriodSelection, Preset } from "./preset.js";

/** Corporación Favorita Grocery Sales Forecasting, Kaggle 2017: only days with a sale have a row. */
export const favorita: Preset = {
  name: "favorita",
  summary: "Corporación Favorita: daily sales of grocery items by store, with items, stores and holidays.",
  sales: { item: /^item_nbr$/, location: /^store_nbr$/, date: /^date$/, units: /^unit_sales$/ },
  companions: {
    items: {
      columns: { item: /^item_nbr$/, family: /^family$/ },
      usually: "items.csv",
      tells: "the family of an item",
    },
    stores: {
      columns: { location: /^store_nbr$/, city: /^city$/, state: /^state$/ },
      usually: "stores.csv",
      tells: "where a store is",
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
        promotion: () => promotions(found),
        holiday: () => holidays(found),
      },
      notes: later.map((path) => `${path} tells what is known only after the day, and is not read.`),
    };
  },
};

function promotions({ sales }: FoundFolder): PerPeriodSelection {
  const { item, location, date } = sales.column;
  const promotion = flagText(sales.text("onpromotion"));
  const keys = [item, location, date].map(identifier).join(", ");
  const select = `SELECT ${keys}, ${promotion} AS promotion FROM ${sales.table} WHERE ${promotion} <> '0'`;
  return { select, absent: "zero", of: { file: sales, column: "onpromotion", kind: "flag" } };
}

/** A holiday that was transferred is a day like others; the day it was moved to has the type Transfer. */
function holidays(found: FoundFolder): PerPeriodSelection {
  const dates = found.needed("holidays", "says which days are holidays");
  const stores = found.needed("stores", "says in which city and state a store is");
  const word = (name: string) => `lower(trim(CAST(h.${identifier(dates.column[name])} AS VARCHAR)))`;
  const text = (of: string, name: string) => `lower(trim(${of}.${identifier(name)}))`;
  const { place } = dates.column;
  const same = ["state", "city"].map((name) => `${text("h", place)} = ${text("s", stores.column[name])}`);
  const free = ["holiday", "transfer", "additional", "bridge"].map(literal).join(", ");
  const moved = flagText(word("transferred"));
  // What is neither yes nor no stays as it is, and is refused.
  const select = `SELECT DISTINCT s.${identifier(stores.column.location)}, h.${identifier(dates.column.date)},
      CASE ${moved} WHEN '0' THEN '1' ELSE ${moved} END AS holiday
    FROM ${dates.table} AS h JOIN ${stores.table} AS s
    ON ${word("locale")} = 'national' OR (${word("locale")} = 'regional' AND ${same[0]})
      OR (${word("locale")} = 'local' AND ${same[1]})
    WHERE ${word("type")} IN (${free}) AND ${moved} <> '1'`;
  return { select, absent: "zero", of: { file: dates, column: dates.column.transferred, kind: "flag" } };
}
