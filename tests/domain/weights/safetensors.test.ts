import type { NamedArrays } from '../../../src/domain/networks/description.ts';
import { Xoshiro128 } from '../../../src/domain/random/xoshiro.ts';
import { decodeSafetensors, encodeSafetensors } from '../../../src/domain/weights/safetensors.ts';
import { assert } from '../../support/expect.ts';
import { sharedBytes, skipWithoutShared } from '../../support/shared.ts';

const arrays: NamedArrays = new Map([
  ['encoder.0.weight', { shape: [2, 3], data: Float32Array.of(1, -2, 0.5, 1e-40, Infinity, -0) }],
  ['σ/ü"\\', { shape: [], data: Float32Array.of(7) }],
  ['empty', { shape: [0, 4], data: new Float32Array(0) }],
]);

/** A file of this header and that many bytes of zeros. */
function file(header: unknown, dataBytes = 0): Uint8Array {
  return fileOfText(JSON.stringify(header), dataBytes);
}

function fileOfText(text: string, dataBytes = 0): Uint8Array {
  const header = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + header.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  return bytes;
}

function assertRefused(bytes: Uint8Array, message: RegExp): void {
  assert.throws(() => decodeSafetensors(bytes), message);
  try {
    decodeSafetensors(bytes);
  } catch (error) {
    assert.equal((error as Error).name, 'WeightsError');
  }
}

describe('safetensors', () => {
  it('reads back what it wrote, bit for bit', () => {
    const read = decodeSafetensors(encodeSafetensors(arrays, { format: 'pt' }));
    assert.deepEqual([...read.keys()].sort(), [...arrays.keys()].sort());
    for (const [name, { shape, data }] of arrays) {
      assert.deepEqual(read.get(name)!.shape, shape);
      assert.deepEqual(new Uint8Array(read.get(name)!.data.buffer), new Uint8Array(data.buffer), name);
    }
  });

  it('writes only the part of a buffer that an array views', () => {
    const data = Float32Array.of(0, 1, 2, 3).subarray(1, 3);
    const read = decodeSafetensors(encodeSafetensors(new Map([['a', { shape: [2], data }]])));
    assert.deepEqual([...read.get('a')!.data], [1, 2]);
  });

  it('reads what the safetensors package wrote, from any offset of a buffer', async function () {
    await skipWithoutShared(this);
    const bytes = await sharedBytes('reference/init-relu-adam.safetensors');
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    const weights = decodeSafetensors(shifted.subarray(3));
    assert.deepEqual(weights.get('encoder.3.weight')!.shape, [4, 4, 3, 3]);
    assert.deepEqual(weights, decodeSafetensors(bytes));
  });

  it('passes over the counters of PyTorch, which are integers', () => {
    const counter = { dtype: 'I64', shape: [], data_offsets: [0, 8] };
    const mean = { dtype: 'F32', shape: [1], data_offsets: [8, 12] };
    const read = decodeSafetensors(
      file({ 'encoder.2.num_batches_tracked': counter, 'encoder.2.running_mean': mean }, 12),
    );
    assert.deepEqual([...read.keys()], ['encoder.2.running_mean']);
  });

  it('refuses to write an array that is not of its shape', () => {
    assert.throws(
      () => encodeSafetensors(new Map([['a', { shape: [3], data: new Float32Array(2) }]])),
      /expected 3 numbers for "a"/,
    );
  });

  it('refuses other types with a sentence', () => {
    assertRefused(file({ a: { dtype: 'F16', shape: [2], data_offsets: [0, 4] } }, 4), /expected float32.*"a", got F16/);
  });

  const entry = { dtype: 'F32', shape: [1], data_offsets: [0, 4] };
  const damaged: [string, Uint8Array, RegExp][] = [
    ['nothing', new Uint8Array(0), /0 bytes/],
    ['less than a header length', new Uint8Array(7), /7 bytes/],
    ['a header longer than the file', Uint8Array.of(100, 0, 0, 0, 0, 0, 0, 0, 0x7b), /got 100/],
    ['a header length beyond 2⁵³', new Uint8Array(16).fill(255), /got 18446744073709551615/],
    ['no JSON', fileOfText('{"a":'), /in JSON/],
    ['no UTF-8', Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 0x22, 0xff, 0x22), /in JSON/],
    ['a list', file([]), /named arrays/],
    ['null', file(null), /named arrays/],
    ['a number for an array', file({ a: 1 }), /"a"/],
    ['no dtype', file({ a: { ...entry, dtype: undefined } }, 4), /dtype for "a"/],
    ['a negative side', file({ a: { ...entry, shape: [-1] } }, 4), /shape/],
    ['a fractional side', file({ a: { ...entry, shape: [0.5] } }, 4), /shape/],
    ['a shape of text', file({ a: { ...entry, shape: '1' } }, 4), /shape/],
    ['a rank of 100', file({ a: { ...entry, shape: Array<number>(100).fill(1) } }, 4), /shape/],
    ['falling offsets', file({ a: { ...entry, data_offsets: [4, 0] } }, 4), /offsets/],
    ['one offset', file({ a: { ...entry, data_offsets: [4] } }, 4), /offsets/],
    ['a shape larger than its bytes', file({ a: { ...entry, shape: [2 ** 26, 2 ** 26] } }, 4), /bytes for "a"/],
    ['a shape smaller than its bytes', file({ a: { ...entry, data_offsets: [0, 8] } }, 8), /bytes for "a"/],
    ['overlapping arrays', file({ a: entry, b: { ...entry, data_offsets: [2, 6] } }, 6), /"b" to start at byte 4/],
    ['the same bytes twice', file({ a: entry, b: entry }, 4), /"b" to start at byte 4/],
    ['a gap', file({ a: entry, b: { ...entry, data_offsets: [8, 12] } }, 12), /"b" to start at byte 4/],
    ['bytes too few', file({ a: entry }, 3), /expected 4 bytes/],
    ['bytes left over', file({ a: entry }, 5), /expected 4 bytes/],
  ];
  for (const [what, bytes, message] of damaged) {
    it(`refuses ${what}`, () => {
      assertRefused(bytes, message);
    });
  }

  it('takes __proto__ for a name like any other', () => {
    const bytes = fileOfText('{"__proto__":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4);
    assert.deepEqual([...decodeSafetensors(bytes).keys()], ['__proto__']);
    assert.isUndefined(({} as Record<string, unknown>)['dtype']);
  });

  it('answers thousands of mutated files with arrays or a WeightsError', () => {
    const whole = encodeSafetensors(arrays);
    const random = new Xoshiro128(1);
    for (let trial = 0; trial < 3000; trial++) {
      const bytes = whole.slice(0, random.below(4) === 0 ? random.below(whole.length) : whole.length);
      for (let i = random.below(4); i >= 0 && bytes.length > 0; i--)
        bytes[random.below(bytes.length)] = random.below(256);
      try {
        decodeSafetensors(bytes);
      } catch (error) {
        assert.equal((error as Error).name, 'WeightsError', String(error));
      }
    }
  });
});
