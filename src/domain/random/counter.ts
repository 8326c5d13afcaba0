/**
 * Random numbers keyed by (seed, step, layer, element): the same key gives the same number, in whatever order and on whatever
 * device. The hash is pcg4d of Jarzynski & Olano, "Hash Functions for GPU Rendering" (Journal of Computer Graphics Techniques
 * 9(3), 2020), on unsigned 32-bit words; shaders compute the same words (`formula/shader/library/random.ts`). A uniform number is
 * made of the first word and a normal one of the second and third, so that both may be drawn with one key.
 */

/** What random numbers of one tensor have in common. */
export interface CounterKey {
  readonly seed: number;
  readonly step: number;
  /** Index of the block. */
  readonly layer: number;
}

const MULTIPLIER = 1664525;
const INCREMENT = 1013904223;

function scramble(word: number): number {
  return (Math.imul(word, MULTIPLIER) + INCREMENT) | 0;
}

/** Writes the four words of a key into `words`. */
export function counterWords(words: Uint32Array, { seed, step, layer }: CounterKey, element: number): void {
  let [a, b, c, d] = [scramble(seed), scramble(step), scramble(layer), scramble(element)];
  a = (a + Math.imul(b, d)) | 0;
  b = (b + Math.imul(c, a)) | 0;
  c = (c + Math.imul(a, b)) | 0;
  d = (d + Math.imul(b, c)) | 0;
  a ^= a >>> 16;
  b ^= b >>> 16;
  c ^= c >>> 16;
  d ^= d >>> 16;
  words[0] = a = (a + Math.imul(b, d)) | 0;
  words[1] = b = (b + Math.imul(c, a)) | 0;
  words[2] = c = (c + Math.imul(a, b)) | 0;
  words[3] = d + Math.imul(b, c);
}

/** 24 bits of a word as a number in [0, 1), exact in float32. */
function unit(word: number): number {
  return (word >>> 8) / 2 ** 24;
}

/** Uniform numbers in [0, 1) for the elements from `first` on, as many as `out` holds. */
export function fillUniform(out: Float32Array | Float64Array, key: CounterKey, first = 0): void {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i++) {
    counterWords(words, key, first + i);
    out[i] = unit(words[0]!);
  }
}

/** Standard normal numbers by Box and Muller's formula, √(−2 ln(1 − u₁))·cos 2πu₂, for the elements from `first` on. */
export function fillNormal(out: Float32Array | Float64Array, key: CounterKey, first = 0): void {
  const words = new Uint32Array(4);
  for (let i = 0; i < out.length; i++) {
    counterWords(words, key, first + i);
    out[i] = Math.sqrt(-2 * Math.log(1 - unit(words[1]!))) * Math.cos(2 * Math.PI * unit(words[2]!));
  }
}
