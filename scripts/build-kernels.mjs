// Compiles the AssemblyScript kernels to src/engine/wasm/kernels.generated.ts, once for memory that threads
// share and once for memory of one thread, and both again with relaxed SIMD for fast math. Does nothing where
// the sources have not changed since.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../src/engine/wasm/kernels/", import.meta.url));
const target = fileURLToPath(new URL("../src/engine/wasm/kernels.generated.ts", import.meta.url));
const compiler = fileURLToPath(new URL("../node_modules/assemblyscript/package.json", import.meta.url));

const FLAGS = [
  "--runtime stub --enable simd --optimizeLevel 3 --shrinkLevel 0 --noAssert",
  "--importMemory --noExportMemory --initialMemory 1 --maximumMemory 65536",
].flatMap((line) => line.split(" "));

const sources = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .toSorted()
  .map((name) => [name, readFileSync(folder + name, "utf8")]);
const mark = `// Written by scripts/build-kernels.mjs from sources ${fingerprint()}.`;
if (!existsSync(target) || !readFileSync(target, "utf8").startsWith(mark)) await build();

function fingerprint() {
  const hash = createHash("sha256");
  const texts = [readFileSync(fileURLToPath(import.meta.url), "utf8"), readFileSync(compiler, "utf8")];
  for (const text of [...sources.flat(), ...texts]) hash.update(text).update("\0");
  return hash.digest("hex").slice(0, 16);
}

async function build() {
  const { default: asc } = await import("assemblyscript/asc");
  const shared = ["--enable", "threads", "--sharedMemory"];
  const relaxed = ["--enable", "relaxed-simd"];
  const modules = {
    single: await compile(asc, []),
    shared: await compile(asc, shared),
    fastSingle: await compile(asc, relaxed),
    fastShared: await compile(asc, [...shared, ...relaxed]),
  };
  const text = [
    mark,
    "",
    "/** WebAssembly in base64: for memory of one thread or of several, without fast math and with. */",
    "export const KERNELS = {",
    ...Object.entries(modules).map(([name, module]) => `  ${name}: "${module}",`),
    "} as const;",
    "",
  ].join("\n");
  // Other processes may be reading: they see the old file or the new one, never half of it.
  const draft = `${target}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, target);
}

async function compile(asc, flags) {
  const files = new Map(sources);
  let binary;
  const { error, stderr } = await asc.main(
    ["kernels.ts", "--outFile", "kernels.wasm", ...FLAGS, ...flags],
    {
      readFile: (name) => files.get(name) ?? null,
      writeFile: (name, contents) => {
        if (name === "kernels.wasm") binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`the kernels do not compile:\n${stderr.toString()}`);
  return Buffer.from(binary).toString("base64");
}
