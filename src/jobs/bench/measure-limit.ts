import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Limit, LimitFound } from "./limits/index.js";

const program = fileURLToPath(new URL("./limit-process.js", import.meta.url));

/**
 * Measures a limit in a fresh process, so that nothing else is in its memory. The result is a reason where
 * that did not work.
 */
export async function measureLimit(
  limit: Limit,
  { threads, signal }: { readonly threads: number; readonly signal: AbortSignal },
): Promise<LimitFound | { readonly reason: string }> {
  if (!existsSync(program)) return { reason: "it needs compiled sources; run npm run build" };
  const words = [...limit.nodeOptions, program, limit.name, `${threads}`];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, words, { signal });
    return JSON.parse(stdout) as LimitFound;
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
