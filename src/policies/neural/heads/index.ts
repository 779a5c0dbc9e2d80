import { baseHead } from "./base.js";
import { bothHead } from "./both.js";
import { coeffHead } from "./coeff.js";
import type { Head } from "./head.js";
import { noneHead } from "./none.js";

export type { Head, PlainUnits } from "./head.js";
export { baseHead, bothHead, coeffHead, noneHead };

export const heads: readonly Head[] = [noneHead(), baseHead(), coeffHead(), bothHead()];

/** The head where none is named: the one that DeepStock deployed. */
export const defaultHead: Head = bothHead();
