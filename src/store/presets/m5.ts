import { formatDate } from "../../base/dates.js";
import { InputError } from "../../base/errors.js";
import type { EpochDay } from "../../demand/panel.js";
import { dateReader } from "../date-column.js";
import { identifier, literal, rows } from "../duckdb.js";
import { flagText } from "../flag-words.js";
import type { FoundFile, FoundFolder, PerPeriodSelection, Preset } from "./preset.js";

/** M5 Forecasting, Kaggle 2020: a row per item and store, a column per day, and leading zeros. */
export const m5: Preset = {
  name: "m5",
  summary: "M5 (Walmart): daily units of items by store in columns d_1, d_2, …, with calendar and prices.",
  sales: { id: /^id$/, day: /^d_\d+$/ },
  publishedAgain: /^d_\d+$/,
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
    const keys = [item, location].map((name) => `${keyOf(sales, name)} AS ${name}`);
    const select = `SELECT ${[...keys, ...attributes.map(identifier)].join(", ")} FROM ${sales.table}`;
    await refuseIds(found);
    const derived = [item, location]
      .filter((name) => !sales.names.includes(name))
      .map((name) => [name, { sql: keyOf(sales, name), from: "id" }]);
    return {
      columns: { item, location, date: "date" },
      layout: "wide",
      derived: Object.fromEntries(derived),
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

const ID = "^(.+)_([A-Z]{2}_[0-9]+)(_validation|_evaluation)?$";

/** SQL of the item or the store, which the id says, too: FOODS_3_001_TX_3_validation. */
function keyOf(sales: FoundFile, name: string): string {
  if (sales.names.includes(name)) return identifier(name);
  return `regexp_extract(${sales.text("id")}, ${literal(ID)}, ${name === "item_id" ? 1 : 2})`;
}

/** Ids are taken apart where the columns of item and store are missing. */
async function refuseIds({ sales, database }: FoundFolder): Promise<void> {
  if (["item_id", "store_id"].every((name) => sales.names.includes(name))) return;
  const id = sales.text("id");
  const query = `SELECT ${id} AS id FROM ${sales.table}
    WHERE NOT regexp_matches(${id}, ${literal(ID)}) LIMIT 1`;
  const [other] = await rows(database.connection, query);
  if (other === undefined) return;
  const place = await sales.placeOf("id", String(other.id));
  const wayOut = "Write ids like FOODS_3_001_TX_3_validation, or add the columns item_id and store_id.";
  throw new InputError(place, `found ${JSON.stringify(String(other.id))}`, wayOut);
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
  const texts = new Map(table.map((row) => [String(row[date] ?? ""), 1]));
  const dayOf = await dateReader({ groups: file.groups, column: date, texts }, found.options);
  const names = new Map<EpochDay, string>();
  const days = table.map((row) => {
    const text = String(row[date] ?? "");
    const known = dayOf(text)!;
    const name = `d_${String(row[day]).trim().replace(/^d_/, "")}`;
    const other = names.get(known);
    if (other !== undefined) throw twice(file, `gives ${other} and ${name} the same date, ${text}`);
    names.set(known, name);
    return { name, day: known, week: String(row[week]).trim(), cells: row };
  });
  return { file, days };
}

function twice({ paths }: FoundFile, found: string): InputError {
  return new InputError(paths[0], found, "Give each day one row and a date of its own.");
}

function periodsOf(sales: FoundFile, { file, days }: Calendar): Map<string, EpochDay> {
  const byName = new Map(days.map(({ name, day }) => [name, day]));
  const again = days.find(({ name, day }) => byName.get(name) !== day);
  if (again !== undefined) throw twice(file, `has more than one row for ${again.name}`);
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
  return { select, absent: "last", of: { file: table, column: price, kind: "number" } };
}

function events({ file, days }: Calendar): PerPeriodSelection {
  const named = ({ cells }: CalendarDay) =>
    ["event_name_1", "event_name_2"].some((name) => (cells[name] ?? "") !== "");
  const values = days.map((day): [string, number] => [formatDate(day.day), named(day) ? 1 : 0]);
  const select = `SELECT * FROM ${tableOf(values, ["date", "event"])}`;
  return { select, absent: "last", of: { file, column: "event_name_1", kind: "flag" } };
}

/** The calendar has a column for each state: snap_CA; a store starts with its state: CA_1. */
async function snaps(found: FoundFolder, { file, days }: Calendar): Promise<PerPeriodSelection> {
  const store = keyOf(found.sales, "store_id");
  const stores = `(SELECT DISTINCT ${store} AS store_id FROM ${found.sales.table})`;
  const query = `SELECT DISTINCT store_id[:2] AS state FROM ${stores} ORDER BY state`;
  const states = (await rows(found.database.connection, query)).map(({ state }) => String(state));
  const values = states.flatMap((state) => {
    const column = `snap_${state}`;
    file.cell(column);
    return days.map(({ day, cells }) => [state, formatDate(day), String(cells[column] ?? "").trim()]);
  });
  const select = `SELECT s.store_id, v.date, ${flagText("v.snap")} AS snap
    FROM ${stores} AS s JOIN ${tableOf(values, ["state", "date", "snap"])} AS v ON v.state = s.store_id[:2]`;
  return { select, absent: "last", of: { file, column: `snap_${states[0]}`, kind: "flag" } };
}

function tableOf(values: readonly (readonly (string | number)[])[], names: readonly string[]): string {
  const cells = (row: readonly (string | number)[]) =>
    row.map((cell) => (typeof cell === "number" ? String(cell) : literal(cell))).join(", ");
  const rowsText = values.map((row) => `(${cells(row)})`).join(", ");
  return `(SELECT * FROM (VALUES ${rowsText}) AS v(${names.join(", ")}))`;
}
