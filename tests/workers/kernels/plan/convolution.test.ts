import { correlation, type Convolution, type Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { spread } from '../../../../workers/kernels/plan/spread.ts';
import { correlationStrip, spreadStrip } from '../../../../workers/kernels/plan/strip.ts';
import { weightGradient } from '../../../../workers/kernels/plan/weight-gradient.ts';
import {
  checkConvolution,
  checkWeightGradient,
  draw,
  nameOf,
  shape,
  sidesOf,
  tapsOf,
  weightOnDevice,
  type Shape,
} from './convolutions.ts';
import { assertClose, onGpu, poisoned, run } from './support.ts';

/** One example, every remainder of channels by four, sides about a tile, threads one beyond a workgroup, one beyond a strip. */
const SHAPES: readonly Shape[] = [
  shape(1, 1, 4, 3, 1, 1),
  shape(1, 1, 17, 3, 1, 9),
  shape(2, 3, 5, 3, 1, 2),
  shape(1, 4, 16, 3, 1, 13),
  shape(1, 17, 4, 3, 1, 5),
  shape(1, 12, 20, 3, 1, 4),
  shape(2, 16, 17, 3, 3, 3),
  shape(1, 5, 3, 3, 3, 2),
  shape(65, 4, 4, 2, 1, 1),
  shape(193, 1, 1, 3, 1, 2),
];

const TILES = { pixels: 4, quads: 2 };
type Make = (taps: Taps, normed: boolean) => Convolution;

onGpu('convolution kernels against float64', (device) => {
  const directions: readonly (readonly [string, Make, boolean, (s: Shape) => boolean])[] = [
    ['correlation by tiles', (taps, normed) => correlation(taps, TILES, normed), true, () => true],
    ['correlation by strips', correlationStrip, true, () => true],
    [
      'spread by tiles',
      (taps, normed) => spread(taps, TILES, normed),
      false,
      (s) => s.stride === 1 || s.stride === s.kernel,
    ],
    ['spread by strips', spreadStrip, false, (s) => s.stride === 1],
  ];
  for (const [name, make, forward, takes] of directions) {
    for (const s of SHAPES.filter(takes)) {
      const normable = (forward ? s.big : s.small) > 1;
      it(`${name}: ${nameOf(s)}`, async () => {
        for (const normed of normable ? [false, true] : [false])
          await checkConvolution(device(), s, make(tapsOf(s), normed), forward, normed);
      });
    }
  }

  it('tiles of every size give the same bits', async () => {
    const s = shape(1, 8, 16, 3, 1, 7);
    const { big, weight } = draw(s);
    const outputs: Float32Array[] = [];
    for (const tile of [
      { pixels: 1, quads: 1 },
      { pixels: 3, quads: 4 },
      { pixels: 12, quads: 2 },
    ]) {
      const convolution = correlation(tapsOf(s), tile);
      const buffers = { y: poisoned(16 * 49), x: big, w: weightOnDevice(s, weight), bias: new Float32Array(16) };
      outputs.push(
        (
          await run(device(), convolution.kernel, buffers, convolution.sizes(1, sidesOf(s)), {
            threads: convolution.threads(1, sidesOf(s)),
          })
        )['y']!,
      );
    }
    assertClose('pixels 3, quads 4', outputs[1]!, outputs[0]!, 0);
    assertClose('pixels 12, quads 2', outputs[2]!, outputs[0]!, 0);
  });

  for (const s of SHAPES) {
    for (const allTapRows of [false, true]) {
      for (const normed of [null, 'big', 'small'] as const) {
        if (normed === 'big' && s.big === 1) continue;
        it(`weight gradient, ${allTapRows ? 'all rows of taps' : 'one row of taps'}, ${String(normed)} normed: ${nameOf(s)}`, async () => {
          await checkWeightGradient(device(), s, weightGradient(tapsOf(s), { allTapRows, normed }), normed);
        });
      }
    }
  }
});
