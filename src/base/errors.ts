/**
 * The user's input was refused. One message names the place (file and line, column or key), what was
 * found there and the way out. The command line turns it into exit code 2.
 */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(
    readonly place: string,
    readonly found: string,
    readonly wayOut: string,
  ) {
    super(withoutPasswords(`${place}: ${found}. ${wayOut}`));
    [this.place, this.found, this.wayOut] = [place, found, wayOut].map(withoutPasswords);
  }
}

/** A text in which addresses like postgresql://user:password@host keep their passwords to themselves. */
export function withoutPasswords(text: string): string {
  return text.replace(/(:\/\/[^\s:/?#@"]*):[^\s"]*@/g, "$1:***@");
}

/** Work was stopped on request; `resume` says how to go on. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";

  constructor(readonly resume: string) {
    super(`Stopped. ${resume}`);
  }
}

/** An invariant of our own is broken: a defect of DeepStock, never of the input. */
export function assert(condition: boolean, invariant: string): asserts condition {
  if (!condition) throw new Error(`DeepStock is wrong here, please report it: ${invariant}`);
}
