import type { LimitFound } from "./limit.js";

/** The largest resident memory of this process so far, less the bytes of a panel that it holds. */
export function lessPanel(panelBytes: number): LimitFound {
  const peak = process.resourceUsage().maxRSS * 1024;
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return { value: peak - panelBytes, note: `peak ${megabytes(peak)}, panel ${megabytes(panelBytes)}` };
}
