import { availableParallelism, cpus, loadavg, platform, release, totalmem } from "node:os";

/** Where and when something was measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGigabytes: number;
  readonly system: string;
  readonly node: string;
  /** In UTC. */
  readonly measuredAt: string;
  /** How many programs wanted to compute, on average of the minute before. */
  readonly loadBefore: number;
}

export function describeMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    measuredAt: new Date().toISOString(),
    loadBefore: Number(loadavg()[0].toFixed(2)),
  };
}
