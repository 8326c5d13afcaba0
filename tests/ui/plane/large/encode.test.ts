import { npyHeader, toCsv, toNpy, toPng } from '../../../../src/ui/plane/large/encode.ts';
import { assert } from '../../../support/expect.ts';

const VALUES = Float32Array.of(1, -2, 0.1, NaN);

describe('atlases as files', () => {
  it('writes CSV a line a row, with the digits of float32', async () => {
    assert.equal(await (await toCsv(VALUES, 2)).text(), `1,-2\n0.100000001,NaN\n`);
  });

  it('writes .npy: magic, aligned header, float32 little-endian', async () => {
    const bytes = new Uint8Array(await toNpy(VALUES, 2).arrayBuffer());
    const { length } = npyHeader(2);
    assert.equal(length % 64, 0);
    assert.deepEqual([...bytes.subarray(0, 6)], [0x93, ...new TextEncoder().encode('NUMPY')]);
    assert.include(new TextDecoder().decode(bytes.subarray(10, length)), `'shape': (2, 2)`);
    assert.equal(new DataView(bytes.buffer, length).getFloat32(4, true), -2);
  });

  it('paints PNG with the colours of the page', async () => {
    const picture = { values: VALUES, dead: null, size: 2, range: [0, 1], colours: 'grey', contour: false } as const;
    const blob = await toPng(picture);
    const canvas = new OffscreenCanvas(2, 2);
    const context = canvas.getContext('2d')!;
    context.drawImage(await createImageBitmap(blob), 0, 0);
    const { data } = context.getImageData(0, 0, 2, 2);
    assert.deepEqual([...data.subarray(0, 8)], [255, 255, 255, 255, 0, 0, 0, 255]);
    assert.deepEqual([...data.subarray(12, 15)], [213, 94, 0]);
  });

  it('paints every row of a large PNG, and tells how far it is', async () => {
    const size = 203;
    const values = Float32Array.from({ length: size * size }, (_, i) => (i % size) * Math.floor(i / size));
    const shares: number[] = [];
    const picture = { values, dead: null, size, range: [0, size * size], colours: 'grey', contour: false } as const;
    const blob = await toPng(picture, { onProgress: (share) => shares.push(share) });
    const canvas = new OffscreenCanvas(size, size);
    const context = canvas.getContext('2d')!;
    context.drawImage(await createImageBitmap(blob), 0, 0);
    const { data } = context.getImageData(0, 0, size, size);
    values.forEach((value, i) => assert.closeTo(data[4 * i]!, (255 * value) / size ** 2, 2));
    assert.deepEqual(
      shares,
      shares.toSorted((a, b) => a - b),
    );
  });

  it('ends where it is told to', async () => {
    const picture = { values: VALUES, dead: null, size: 2, range: [0, 1], colours: 'grey', contour: false } as const;
    const told = AbortSignal.abort();
    const large = { ...picture, values: new Float32Array(4e6), size: 2000 };
    const error: unknown = await toPng(large, { signal: told }).catch((reason: unknown) => reason);
    assert.equal((error as Error).name, 'AbortError');
  });
});
