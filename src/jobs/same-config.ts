import { InputError } from "../base/errors.js";
import { shown } from "../base/options.js";
import type { Config } from "../store/config-file.js";

/**
 * Refuses to go on with a run under another configuration than it began with. How long it may take may
 * change, what `tune` would search, and where its sales lie: the run keeps its own copy of them.
 * @throws InputError naming the first key that differs.
 */
export function refuseOtherConfig(run: string, { began, now }: { began: Config; now: Config }): void {
  const before = leaves(began);
  const after = leaves(now);
  const keys = [...new Set([...before.keys(), ...after.keys()])].filter((key) => !mayChange(key));
  const key = keys.find((name) => shown(before.get(name)) !== shown(after.get(name)));
  if (key === undefined) return;
  const [had, has] = [before, after].map((values) => {
    const value = values.get(key);
    return value === undefined ? "absent" : shown(value);
  });
  throw new InputError(
    `${now.source?.file ?? "config"}, ${key}`,
    `is ${has}, but the run ${run} began with ${had}`,
    "Change it back to go on, or train into another folder.",
  );
}

/** The values at the ends of a configuration, by their path: "trainer.maxSteps". */
function leaves(config: Config): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: readonly string[]): void => {
    if (typeof value !== "object" || value === null) return void found.set(path.join("."), value);
    for (const [key, inner] of Object.entries(value)) if (inner !== undefined) walk(inner, [...path, key]);
  };
  walk({ ...config, source: undefined }, []);
  return found;
}

function mayChange(key: string): boolean {
  return /^(trainer\.maxMinutes|tune\..*|data\.(sales|attributes|perPeriod|holidays)(\.\w+)?)$/.test(key);
}
