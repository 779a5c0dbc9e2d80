import { InputError } from "../base/errors.js";

/** The words after a command whose options depend on its argument. */
export interface LooseWords {
  readonly operands: readonly string[];
  /** { "--lead-time": "4" } */
  readonly flags: Readonly<Record<string, string>>;
}

/** Reads "--lead-time 4" and "--lead-time=4". Every flag takes one value, and is written once. */
export function looseFlags(words: readonly string[]): LooseWords {
  const operands: string[] = [];
  const flags: Record<string, string> = {};
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (!word.startsWith("--")) {
      operands.push(word);
      continue;
    }
    const equals = word.indexOf("=");
    const flag = equals < 0 ? word : word.slice(0, equals);
    const value = equals < 0 ? words[++index] : word.slice(equals + 1);
    if (value === undefined || value.startsWith("--"))
      throw new InputError(flag, "has no value", `Write ${flag} and its value after it.`);
    if (Object.hasOwn(flags, flag))
      throw new InputError(flag, `is written twice, "${flags[flag]}" and "${value}"`, "Write it once.");
    flags[flag] = value;
  }
  return { operands, flags };
}
