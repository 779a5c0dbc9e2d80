/**
 * Moves labels apart along a line, as little as needed, so that neighbours are at least `gap` apart and all
 * lie in [low, high]. `wanted` ascends, and the order is kept. Where room is short, the gap shrinks.
 */
export function spreadLabels(
  wanted: readonly number[],
  room: { readonly gap: number; readonly low: number; readonly high: number },
): readonly number[] {
  const { low, high } = room;
  const gap = Math.min(room.gap, wanted.length > 1 ? (high - low) / (wanted.length - 1) : Infinity);
  const placed: Cluster[] = [];
  for (const position of wanted) {
    let cluster: Cluster = { centre: position, members: 1 };
    placed.push(cluster);
    while (placed.length > 1 && overlaps(placed[placed.length - 2], cluster, gap)) {
      placed.pop();
      cluster = merged(placed.pop()!, cluster);
      placed.push(cluster);
    }
    const half = (gap * (cluster.members - 1)) / 2;
    cluster.centre = Math.min(Math.max(cluster.centre, low + half), high - half);
  }
  return settle(placed, { gap, low, high });
}

/** Labels that touch stand `gap` apart around the mean of where they wanted to be. */
interface Cluster {
  centre: number;
  readonly members: number;
}

function overlaps(above: Cluster, below: Cluster, gap: number): boolean {
  return below.centre - above.centre < (gap * (above.members + below.members)) / 2;
}

function merged(above: Cluster, below: Cluster): Cluster {
  const members = above.members + below.members;
  return { centre: (above.centre * above.members + below.centre * below.members) / members, members };
}

/** Pushing a cluster back into the room may have made it touch another: one pass each way settles that. */
function settle(
  clusters: readonly Cluster[],
  { gap, low, high }: { readonly gap: number; readonly low: number; readonly high: number },
): readonly number[] {
  const positions = clusters.flatMap(({ centre, members }) =>
    Array.from({ length: members }, (_, k) => centre + gap * (k - (members - 1) / 2)),
  );
  const count = positions.length;
  for (let k = 0; k < count; k++)
    positions[k] = Math.max(positions[k], k === 0 ? low : positions[k - 1] + gap);
  for (let k = count - 1; k >= 0; k--)
    positions[k] = Math.min(positions[k], k === count - 1 ? high : positions[k + 1] - gap);
  return positions;
}
