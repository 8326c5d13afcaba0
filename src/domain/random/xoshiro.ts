/**
 * The generator for sequences: initialisation, shuffling, sampling. Its whole state is four 32-bit words, so that a
 * checkpoint which holds them continues with the same numbers. Not for noise inside kernels: that is keyed by counter,
 * see `pcg.ts`.
 */

/** The four unsigned 32-bit words that determine every number still to come. */
export type XoshiroState = [number, number, number, number];

/** xoshiro128** 1.1 of Blackman & Vigna, https://prng.di.unimi.it/xoshiro128starstar.c, period 2¹²⁸ − 1. */
export class Xoshiro128 {
  private s0: number;
  private s1: number;
  private s2: number;
  private s3: number;

  /** Fills the state from an unsigned 32-bit seed through splitmix32; other numbers are reduced modulo 2³². */
  constructor(seed: number) {
    [this.s0, this.s1, this.s2, this.s3] = splitmix32(seed);
  }

  /** Continues from a state that `state()` returned; throws a RangeError for all zeros, from which nothing follows. */
  static fromState(state: Readonly<XoshiroState>): Xoshiro128 {
    const generator = new Xoshiro128(0);
    generator.s0 = state[0] | 0;
    generator.s1 = state[1] | 0;
    generator.s2 = state[2] | 0;
    generator.s3 = state[3] | 0;
    if ((generator.s0 | generator.s1 | generator.s2 | generator.s3) === 0)
      throw new RangeError('expected a xoshiro128 state with at least one bit set, got four zeros');
    return generator;
  }

  /** The state as four unsigned 32-bit words. */
  state(): XoshiroState {
    return [this.s0 >>> 0, this.s1 >>> 0, this.s2 >>> 0, this.s3 >>> 0];
  }

  /** The next unsigned 32-bit integer. */
  next(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.s1, 5), 7), 9) >>> 0;
    const t = this.s1 << 9;
    this.s2 ^= this.s0;
    this.s3 ^= this.s1;
    this.s1 ^= this.s2;
    this.s0 ^= this.s3;
    this.s2 ^= t;
    this.s3 = rotateLeft(this.s3, 11);
    return result;
  }

  /** A number in [0, 1), a multiple of 2⁻²⁴ and so exact in float32. */
  uniform(): number {
    return (this.next() >>> 8) / 0x1000000;
  }

  /**
   * A standard normal number, by Box and Muller. Half of the pair is thrown away, so that the four words stay the whole
   * state. The last bit may differ between JavaScript engines, as `Math.log` and `Math.cos` do.
   */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** An unbiased integer in [0, n), for an integer n from 1 to 2³². */
  below(n: number): number {
    const rejected = 0x100000000 % n;
    let x = this.next();
    while (x < rejected) x = this.next();
    return x % n;
  }

  /** A permutation of 0 … n−1, every one equally likely, by Fisher and Yates. */
  permutation(n: number): Uint32Array {
    const order = Uint32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const swapped = order[i]!;
      order[i] = order[j]!;
      order[j] = swapped;
    }
    return order;
  }
}

function rotateLeft(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}

/** Four words of splitmix32 (the constants of hash-prospector): distinct seeds give distinct states, never all zeros. */
function splitmix32(seed: number): XoshiroState {
  const word = (k: number): number => {
    let t = (seed + Math.imul(k, 0x9e3779b9)) | 0;
    t = Math.imul(t ^ (t >>> 16), 0x21f0aaad);
    t = Math.imul(t ^ (t >>> 15), 0x735a2d97);
    return t ^ (t >>> 15);
  };
  return [word(1), word(2), word(3), word(4)];
}
