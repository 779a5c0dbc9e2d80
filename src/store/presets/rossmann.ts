import { identifier } from "../duckdb.js";
import { flagText } from "../flag-words.js";
import type { FoundFolder, PerPeriodSelection, Preset } from "./preset.js";

/** Rossmann Store Sales, Kaggle 2015: what a store takes in a day; a closed day has a row of nothing. */
export const rossmann: Preset = {
  name: "rossmann",
  summary: "Rossmann: daily sales of stores in euros, with promotions and holidays.",
  sales: { location: /^Store$/, date: /^Date$/, units: /^Sales$/, open: /^Open$/ },
  companions: {
    stores: {
      columns: { location: /^Store$/, type: /^StoreType$/ },
      usually: "store.csv",
      tells: "the type of a store",
    },
  },
  keeps: {
    promotion: "1 on days on which the store runs a promotion",
    holiday: "1 on public holidays",
    schoolHoliday: "1 on days without school",
  },
  async read(found: FoundFolder) {
    const { location, date, units } = found.sales.column;
    const flag = (column: string, name: string) => () => flagged(found, column, name);
    return {
      columns: { item: "item", location, date, units },
      derived: { item: { sql: "'all'", from: location } },
      // Stores that were rebuilt have no rows for months.
      absentRows: "unknown",
      attributes: found.companion("stores")?.paths,
      perPeriod: {
        promotion: flag("Promo", "promotion"),
        holiday: flag("StateHoliday", "holiday"),
        schoolHoliday: flag("SchoolHoliday", "schoolHoliday"),
      },
      notes: ["Units are euros, and days on which a store is closed are days without sales."],
    };
  },
};

/** Public holidays are of three kinds, a, b and c; other flags say yes or no. */
function flagged({ sales }: FoundFolder, column: string, name: string): PerPeriodSelection {
  const { location, date } = sales.column;
  const text = sales.text(column);
  const value = `CASE WHEN lower(${text}) IN ('a', 'b', 'c') THEN '1' ELSE ${flagText(text)} END`;
  const keys = [location, date].map(identifier).join(", ");
  const select = `SELECT ${keys}, ${value} AS ${identifier(name)} FROM ${sales.table}`;
  return { select, absent: "zero", of: { file: sales, column, kind: "flag" } };
}
