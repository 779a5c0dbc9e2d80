export interface Halving {
  /** Validations that every configuration is given. */
  readonly first: number;
  /** After `first`, `first` × factor, `first` × factor² … validations, only the best 1 of `factor` go on. */
  readonly factor: number;
}

/**
 * Whether a configuration is trained on: at each rung it must belong to the best 1 / factor of all that came
 * so far, itself among them. This is asynchronous successive halving (ASHA), which waits for nobody, in the
 * variant that stops instead of pausing. Li, Jamieson, Rostamizadeh et al. (2020), Machine Learning and
 * Systems 2.
 * @param curve the lowest cost after each validation
 * @param others the curves of the configurations before it
 */
export function goesOn(
  curve: readonly number[],
  others: readonly (readonly number[])[],
  { first, factor }: Halving,
): boolean {
  const validations = curve.length;
  if (!isRung(validations, { first, factor })) return true;
  const rivals = others.filter(({ length }) => length >= validations).map((other) => other[validations - 1]);
  const better = rivals.filter((cost) => cost < curve[validations - 1]).length;
  return better < Math.ceil((rivals.length + 1) / factor);
}

function isRung(validations: number, { first, factor }: Halving): boolean {
  let rung = first;
  while (rung < validations) rung = Math.ceil(rung * factor);
  return rung === validations;
}
