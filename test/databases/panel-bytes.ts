import { createHash } from "node:crypto";
import type { Panel } from "../../src/demand/panel.js";

/** Everything that a panel of sales holds, so that two of them can be compared byte by byte. */
export function panelBytes({ series, units, inStock, firstPeriod, periodStart }: Panel) {
  const digest = (array: Float32Array | Uint8Array | Int32Array) =>
    createHash("sha256").update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)).digest("hex");
  const arrays = { units, inStock, firstPeriod, periodStart: Int32Array.from(periodStart) };
  return { series, ...Object.fromEntries(Object.entries(arrays).map(([key, value]) => [key, digest(value)])) };
}
