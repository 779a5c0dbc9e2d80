import type { DistributionKind } from "./distribution.js";
import { gammaKind } from "./gamma.js";
import { geometricKind } from "./geometric.js";
import { negativeBinomialKind } from "./negative-binomial.js";
import { normalKind } from "./normal.js";
import { pmfKind } from "./pmf.js";
import { poissonKind } from "./poisson.js";
import { uniformKind } from "./uniform.js";

export type { Distribution, DistributionKind } from "./distribution.js";
export { gamma } from "./gamma.js";
export { geometric } from "./geometric.js";
export { negativeBinomial } from "./negative-binomial.js";
export { normal } from "./normal.js";
export { pmf } from "./pmf.js";
export { poisson } from "./poisson.js";
export { uniform } from "./uniform.js";

/** Every kind the command line knows. */
export const distributionKinds: readonly DistributionKind[] = [
  poissonKind, geometricKind, normalKind, gammaKind, negativeBinomialKind, uniformKind, pmfKind,
];
