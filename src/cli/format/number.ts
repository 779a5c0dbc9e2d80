/** Four digits that count, no exponent: 6.836, 27.10, 1,234, 0.0012; "–" where there is no number. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  const decimals = size === 0 ? 0 : Math.min(Math.max(3 - Math.floor(Math.log10(size)), 0), 4);
  return value.toLocaleString("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** A count with its thousands set apart. */
export function count(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 0 });
}

/** A rate between 0 and 1 in percent: "4.2 %". */
export function percent(rate: number | null | undefined): string {
  if (rate === null || rate === undefined || !Number.isFinite(rate)) return "–";
  return `${(rate * 100).toFixed(1)} %`;
}
