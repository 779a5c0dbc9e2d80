import { formatNumber } from "./format-number.js";

/** How an axis shows its values; spread it into the options of a scale. */
export interface AxisScale {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[] | number;
  readonly tickFormat?: (value: number) => string;
}

/**
 * A scale with a little room on both sides. Values that differ by more than the given factor get a
 * logarithmic scale, or one large value would press all others onto one spot.
 */
export function axisScale(values: readonly number[], logarithmicAbove = 20): AxisScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low > 0 && high / low > logarithmicAbove ? logarithmicScale(low, high) : linearScale(values);
}

/** The same, never logarithmic. */
export function linearScale(values: readonly number[]): AxisScale {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const span = high > low ? high - low : Math.abs(high) || 1;
  const below = low - 0.08 * span;
  return { type: "linear", domain: [low >= 0 ? Math.max(below, 0) : below, high + 0.08 * span], ticks: 8 };
}

/** To be appended to a caption. */
export function scaleNote(scale: AxisScale, axis: string): string {
  return scale.type === "log" ? ` The scale of ${axis} is logarithmic.` : "";
}

/** Ticks at 1, 2 and 5 times the powers of ten; at the powers alone where that would crowd the axis. */
function logarithmicScale(low: number, high: number): AxisScale {
  const room = (high / low) ** 0.06;
  const domain = [low / room, high * room] as const;
  const steps = high / low > 10_000 ? [1] : [1, 2, 5];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(domain[0])); 10 ** power <= domain[1]; power++)
    ticks.push(...steps.map((step) => step * 10 ** power));
  const inside = ticks.filter((tick) => tick >= domain[0] && tick <= domain[1]);
  return { type: "log", domain, ticks: inside, tickFormat: tickText };
}

function tickText(value: number): string {
  return formatNumber(value, Math.max(0, -Math.floor(Math.log10(value) + 1e-9)));
}
