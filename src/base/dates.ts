/** Days since 1970-01-01 from "YYYY-MM-DD"; undefined where the text is no such date. */
export function parseDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text.trim());
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const epochDay = Date.UTC(year, month - 1, day) / 86_400_000;
  return formatDate(epochDay) === match[0] ? epochDay : undefined;
}

/** "YYYY-MM-DD" of a day counted from 1970-01-01. */
export function formatDate(epochDay: number): string {
  return new Date(epochDay * 86_400_000).toISOString().slice(0, 10);
}
