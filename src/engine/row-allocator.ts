/** Hands out runs of rows, first fit, and takes them back. */
export interface RowAllocator {
  take(rows: number): number;
  free(row: number, rows: number): void;
  /** Rows that were in use at the same time, at most. */
  size(): number;
}

export function rowAllocator(): RowAllocator {
  let gaps: { row: number; rows: number }[] = [];
  let end = 0;
  return {
    take(rows) {
      const gap = gaps.find((candidate) => candidate.rows >= rows);
      if (!gap) {
        end += rows;
        return end - rows;
      }
      const { row } = gap;
      gap.row += rows;
      gap.rows -= rows;
      gaps = gaps.filter((candidate) => candidate.rows > 0);
      return row;
    },
    free(row, rows) {
      gaps.push({ row, rows });
      gaps.sort((a, b) => a.row - b.row);
      for (let i = gaps.length - 1; i > 0; i--) {
        const [left, right] = [gaps[i - 1], gaps[i]];
        if (left.row + left.rows !== right.row) continue;
        left.rows += right.rows;
        gaps.splice(i, 1);
      }
    },
    size: () => end,
  };
}
