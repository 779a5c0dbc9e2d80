/** The known word closest to `word`, where it is close enough to be a slip of the pen; else undefined. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const wanted = plain(word);
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const found = editDistance(wanted, plain(candidate));
    if (found < bestDistance) [best, bestDistance] = [candidate, found];
  }
  return best ?? known.find((candidate) => contains(plain(candidate), wanted));
}

/** " Did you mean x?" or the list of what is known: the end of a sentence about an unknown word. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  if (near !== undefined) return `Did you mean ${near}?`;
  return known.length > 0 ? `Known: ${known.slice(0, 20).join(", ")}.` : "Nothing is known here.";
}

/** Capitals, dashes, underscores and spaces are the commonest slips, so they count as nothing. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, "");
}

function contains(a: string, b: string): boolean {
  return Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance). */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      next[j] = Math.min(replaced, row[j] + 1, next[j - 1] + 1, swapped ? before[j - 2] + 1 : Infinity);
    }
    before = row;
    row = next;
  }
  return row[b.length];
}
