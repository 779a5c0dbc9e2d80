import { createHash } from "node:crypto";
import type { Panel } from "../../src/demand/panel.js";

/** Everything that a panel of sales holds, so that two of them can be compared byte by byte. */
export function panelBytes({ series, units, inStock, firstPeriod, periodStart }: Panel) {
  const digest = ({ buffer, byteOffset, byteLength }: Float32Array | Uint8Array | Int32Array) =>
    createHash("sha256").update(new Uint8Array(buffer, byteOffset, byteLength)).digest("hex");
  const arrays = { units, inStock, firstPeriod, periodStart: Int32Array.from(periodStart) };
  const digests = Object.entries(arrays).map(([key, value]) => [key, digest(value)]);
  return { series, ...Object.fromEntries(digests) };
}
