import { InputError } from "../base/errors.js";
import { suggestion } from "../base/nearest.js";
import { metrics } from "../evaluation/metrics/index.js";
import { omniscient } from "../policies/hindsight/omniscient.js";
import { perfectForesight } from "../policies/hindsight/perfect-foresight.js";
import { backbones } from "../policies/neural/backbones/index.js";
import { heads } from "../policies/neural/heads/index.js";
import { penalties } from "../penalties/index.js";
import { problems } from "../problems/index.js";
import { objectiveTerms } from "../problems/objectives/index.js";
import { databases } from "../store/databases/index.js";
import { presets } from "../store/presets/index.js";
import { baselines } from "../training/baselines/index.js";
import { trainers } from "../training/index.js";
import { searches } from "../training/search/index.js";
import type { JobContext } from "./context.js";
import { studies } from "./studies/index.js";

export interface ListJob {
  readonly kind?: string;
}

export interface Listed {
  readonly kind: string;
  readonly entries: readonly { readonly name: string; readonly summary: string }[];
}

const registries = {
  problems,
  objectives: objectiveTerms,
  policies: [...baselines, omniscient, perfectForesight],
  heads,
  backbones,
  trainers,
  searches,
  penalties,
  metrics,
  studies,
  presets,
  databases,
};

/** What is registered, of one kind or of all. */
export async function runList({ kind }: ListJob, _context: JobContext): Promise<Listed[]> {
  const kinds = Object.keys(registries) as (keyof typeof registries)[];
  if (kind !== undefined && !kinds.some((known) => known === kind))
    throw new InputError("list", `"${kind}" is no kind of thing`, suggestion(kind, kinds));
  return kinds
    .filter((known) => kind === undefined || known === kind)
    .map((known) => ({
      kind: known,
      entries: registries[known].map(({ name, summary }) => ({ name, summary })),
    }));
}
