/** What one order would take of a room that it shares with others. */
export interface Claim {
  /** Units, a multiple of `step`. */
  readonly wanted: number;
  /** Volume of a unit. */
  readonly volume: number;
  /** Units come in multiples of it; 0 where any quantity will do. */
  readonly step: number;
  /** The order is nothing, or at least this many units. */
  readonly least: number;
}

/** Volumes that differ by less than this share of the room are the same: orders are 32-bit numbers. */
const SAME = 1e-6;

/**
 * Units for each claim, none above what is wanted, that fit the room together. Where all fits, all is given.
 * Else every claim gets the same share of what it wants (proportional allocation; Cachon and Lariviere 1999,
 * Management Science 45(8)), and whole steps go by largest remainder, the first of equals first, until none
 * that is wanted fits any more. Orders cut below their minimum give up their room to the others, those
 * furthest below first.
 */
export function allocate(claims: readonly Claim[], room: number): number[] {
  let wanted = claims.map((claim) => claim.wanted);
  for (;;) {
    const granted = inProportion(claims, wanted, Math.max(room, 0));
    const cover = (index: number) => granted[index] / claims[index].least;
    const short = [...granted.keys()].filter((i) => granted[i] > 0 && granted[i] < claims[i].least);
    if (short.length === 0) return granted;
    short.sort((a, b) => cover(a) - cover(b) || b - a);
    const dropped = new Set(short.slice(0, Math.ceil(short.length / 2)));
    wanted = wanted.map((units, index) => (dropped.has(index) ? 0 : units));
  }
}

function inProportion(claims: readonly Claim[], wanted: readonly number[], room: number): number[] {
  const volumeOf = (units: readonly number[]) =>
    units.reduce((sum, quantity, index) => sum + quantity * claims[index].volume, 0);
  const total = volumeOf(wanted);
  const same = SAME * room;
  if (total <= room + same) return [...wanted];
  const shares = wanted.map((units) => units * (room / total));
  const granted = shares.map((units, index) => {
    const { step } = claims[index];
    return step > 0 ? Math.floor(units / step + SAME) * step : units;
  });
  const remainder = (index: number) => (shares[index] - granted[index]) / claims[index].step;
  const byRemainder = [...claims.keys()]
    .filter((index) => claims[index].step > 0 && wanted[index] > 0)
    .sort((a, b) => remainder(b) - remainder(a) || a - b);
  let left = room - volumeOf(granted);
  for (let gave = true; gave; ) {
    gave = false;
    for (const index of byRemainder) {
      const { step, volume } = claims[index];
      if (granted[index] + step > wanted[index] * (1 + SAME) || step * volume > left + same) continue;
      granted[index] += step;
      left -= step * volume;
      gave = true;
    }
  }
  return granted;
}
