import { Cancelled } from "../../base/errors.js";
import { breathing } from "../breathe.js";

/** What a long study is made of: each part is computed once, however often the study is stopped. */
export interface Parts {
  /** The result of a part, as JSON can hold it: the one that is kept, else a new one, which is then kept. */
  part<T>(name: string, compute: () => Promise<T> | T): Promise<T>;
  /** For within a part: lets progress and Ctrl-C have their turn, and throws Cancelled after Ctrl-C. */
  breathe(): Promise<void>;
}

export interface KeptParts {
  /** Results of earlier runs by the names of their parts. */
  readonly known: ReadonlyMap<string, unknown>;
  keep(name: string, result: unknown): Promise<void>;
}

/** Parts that are kept, where there is a place for them; `resume` says how to go on after a stop. */
export function partsOf(kept: KeptParts | undefined, signal: AbortSignal, resume: string): Parts {
  const breathe = breathing(() => signal.aborted, resume);
  return {
    breathe,
    async part<T>(name: string, compute: () => Promise<T> | T): Promise<T> {
      if (kept?.known.has(name)) return kept.known.get(name) as T;
      await breathe();
      const result = await stoppable(compute, resume);
      await kept?.keep(name, result);
      return result;
    },
  };
}

async function stoppable<T>(compute: () => Promise<T> | T, resume: string): Promise<T> {
  try {
    return await compute();
  } catch (error) {
    throw error instanceof Cancelled ? new Cancelled(resume) : error;
  }
}
