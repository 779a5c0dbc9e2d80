/** Probabilities of the sum of two independent whole quantities. */
export function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const sum = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++)
    for (let j = 0; j < b.length; j++) sum[i + j] += a[i] * b[j];
  return sum;
}

/** Probabilities of demand over 0, 1, …, `periods` periods. */
export function demandOver(demand: Float64Array, periods: number): Float64Array[] {
  const tables: Float64Array[] = [Float64Array.of(1)];
  for (let period = 1; period <= periods; period++) tables.push(convolve(tables[period - 1], demand));
  return tables;
}
