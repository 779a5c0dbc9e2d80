/** Scales the gradient down, in place, so that its Euclidean norm is at most `largest`; the norm it had. */
export function clipNorm(gradient: Float32Array, largest: number): number {
  let square = 0;
  for (const entry of gradient) square += entry * entry;
  const norm = Math.sqrt(square);
  if (norm > largest) for (let i = 0; i < gradient.length; i++) gradient[i] *= largest / norm;
  return norm;
}
