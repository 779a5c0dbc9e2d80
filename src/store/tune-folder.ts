import { join, relative, resolve } from "node:path";
import { stringify } from "yaml";
import { type Config, isGenerated } from "./config-file.js";
import { withDataPaths, withoutSecrets } from "./file-data.js";
import { type PartsFolder, type PartsKind, openParts } from "./parts-folder.js";
import { writeWhole } from "./whole-files.js";

const [TABLE, BEST] = ["tune.json", "best.yaml"];
const kind: PartsKind = {
  work: "a search",
  format: "deepstock search",
  parts: "trials.jsonl",
  results: [TABLE, BEST],
};

/**
 * A search on disk: `trials.jsonl` with its finished trainings and, once it is whole, `tune.json` and the
 * best configuration, `best.yaml`.
 */
export interface TuneFolder extends PartsFolder {
  /** Returns where the best configuration is. */
  finish(table: object, best: Config): Promise<string>;
}

/**
 * Begins a search in a folder, or goes on with it under the same configuration.
 * @throws InputError where the folder holds a search and `resume` is false, another search, or other files.
 */
export async function openTuning(
  path: string,
  config: Config,
  { resume }: { resume: boolean },
): Promise<TuneFolder> {
  const parts = await openParts(path, { kind, identity: { config: movedTo(path, config) }, resume });
  return {
    ...parts,
    async finish(table, best) {
      await writeWhole(join(path, BEST), stringify(movedTo(path, best)));
      await writeWhole(join(path, TABLE), `${JSON.stringify(table, null, 2)}\n`);
      return join(path, BEST);
    },
  };
}

/** The configuration as a file in the folder would say it: paths of data from there, and no passwords. */
function movedTo(folder: string, config: Config): Config {
  const { data } = config;
  const plain = { ...config, source: undefined };
  if (isGenerated(data)) return plain;
  const moved = withDataPaths(withoutSecrets(data), (file) => relative(resolve(folder), file));
  return { ...plain, data: moved };
}
