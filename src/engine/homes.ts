import { assert } from "../base/errors.js";
import { type Layout, SPACES, SPACE_SHIFT, type SpaceName, address } from "./plan.js";
import { type RowAllocator, rowAllocator } from "./row-allocator.js";
import type { Value } from "./value.js";

/** Where an operand is read: the address of its first row and the step to the next, 0 or 1. */
export interface Operand {
  readonly at: number;
  readonly stride: number;
}

export interface Section {
  /** Values that must outlive the section, for the backward pass. */
  readonly keep: ReadonlySet<Value>;
  /** Addresses into which a value is best computed at once. */
  readonly targets: ReadonlyMap<Value, number>;
  /** Uses besides those by the section's own computations. */
  readonly uses: readonly Value[];
}

/** Decides where every value lives: section by section, temporaries as briefly as possible. */
export interface Homes {
  begin(order: readonly Value[], section: Section): void;
  /** Where a value that is now computed goes. It may be read from there on once it `settled`. */
  place(value: Value): number;
  settled(value: Value, at: number): void;
  operand(value: Value): Operand;
  /** One of the uses that were announced is over. */
  release(value: Value): void;
  rows(): Record<SpaceName, number>;
  constants(): readonly number[];
}

/** The value whose memory a view looks at; itself where it is none. */
export function viewed(value: Value): Value {
  const { kind } = value.operation;
  const isView = kind === "slice" || kind === "repeat" || kind === "stopGradient";
  return isView ? viewed(value.inputs[0]) : value;
}

export function isComputed(value: Value): boolean {
  const { kind } = viewed(value).operation;
  return viewed(value) === value && kind !== "input" && kind !== "constant";
}

export function valueHomes(layouts: { lane: Layout; period: Layout; state: Layout }): Homes {
  const settled = new Map<Value, number>();
  const pool = constantPool();
  const residual = rowAllocator();
  const temporaries: RowAllocator[] = [];
  let section: Section = { keep: new Set(), targets: new Map(), uses: [] };
  let uses = new Map<Value, number>();

  const operand = (value: Value): Operand => {
    const { operation } = value;
    const stride = value.rows === 1 ? 0 : 1;
    switch (operation.kind) {
      case "slice": {
        const whole = operand(value.inputs[0]);
        return { at: whole.at + operation.from * whole.stride, stride: stride * whole.stride };
      }
      case "repeat":
        return { at: operand(value.inputs[0]).at, stride: 0 };
      case "stopGradient":
        return operand(value.inputs[0]);
      case "constant":
        return pool.place(operation.column);
      case "input":
        return { at: inputAddress(layouts, operation), stride };
      default: {
        const at = settled.get(value);
        assert(at !== undefined, `${operation.kind} is computed before it is used`);
        return { at, stride };
      }
    }
  };
  return {
    begin(order, next) {
      section = next;
      temporaries.push(rowAllocator());
      uses = new Map();
      const used = order.filter(isComputed).flatMap((value) => value.inputs);
      for (const value of [...used, ...next.uses].map(viewed)) uses.set(value, (uses.get(value) ?? 0) + 1);
    },
    place(value) {
      const wanted = section.targets.get(value);
      if (wanted !== undefined) return wanted;
      if (section.keep.has(value)) return address("residual", residual.take(value.rows));
      return address("temporary", temporaries[temporaries.length - 1].take(value.rows));
    },
    settled: (value, at) => settled.set(value, at),
    operand,
    release(value) {
      const owner = viewed(value);
      const left = (uses.get(owner) ?? 0) - 1;
      uses.set(owner, left);
      const home = settled.get(owner);
      if (left > 0 || home === undefined || home >> SPACE_SHIFT !== TEMPORARY) return;
      temporaries[temporaries.length - 1].free(home - address("temporary", 0), owner.rows);
    },
    rows: () => ({
      ...(Object.fromEntries(SPACES.map((space) => [space, 0])) as Record<SpaceName, number>),
      constant: pool.numbers.length,
      residual: residual.size(),
      temporary: Math.max(0, ...temporaries.map((rows) => rows.size())),
    }),
    constants: () => pool.numbers,
  };
}

const TEMPORARY = SPACES.indexOf("temporary");

function inputAddress(
  layouts: { lane: Layout; period: Layout; state: Layout },
  { space, name }: { space: "lane" | "period" | "state" | "cotangent"; name: string },
): number {
  const isCotangent = space === "cotangent";
  const entry = layouts[isCotangent ? "state" : space].get(name);
  assert(entry !== undefined, `the input ${space}.${name} was declared`);
  return address(isCotangent ? "adjoint" : space, entry.row);
}

function constantPool() {
  const numbers: number[] = [];
  const placed = new Map<string, Operand>();
  return {
    numbers,
    place(column: readonly number[]): Operand {
      const uniform = column.every((entry) => Object.is(entry, column[0]));
      const rows = uniform ? [column[0]] : column;
      const key = rows.map((x) => (Object.is(x, -0) ? "-0" : String(x))).join();
      const known = placed.get(key);
      if (known) return known;
      const place = { at: address("constant", numbers.length), stride: rows.length === 1 ? 0 : 1 };
      numbers.push(...rows);
      placed.set(key, place);
      return place;
    },
  };
}
