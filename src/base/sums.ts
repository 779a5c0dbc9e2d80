/** The numbers added from the first to the last, in double precision. */
export function sum(numbers: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i];
  return total;
}

/** NaN of nothing. */
export function mean(numbers: ArrayLike<number>): number {
  return sum(numbers) / numbers.length;
}
