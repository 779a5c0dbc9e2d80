/** Share of the work that is done, between 0 and 1; undefined where the total is unknown. */
export function shareDone(done: number, total: number | undefined): number | undefined {
  if (total === undefined || total <= 0) return undefined;
  return Math.min(Math.max(done / total, 0), 1);
}

/** Parts that are kept from an earlier run come within this, and say nothing of the pace. */
const AT_ONCE_MS = 1000;

/** The time left at each moment, when work began at `start`; to be told of every share that was reached. */
export function paceFrom(start: number): (now: number, share: number | undefined) => string {
  let [begun, kept] = [start, 0];
  return (now, share) => {
    if (share === undefined) return "";
    if (now - start < AT_ONCE_MS) [begun, kept] = [now, share];
    return timeLeft(now - begun, (share - kept) / (1 - kept));
  };
}

/** "about 2 min left", from the pace so far; "" while there is none to judge by. */
export function timeLeft(elapsedMs: number, share: number | undefined): string {
  if (share === undefined || !(share > 0 && share < 1) || elapsedMs < 500) return "";
  return `about ${duration((elapsedMs * (1 - share)) / share)} left`;
}

/** A time span in the two units that matter: "4 s", "2 min", "1 h 05 min". */
export function duration(ms: number): string {
  const seconds = Math.max(Math.round(ms / 1000), 1);
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}
