const MASK_64 = (1n << 64n) - 1n;
const MASK_128 = (1n << 128n) - 1n;
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n;

export interface CongruentialDraws {
  /** A whole number in [low, low + count), each as likely. */
  whole(low: number, count: number): number;
  /** 64 random bits. */
  bits(): bigint;
}

/**
 * The permuted congruential generator PCG XSL RR 128/64 (O'Neill 2014), seeded and bounded (Lemire 2019) as
 * the published experiment did, so that its demand can be drawn again.
 */
export function permutedCongruential(seed: number): CongruentialDraws {
  const words = seedWords(seed);
  const long = (index: number) => BigInt(words[2 * index]) | (BigInt(words[2 * index + 1]) << 32n);
  const increment = (((long(2) << 64n) | long(3)) << 1n) | 1n;
  const advance = (from: bigint) => (from * MULTIPLIER + increment) & MASK_128;
  let state = advance((advance(0n) + ((long(0) << 64n) | long(1))) & MASK_128);
  let spare: number | undefined;
  const bits = () => {
    state = advance(state);
    const mixed = (state >> 64n) ^ (state & MASK_64);
    const turn = state >> 122n;
    return ((mixed >> turn) | (mixed << ((64n - turn) & 63n))) & MASK_64;
  };
  const next = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    const out = bits();
    spare = Number(out >> 32n);
    return Number(out & 0xffffffffn);
  };
  return {
    bits,
    whole(low, count) {
      let product = next() * count;
      const refused = (2 ** 32 - count) % count;
      while (product % 2 ** 32 < refused) product = next() * count;
      return low + Math.floor(product / 2 ** 32);
    },
  };
}

/** Eight words from one, spread by O'Neill's seed_seq (2015). */
function seedWords(seed: number): number[] {
  let constant = 0x43b0d7e5;
  const hashed = (value: number) => {
    const salted = value ^ constant;
    constant = Math.imul(constant, 0x931e8875);
    return folded(Math.imul(salted, constant));
  };
  const pool = [seed, 0, 0, 0].map(hashed);
  for (let from = 0; from < 4; from++)
    for (let to = 0; to < 4; to++) {
      if (from === to) continue;
      const other = hashed(pool[from]);
      pool[to] = folded(Math.imul(0xca01f9dd, pool[to]) - Math.imul(0x4973f715, other));
    }
  let factor = 0x8b51f9dd;
  return Array.from({ length: 8 }, (_, index) => {
    const salted = pool[index % 4] ^ factor;
    factor = Math.imul(factor, 0x58f38ded);
    return folded(Math.imul(salted, factor)) >>> 0;
  });
}

function folded(value: number): number {
  return value ^ (value >>> 16);
}
