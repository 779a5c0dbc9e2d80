import { formatDate } from "../base/dates.js";
import { InputError } from "../base/errors.js";
import { nextPeriodStart, weekday } from "../demand/calendar.js";
import { seriesId, withNewerSales } from "../demand/known-history.js";
import { type Panel, periodCount } from "../demand/panel.js";
import { type Config, isGenerated, readConfig } from "../store/config-file.js";
import { type FileData, type FolderData, fileDataSchema, weekdayName } from "../store/file-data.js";
import { importSales } from "../store/import-sales.js";

/** The longest stretch of closed days that newer sales may skip. */
const LONGEST_CLOSURE_DAYS = 14;

/**
 * The history of a run and newer sales behind it, in one panel; what the file repeats of the run's own
 * periods is left out.
 * @throws InputError also where periods between the two are missing.
 */
export async function addNewerSales(
  known: Panel,
  config: Config,
  sales: string,
): Promise<{ panel: Panel; notes: readonly string[] }> {
  const { panel: newer } = await importSales(await sourceOf(config, known, sales));
  const skipsDays = !isGenerated(config.data) && config.data.closedDays === "skip";
  refuseGap(known, newer, { sales, longestDays: skipsDays ? LONGEST_CLOSURE_DAYS : 0 });
  return { panel: withNewerSales(known, newer), notes: notesOf(known, newer, sales) };
}

/** Where the newer sales are, whatever they come from, in the same weeks as those of the run. */
async function sourceOf(config: Config, known: Panel, sales: string): Promise<FileData | FolderData> {
  const source = /\.ya?ml$/i.test(sales) ? await configured(sales, known) : layoutOf(config, known, sales);
  if (known.frequency !== "week") return source;
  return { ...source, weekStart: weekdayName(weekday(known.periodStart[0])) };
}

/** What a configuration of its own says of them: a database, a published folder, or other files. */
async function configured(sales: string, { frequency }: Panel): Promise<FileData | FolderData> {
  const { data } = await readConfig(sales);
  if (isGenerated(data))
    throw new InputError(`${sales}, data.generate`, "is no history", "Say where the newer sales are.");
  if (data.frequency === frequency)
    return "folder" in data ? { ...data, keep: [] } : { ...data, ...ALONE };
  const found = `is ${data.frequency}, but the run has periods of a ${frequency}`;
  throw new InputError(`${sales}, data.frequency`, found, `Write frequency: ${frequency}.`);
}

/** As the run's own sales were laid out. */
function layoutOf({ data }: Config, known: Panel, sales: string): FileData {
  const { frequency } = known;
  const columns = { item: "item", location: "location", date: "date", units: "units" };
  return isGenerated(data) || "folder" in data
    ? fileDataSchema.parse({ sales, columns, frequency })
    : { ...data, sales, ...ALONE, from: undefined, to: undefined };
}

/** Sales are read alone: what belongs to them, and what was planned, the run knows. */
const ALONE = {
  attributes: undefined,
  perPeriod: undefined,
  plans: undefined,
  holidays: undefined,
};

function refuseGap(
  known: Panel,
  newer: Panel,
  { sales, longestDays }: { sales: string; longestDays: number },
): void {
  const next = nextPeriodStart(known);
  const first = newer.periodStart[0];
  if (first <= next + longestDays) return;
  const last = formatDate(known.periodStart[periodCount(known) - 1]);
  throw new InputError(
    sales,
    `begins with the ${known.frequency} of ${formatDate(first)}, but the run knows sales only up to ${last}`,
    `Give the sales from ${formatDate(next)} on.`,
  );
}

function notesOf(known: Panel, newer: Panel, sales: string): string[] {
  const old = new Set(known.series.map(seriesId));
  const added = newer.series.filter((key) => !old.has(seriesId(key))).length;
  const columns = [...known.attributes].filter(([, { kind }]) => kind === "number").map(([name]) => name);
  if (added === 0) return [];
  const median = columns.length === 0 ? "" : ` As ${columns.join(", ")} they have the median of the others.`;
  return [`New to the run: ${added} series of ${sales}.${median}`];
}
