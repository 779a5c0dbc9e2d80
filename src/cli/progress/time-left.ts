/** Share of the work that is done, between 0 and 1; undefined where the total is unknown. */
export function shareDone(done: number, total: number | undefined): number | undefined {
  if (total === undefined || total <= 0) return undefined;
  return Math.min(Math.max(done / total, 0), 1);
}

/** "about 2 min left", from the pace so far; "" while there is none to judge by. */
export function timeLeft(elapsedMs: number, share: number | undefined): string {
  if (share === undefined || share <= 0 || share >= 1 || elapsedMs < 500) return "";
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
