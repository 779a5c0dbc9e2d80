import { limits } from "./limits/index.js";

// Started by `measureLimit`: measures one limit in this process, prints one line of JSON and ends.
const [name, threads] = process.argv.slice(2);
const limit = limits.find((known) => known.name === name);
const found = await limit?.measure({ threads: Number(threads), scale: 1 });
// Threads that are still warm would keep the process alive.
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(found ? 0 : 1));
