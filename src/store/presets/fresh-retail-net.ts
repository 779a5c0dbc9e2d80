import { identifier } from "../duckdb.js";
import { flagText } from "../flag-words.js";
import type { FoundFolder, PerPeriodSelection, Preset } from "./preset.js";

/**
 * FreshRetailNet-50K (Dingdong-Inc 2025, arXiv:2505.16319), as published or summed by day: fresh food with
 * the opening hours in which it was out of stock.
 */
export const freshRetailNet: Preset = {
  name: "fresh-retail-net",
  summary: "FreshRetailNet: daily sales of fresh food by store, with the hours out of stock.",
  sales: {
    item: /^product_id$/,
    location: /^store_id$/,
    date: /^(dt|date)$/,
    units: /^(sale_amount|sale)$/,
    hoursOut: /^(stock_hour6_22_cnt|stockout_hours_6_22)$/,
  },
  publishedAgain: /^(precpt|avg_temperature|avg_humidity|avg_wind_level)$/,
  companions: {
    series: {
      columns: { item: /^product_id$/, location: /^store_id$/, category: /^first_category_id$/ },
      usually: "series.csv",
    },
  },
  keeps: {
    discount: "the share of the full price that is asked",
    promotion: "1 on days of a promotion",
    holiday: "1 on holidays",
  },
  async read(found: FoundFolder) {
    const { item, location, date, units, hoursOut } = found.sales.column;
    const hours = found.sales.number(hoursOut);
    const otherwise = found.sales.text(hoursOut);
    const flag = `CASE WHEN ${hours} = 0 THEN '1' WHEN ${hours} > 0 THEN '0' ELSE ${otherwise} END`;
    const grouped = found.sales.names.includes("first_category_id") ? [{ select: groups(found) }] : [];
    return {
      columns: { item, location, date, units, inStock: "in_stock" },
      derived: { in_stock: { sql: flag, from: hoursOut } },
      attributes: found.companion("series")?.paths ?? grouped,
      perPeriod: {
        discount: () => selected(found, { column: "discount", kind: "number", name: "discount" }),
        promotion: () => selected(found, { column: "activity_flag", kind: "flag", name: "promotion" }),
        holiday: () => selected(found, { column: "holiday_flag", kind: "flag", name: "holiday" }),
      },
      notes: ["A day with an opening hour out of stock counts as out of stock."],
    };
  },
};

/** The groups that a product belongs to, which are repeated in every row. */
function groups({ sales }: FoundFolder): string {
  const { item, location } = sales.column;
  const names = sales.names.filter((name) => /^(city|management_group|.*_category)_id$/.test(name));
  const values = names.map((name) => `any_value(${identifier(name)}) AS ${identifier(name)}`).join(", ");
  const keys = [item, location].map(identifier).join(", ");
  return `SELECT ${keys}, ${values} FROM ${sales.table} GROUP BY ${keys}`;
}

function selected(
  { sales }: FoundFolder,
  { column, kind, name }: { column: string; kind: "flag" | "number"; name: string },
): PerPeriodSelection {
  const keys = [sales.column.item, sales.column.location, sales.column.date].map(identifier).join(", ");
  const value = kind === "flag" ? flagText(sales.text(column)) : sales.cell(column);
  const select = `SELECT ${keys}, ${value} AS ${identifier(name)} FROM ${sales.table}`;
  return { select, absent: "last", of: { file: sales, column, kind } };
}
