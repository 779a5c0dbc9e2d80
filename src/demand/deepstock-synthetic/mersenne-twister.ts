const [WORDS, SHIFT] = [624, 397];

/** Chance as the published experiment drew it. */
export interface TwisterDraws {
  uniform(low: number, high: number): number;
  normal(mean: number, deviation: number): number;
}

/** The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), with normals by Marsaglia's polar method. */
export function mersenneTwister(seed: number): TwisterDraws {
  const words = new Uint32Array(WORDS);
  words[0] = seed;
  for (let i = 1; i < WORDS; i++)
    words[i] = Math.imul(1812433253, words[i - 1] ^ (words[i - 1] >>> 30)) + i;
  let at = WORDS;
  const next = () => {
    if (at === WORDS) [at] = [0, twist(words)];
    let word = words[at++];
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  };
  const share = () => {
    const [high, low] = [next() >>> 5, next() >>> 6];
    return (high * 67108864 + low) / 9007199254740992;
  };
  let spare: number | undefined;
  const standardNormal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    let [x, y, square] = [0, 0, 0];
    while (square >= 1 || square === 0) {
      [x, y] = [2 * share() - 1, 2 * share() - 1];
      square = x * x + y * y;
    }
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    spare = factor * x;
    return factor * y;
  };
  return {
    uniform: (low, high) => low + (high - low) * share(),
    normal: (mean, deviation) => mean + deviation * standardNormal(),
  };
}

function twist(words: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const both = (words[i] & 0x80000000) | (words[(i + 1) % WORDS] & 0x7fffffff);
    words[i] = words[(i + SHIFT) % WORDS] ^ (both >>> 1) ^ (both & 1 ? 0x9908b0df : 0);
  }
}
