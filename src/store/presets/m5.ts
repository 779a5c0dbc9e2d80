import { formatDate } from "../../base/dates.js";
import { InputError } from "../../base/errors.js";
import type { EpochDay } from "../../demand/panel.js";
import { findDateFormat, parseDateIn } from "../date-format.js";
import { identifier, literal, rows } from "../duckdb.js";
import type { FoundFile, FoundFolder, PerPeriodSelection, Preset } from "./preset.js";

/** M5 Forecasting, Kaggle 2020: a row per item and store, a column per day, and leading zeros. */
export const m5: Preset = {
  name: "m5",
  summary: "M5 (Walmart): daily units of items by store in columns d_1, d_2, …, with calendar and prices.",
  sales: { id: /^id$/, day: /^d_\d+$/ },
  companions: {
    calendar: {
      columns: { day: /^d$/, date: /^date$/, week: /^wm_yr_wk$/ },
      usually: "calendar.csv",
    },
    prices: {
      columns: { location: /^store_id$/, item: /^item_id$/, week: /^wm_yr_wk$/, price: /^sell_price$/ },
      usually: "sell_prices.csv",
    },
  },
  keeps: {
    price: "the price of the week",
    event: "1 on days with an event, like Easter",
    snap: "1 on days on which food stamps are paid out in the state",
  },
  async read(found: FoundFolder) {
    const days = await calendarOf(found);
    const { sales } = found;
    const [item, location] = ["item_id", "store_id"];
    const attributes = ["dept_id", "cat_id", "state_id"].filter((name) => sales.names.includes(name));
    const derived = sales.names.includes(item) ? {} : { [item]: partOfId(1), [location]: partOfId(2) };
    const select = `SELECT ${[item, location, ...attributes].map(identifier).join(", ")} FROM ${sales.table}`;
    return {
      columns: { item, location, date: "date" },
      layout: "wide",
      derived,
      periods: periodsOf(sales, days),
      // An item that is not yet listed has zeros.
      seriesStart: "sale",
      weekStart: "saturday",
      attributes: attributes.length > 0 ? [{ select }] : [],
      perPeriod: {
        price: () => prices(found, days),
        event: () => events(days),
        snap: () => snaps(found, days),
      },
    };
  },
};

/** Of "FOODS_3_001_TX_3_validation": the item (1) and the store (2). */
function partOfId(part: number): string {
  return `regexp_extract("id", '^(.+)_([A-Z]{2}_[0-9]+)(_validation|_evaluation)?$', ${part})`;
}

interface CalendarDay {
  /** As the sales name it: d_1. */
  readonly name: string;
  readonly day: EpochDay;
  readonly week: string;
  readonly cells: Readonly<Record<string, unknown>>;
}

interface Calendar {
  readonly file: FoundFile;
  readonly days: readonly CalendarDay[];
}

async function calendarOf(found: FoundFolder): Promise<Calendar> {
  const file = found.needed("calendar", "says which date d_1, d_2, … are");
  const { day, date, week } = file.column;
  const select = `SELECT COLUMNS(*)::VARCHAR FROM ${file.table}`;
  const table = await rows(found.database.connection, select);
  const texts = new Map(table.map((row) => [String(row[date]), 1]));
  const format = found.options.dateFormat ?? formatOf(texts);
  const days = table.map((row) => {
    const known = format === undefined ? undefined : parseDateIn(format, String(row[date]));
    if (known === undefined)
      throw new InputError(
        `${file.paths[0]}, column "${date}"`,
        `found "${String(row[date])}", which is no date`,
        "Correct it, or set dateFormat.",
      );
    const name = `d_${String(row[day]).replace(/^d_/, "")}`;
    return { name, day: known, week: String(row[week]), cells: row };
  });
  return { file, days };
}

function formatOf(texts: ReadonlyMap<string, number>) {
  const found = findDateFormat(texts);
  return found.kind === "one" ? found.format : undefined;
}

function periodsOf(sales: FoundFile, { file, days }: Calendar): Map<string, EpochDay> {
  const byName = new Map(days.map(({ name, day }) => [name, day]));
  const columns = sales.names.filter((name) => /^d_\d+$/.test(name));
  return new Map(
    columns.map((name) => {
      const day = byName.get(name);
      if (day !== undefined) return [name, day];
      throw new InputError(file.paths[0], `has no row for ${name} of ${sales.paths[0]}`, "Add it.");
    }),
  );
}

/** Weeks are numbered by the calendar: 11101 is the first one, and starts on a Saturday. */
async function prices(found: FoundFolder, { file, days }: Calendar): Promise<PerPeriodSelection> {
  const table = found.needed("prices", "says the price of each week");
  const { item, location, week, price } = table.column;
  const starts = new Map<string, EpochDay>();
  for (const { week: number, day } of days)
    starts.set(number, Math.min(day, starts.get(number) ?? Infinity));
  const weeks = tableOf([...starts].map(([number, day]) => [number, formatDate(day)]), ["week", "date"]);
  const number = `trim(CAST(p.${identifier(week)} AS VARCHAR))`;
  const lost = `SELECT ${number} AS week FROM ${table.table} AS p
    WHERE ${number} NOT IN (SELECT week FROM ${weeks}) LIMIT 1`;
  const [stranger] = await rows(found.database.connection, lost);
  if (stranger !== undefined) {
    const missing = `has no week ${String(stranger.week)}, of which ${table.paths[0]} has prices`;
    throw new InputError(file.paths[0], missing, "Take both files from the same publication.");
  }
  const keys = [item, location].map((name) => `p.${identifier(name)}`).join(", ");
  const select = `SELECT ${keys}, w.date AS date, p.${identifier(price)} AS price
    FROM ${table.table} AS p JOIN ${weeks} AS w ON ${number} = w.week`;
  return { select, absent: "last" };
}

function events({ days }: Calendar): PerPeriodSelection {
  const named = ({ cells }: CalendarDay) =>
    ["event_name_1", "event_name_2"].some((name) => (cells[name] ?? "") !== "");
  const values = days.map((day): [string, number] => [formatDate(day.day), named(day) ? 1 : 0]);
  return { select: `SELECT * FROM ${tableOf(values, ["date", "event"])}`, absent: "last" };
}

/** The calendar has a column for each state: snap_CA; a store starts with its state: CA_1. */
function snaps(found: FoundFolder, { days }: Calendar): PerPeriodSelection {
  const states = Object.keys(days[0]?.cells ?? {}).filter((name) => /^snap_[A-Z]{2}$/.test(name));
  const values = states.flatMap((column) =>
    days.map(({ day, cells }): [string, string, number] => [
      column.slice(-2),
      formatDate(day),
      Number(cells[column]),
    ]),
  );
  const own = found.sales.names.includes("store_id") ? identifier("store_id") : partOfId(2);
  const select = `SELECT s.store_id, v.date, v.snap
    FROM (SELECT DISTINCT ${own} AS store_id FROM ${found.sales.table}) AS s
    JOIN ${tableOf(values, ["state", "date", "snap"])} AS v ON v.state = s.store_id[:2]`;
  return { select, absent: "last" };
}

function tableOf(values: readonly (readonly (string | number)[])[], names: readonly string[]): string {
  const cells = (row: readonly (string | number)[]) =>
    row.map((cell) => (typeof cell === "number" ? String(cell) : literal(cell))).join(", ");
  const rowsText = values.map((row) => `(${cells(row)})`).join(", ");
  return `(SELECT * FROM (VALUES ${rowsText}) AS v(${names.join(", ")}))`;
}
