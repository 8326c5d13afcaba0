import { counterWords, fillNormal, fillUniform } from '../../../src/domain/random/counter.ts';
import { assert } from '../../support/expect.ts';

const KEY = { seed: 7, step: 3, layer: 2 };
const COUNT = 40000;

type Key = [seed: number, step: number, layer: number, element: number];

function wordsOf(...[seed, step, layer, element]: Key): number[] {
  const words = new Uint32Array(4);
  counterWords(words, { seed, step, layer }, element);
  return [...words];
}

/** pcg4d as its authors wrote it, in integers of any size. */
function pcg4d(...key: Key): number[] {
  const word = (n: bigint): bigint => BigInt.asUintN(32, n);
  let [x, y, z, w] = key.map((k) => word(BigInt(k) * 1664525n + 1013904223n)) as [bigint, bigint, bigint, bigint];
  const mix = (): void => {
    x = word(x + y * w);
    y = word(y + z * x);
    z = word(z + x * y);
    w = word(w + y * z);
  };
  mix();
  [x, y, z, w] = [x ^ (x >> 16n), y ^ (y >> 16n), z ^ (z >> 16n), w ^ (w >> 16n)];
  mix();
  return [x, y, z, w].map(Number);
}

function moments(values: Float64Array): { mean: number; variance: number; lag: number } {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
  const variance = values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length;
  const lag = values.reduce((sum, v, i) => sum + (i > 0 ? (v - mean) * (values[i - 1]! - mean) : 0), 0) / values.length;
  return { mean, variance, lag: lag / variance };
}

describe('random numbers by counter', () => {
  it('are those of an implementation in integers of any size', () => {
    const keys: readonly Key[] = [
      [0, 0, 0, 0],
      [1, 2, 3, 4],
      [0xffffffff, 0x80000000, 12345, 0x7fffffff],
      [7, 0, 0, 4e9],
    ];
    for (const key of keys) assert.deepEqual(wordsOf(...key), pcg4d(...key));
  });

  it('differ between seeds, steps, layers and elements', () => {
    const keys: Key[] = [];
    for (let i = 0; i < 4 ** 6; i++) keys.push([i & 7, (i >> 3) & 7, (i >> 6) & 7, i >> 9]);
    assert.equal(new Set(keys.map((key) => wordsOf(...key).join())).size, keys.length);
  });

  it('fill arrays from any element on with the same numbers', () => {
    const [all, part] = [new Float64Array(100), new Float64Array(40)];
    fillUniform(all, KEY);
    fillUniform(part, KEY, 60);
    assert.deepEqual([...part], [...all.subarray(60)]);
  });

  it('are uniform on [0, 1)', () => {
    const values = new Float64Array(COUNT);
    fillUniform(values, KEY);
    assert.isTrue(values.every((v) => v >= 0 && v < 1));
    const { mean, variance, lag } = moments(values);
    assert.closeTo(mean, 0.5, 0.006);
    assert.closeTo(variance, 1 / 12, 0.002);
    assert.closeTo(lag, 0, 0.02);
  });

  it('are standard normal', () => {
    const values = new Float64Array(COUNT);
    fillNormal(values, KEY);
    const { mean, variance, lag } = moments(values);
    assert.closeTo(mean, 0, 0.02);
    assert.closeTo(variance, 1, 0.03);
    assert.closeTo(lag, 0, 0.02);
    assert.closeTo(values.filter((v) => Math.abs(v) > 1.959964).length / COUNT, 0.05, 0.005);
  });
});
