import { appendCoordinates, gatherImages } from '../../../../workers/kernels/plan/gather.ts';
import { sumSlices } from '../../../../workers/kernels/plan/sum-slices.ts';
import { assert } from '../../../support/expect.ts';
import { assertClose, noise, onGpu, poisoned, run } from './support.ts';

onGpu('sums of slices', (device) => {
  for (const lanes of [1, 16] as const) {
    for (const [slices, quads] of [
      [1, 1],
      [15, 4],
      [16, 5],
      [17, 64],
      [64, 65],
      [1000, 3],
    ] as const) {
      it(`${slices} slices of ${quads} quads by ${lanes} lanes`, async () => {
        const partial = noise(slices * 4 * quads);
        const split = Math.floor(quads / 2);
        const { kernel, quadsPerGroup } = sumSlices(lanes);
        const sizes = { slices, length: quads, place: 1, split, placeAfter: quads + 2 };
        const { out } = await run(device(), kernel, { out: poisoned(4 * (2 * quads + 3)), partial }, sizes, {
          groups: Math.ceil(quads / quadsPerGroup),
        });
        const expected = new Float64Array(4 * (2 * quads + 3)).fill(NaN);
        for (let n = 0; n < 4 * quads; n++) {
          const quad = Math.floor(n / 4);
          const place = quad < split ? 1 + quad : quads + 2 + quad - split;
          expected[4 * place + (n % 4)] = Array.from({ length: slices }, (_, s) => partial[s * 4 * quads + n]!).reduce(
            (a, b) => a + b,
            0,
          );
        }
        const written = (_: number, i: number) => !Number.isNaN(expected[i]!);
        assertClose('sums', out!.filter(written), expected.filter(written));
        assert.isTrue(out!.filter((value, i) => !written(value, i)).every(Number.isNaN), 'nothing else is written');
      });
    }
  }
});

onGpu('batches of images', (device) => {
  it('are bytes / 255, of the images that are named', async () => {
    const bytes = Uint8Array.from({ length: 3 * 64 * 4 }, (_, i) => (i * 89) & 255);
    const indices = Uint32Array.of(2, 0, 2);
    const gathered = async (image: Float32Array, part: Uint8Array, sizes: Record<string, number>) => {
      const words = new Uint32Array(part.slice().buffer);
      const buffers = { image: image as Float32Array<ArrayBuffer>, bytes: words, indices };
      const threads = image.length / 4;
      return (await run(device(), gatherImages(), buffers, { wordsPerImage: 64, ...sizes }, { threads }))['image']!;
    };
    const expected = Float32Array.from(
      { length: 3 * 256 },
      (_, i) => bytes[indices[Math.floor(i / 256)]! * 256 + (i % 256)]! / 255,
    );
    const whole = { first: 0, firstExample: 0, examples: 3 };
    assertClose('pixels', await gathered(poisoned(3 * 256), bytes, whole), expected, 1e-7);

    // The batch's last two, from a data set in two parts.
    const first = await gathered(poisoned(2 * 256), bytes.subarray(0, 512), { first: 1, firstExample: 0, examples: 2 });
    assert.isTrue(first.subarray(256).every(Number.isNaN), 'what lies in the other part is left alone');
    const both = await gathered(first, bytes.subarray(512), { first: 1, firstExample: 2, examples: 1 });
    assertClose('pixels in parts', both, expected.subarray(256), 1e-7);
  });

  it('may have coordinates from −1 to 1 beside each pixel', async () => {
    const image = noise(2 * 25);
    const { x } = await run(device(), appendCoordinates(), { x: poisoned(200), image }, { size: 5 }, { threads: 50 });
    const at = (i: number) => (2 * i) / 4 - 1;
    const expected = Array.from(image, (value, i) => [value, at(i % 5), at(Math.floor(i / 5) % 5), 0]).flat();
    assertClose('pixels and coordinates', x!, expected, 1e-7);
  });
});
