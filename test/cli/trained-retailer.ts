import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll } from "vitest";
import { deepstock } from "./deepstock.js";
import { folderForTests, writeRetailer } from "./small-retailer.js";

/** A small retailer with a trained run in "run", made once; every test asks for a copy of its own. */
export function trainedRetailer(): { readonly copy: (name: string) => string } {
  const folder = folderForTests();
  const original = join(folder, "original");
  beforeAll(() => {
    mkdirSync(original);
    writeRetailer(original);
    const { exitCode, error } = deepstock(original, "train config.yaml --out run");
    if (exitCode !== 0) throw new Error(error);
  });
  return {
    copy(name) {
      const copied = join(folder, name);
      cpSync(original, copied, { recursive: true });
      return copied;
    },
  };
}
