import { describe, expect, test } from "vitest";
import { Cancelled, InputError } from "../base/errors.js";
import type { JobContext } from "../jobs/context.js";
import type { Command, Printed, Words } from "./command.js";
import { abortOnInterrupt } from "./interrupt.js";
import { runShell, type Terminal } from "./shell.js";

type Run = (words: Words, context: JobContext) => Promise<Printed>;

const done: Run = async () => ({ result: { cost: 4 }, text: "cost 4", next: "deepstock backtest RUN" });

async function type(line: string, run: Run = done, changes: Partial<Terminal> = {}) {
  let out = "";
  let error = "";
  const terminal: Terminal = {
    writeOut: (text) => (out += text),
    writeError: (text) => (error += text),
    isInteractive: false,
    columns: () => 80,
    now: () => 0,
    cores: 3,
    debug: false,
    interrupted: new AbortController().signal,
    ...changes,
  };
  const train: Command = {
    name: "train",
    summary: "Learns.",
    argument: "<CONFIG.yaml>",
    options: [
      { flag: "--out RUN", meaning: "where to write", required: true },
      { flag: "--on-order FILE", meaning: "what is coming" },
      { flag: "--resume", meaning: "go on" },
      { flag: "--trials N", meaning: "how many", isCount: true },
    ],
    run,
  };
  const list: Command = { name: "list", summary: "Lists.", argument: "[kind]", options: [], run };
  const words = line.split(" ").filter((word) => word !== "");
  const exitCode = await runShell(words, { commands: [train, list], version: "1.2.3", terminal });
  return { exitCode, out, error };
}

describe("a command line that is understood", () => {
  test("reaches the command in its own words", async () => {
    const seen: { words: Words; threads: number }[] = [];
    const run: Run = async (words, { threads }) => {
      seen.push({ words, threads });
      return done(words, { threads } as JobContext);
    };
    await type("train c.yaml --out r --on-order o.csv --resume --seed 7 --threads 2", run);
    await type("--seed -1 list", run);
    await type("train c.yaml --out r --trials 3 --threads 2", run);
    expect(seen[0].words).toMatchObject({ argument: "c.yaml", seed: 7, switches: { resume: true } });
    expect(seen[0].words.values).toEqual({ out: "r", onOrder: "o.csv" });
    expect(seen[0].threads).toBe(2);
    expect(seen[1].words).toMatchObject({ argument: undefined, seed: -1, values: {} });
    expect(seen[1].threads).toBe(3);
    expect(seen[2].words).toMatchObject({ counts: { trials: 3 }, values: { out: "r" } });
  });

  test("prints text and the next step for people", async () => {
    const { exitCode, out } = await type("list");
    expect(exitCode).toBe(0);
    expect(out).toBe("cost 4\n\nNext: deepstock backtest RUN\n");
    expect((await type("list --quiet")).out).toBe("cost 4\n");
  });

  test("prints one JSON document and nothing else for programs, before or after the command", async () => {
    const run: Run = async (words, context) => {
      context.progress.start("Training", 10).finish();
      return done(words, context);
    };
    for (const line of ["list --json", "--json list"]) {
      const { out, error } = await type(line, run);
      expect(JSON.parse(out)).toEqual({ cost: 4 });
      expect(error).toContain("Training: done");
    }
    expect((await type("list --json --quiet", run)).error).toBe("");
  });

  test("lets no terminal code of a file's text through", async () => {
    const run: Run = async () => ({ result: {}, text: "item \u001b[2Jcleared\u0007\nnext" });
    expect((await type("list", run)).out).toBe("item  [2Jcleared \nnext\n");
  });

  test("shows its words, the global ones among them, and the version", async () => {
    const help = await type("train --help");
    expect(help.exitCode).toBe(0);
    const words = ["CONFIG.yaml", "--on-order <FILE>", "--json", "--seed <N>", "--threads <N>", "--quiet"];
    for (const word of words) expect(help.out).toContain(word);
    expect(await type("--version")).toEqual({ exitCode: 0, out: "1.2.3\n", error: "" });
  });
});

describe("a command line that is refused", () => {
  test.each([
    ["trian c.yaml", "Unknown command 'trian'. Did you mean train?"],
    ["train c.yaml --out r --resum", "Unknown option '--resum'. Did you mean --resume?"],
    ["train c.yaml --out r --thread 2", "Did you mean --threads?"],
    ["train --out r", "Missing required argument 'CONFIG.yaml'"],
    ["train c.yaml", "Required option '--out <RUN>' not specified"],
    ["list problems heads", "Too many arguments"],
    ["list --seed x", "option '--seed <N>' argument 'x' is invalid. Write a whole number."],
    ["list --threads 0", "at least 1"],
    ["train c.yaml --out r --trials abc", "option '--trials <N>' argument 'abc' is invalid."],
    ["train c.yaml --out r --trials 0", "argument '0' is invalid. Write a whole number of at least 1."],
    ["", "A command is missing"],
  ])("%s: exit code 2 and the way out", async (line, message) => {
    const { exitCode, out, error } = await type(line);
    expect(exitCode).toBe(2);
    expect(error.toLowerCase()).toContain(message.toLowerCase());
    expect(error.trimEnd().split("\n")).toHaveLength(1);
    expect(out).toBe("");
  });

  test("is refused in JSON too", async () => {
    const { exitCode, out } = await type("trian --json");
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).error).toMatchObject({ kind: "input", message: expect.stringContaining("trian") });
  });
});

describe("a command that fails", () => {
  const refuse: Run = async () => {
    const place = "sales.csv line 3, column sold";
    throw new InputError(place, 'found "-2"', "Returns go into the column returned.");
  };
  const stop: Run = async () => {
    throw new Cancelled("Go on with: deepstock train c.yaml --out r --resume");
  };
  const breakDown: Run = async () => {
    throw new Error("the disk is full");
  };

  test("refused input is exit code 2 with place, value and way out", async () => {
    const { exitCode, out, error } = await type("list --json", refuse);
    expect(exitCode).toBe(2);
    expect(error).toBe('sales.csv line 3, column sold: found "-2". Returns go into the column returned.\n');
    expect(JSON.parse(out).error).toMatchObject({ kind: "input", place: "sales.csv line 3, column sold" });
  });

  test("a stop is exit code 1 and says how to resume", async () => {
    const { exitCode, out, error } = await type("list --json", stop);
    expect(exitCode).toBe(1);
    expect(error).toContain("deepstock train c.yaml --out r --resume");
    expect(JSON.parse(out).error.kind).toBe("cancelled");
  });

  test("anything else is exit code 1, with the stack only where it is asked for", async () => {
    const plain = await type("list", breakDown);
    expect(plain.exitCode).toBe(1);
    expect(plain.error).toMatch(/^the disk is full\nRun it again with DEEPSTOCK_DEBUG=1 .*\n$/);
    expect((await type("list", breakDown, { debug: true })).error).toContain("shell.test.ts");
  });
});

describe("Ctrl-C", () => {
  test("first asks the work to stop, then ends the process", () => {
    const told: string[] = [];
    const exits: number[] = [];
    let press = () => undefined as void;
    const signal = abortOnInterrupt({
      onInterrupt: (listener) => (press = listener),
      tell: (text) => told.push(text),
      exit: (code) => exits.push(code),
    });
    expect(signal.aborted).toBe(false);
    press();
    expect(signal.aborted).toBe(true);
    expect(exits).toEqual([]);
    press();
    expect(exits).toEqual([130]);
    expect(told).toHaveLength(1);
  });
});
