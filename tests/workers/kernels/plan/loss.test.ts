import { packFrame } from '../../../../workers/kernels/plan/frame.ts';
import {
  addLoss,
  finishLoss,
  lossOnly,
  lossWithGradient,
  outputKernel,
} from '../../../../workers/kernels/plan/loss.ts';
import { assert } from '../../../support/expect.ts';
import { assertClose, noise, onGpu, poisoned, run } from './support.ts';

const logSigmoid = (x: number): number => Math.max(Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))), -100);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

const LOSSES = {
  mse: (z: number, t: number) => (sigmoid(z) - t) ** 2,
  bce: (z: number, t: number) => -(t * logSigmoid(z) + (1 - t) * logSigmoid(-z)),
};

const SLOPES = {
  mse: (z: number, t: number) => 2 * (sigmoid(z) - t) * sigmoid(z) * sigmoid(-z),
  bce: (z: number, t: number) => sigmoid(z) - t,
};

onGpu('loss kernels against float64', (device) => {
  for (const loss of ['mse', 'bce'] as const) {
    for (const [count, slices] of [
      [1, 1],
      [31, 4],
      [33, 33],
      [1000, 64],
    ] as const) {
      it(`${loss} of ${count} elements in ${slices} slices`, async () => {
        const x = noise(count, 6);
        const goal = Float32Array.from(noise(count, 0.5, 0.5), (t, i) => (i % 5 === 0 ? 0 : i % 7 === 0 ? 1 : t));
        const buffers = { x, goal, dx: poisoned(count), partial: poisoned(2 * slices) };
        const sizes = { count, slices, batchCount: count, firstSlice: 0 };
        const { dx, partial } = await run(device(), lossWithGradient(loss), buffers, sizes, { threads: slices });
        const slopes = Float64Array.from(x, (z, i) => SLOPES[loss](z, goal[i]!) / count);
        assertClose('slopes', dx!, slopes);

        const total = Float64Array.from(x, (z, i) => LOSSES[loss](z, goal[i]!)).reduce((a, b) => a + b, 0);
        const frame = new Uint32Array(packFrame(1, 1, [], []));
        const finished = await run(
          device(),
          finishLoss(),
          { report: poisoned(6), gradient: poisoned(8), partial: partial as Float32Array<ArrayBuffer>, frame },
          { ...sizes, bias: 1 },
          { threads: 1 },
        );
        assertClose('mean loss', [finished['report']![2]!], [total / count]);
        assert.isTrue(
          [0, 1, 3, 4, 5].every((i) => Number.isNaN(finished['report']![i])),
          'other slots are left alone',
        );
        const bias = slopes.reduce((a, b) => a + b, 0);
        assert.approximately(finished['gradient']![4]!, bias, 1e-5 * Math.max(...slopes.map(Math.abs)) * count);
        assert.deepEqual([...finished['gradient']!.subarray(5)], [0, 0, 0]);

        const evaluated = await run(device(), lossOnly(loss), { ...buffers, partial: poisoned(2 * slices) }, sizes, {
          threads: slices,
        });
        const added = await run(
          device(),
          addLoss(),
          { total: Float32Array.of(2), partial: evaluated['partial'] as Float32Array<ArrayBuffer> },
          { slices },
          { threads: 1 },
        );
        assertClose('sum of an evaluation', [added['total']![0]!], [2 + total]);
      });
    }
  }

  it('is what PyTorch’s float64 has where a float32 sigmoid is not to be told from 0 or 1', async () => {
    const x = Float32Array.of(-200, -200, 200, 200, -30, 30, -20, 20, 25);
    const goal = Float32Array.of(0, 1, 0, 1, 1, 0, 1, 0, 0.25);
    const count = x.length;
    const buffers = { x, goal, dx: poisoned(count), partial: poisoned(2 * count) };
    const sizes = { count, slices: count, batchCount: count, firstSlice: 0 };
    const { dx, partial } = await run(device(), lossWithGradient('bce'), buffers, sizes, { threads: count });
    assertClose(
      'losses',
      partial!.filter((_, i) => i % 2 === 0),
      [0, 100, 100, 0, 30, 30, 20, 20, 18.75],
      1e-4,
    );
    // torch.nn.BCELoss's gradient vanishes where p·(1 − p) is far below 1e-12.
    const expected = [0, 0, 0, 0, -0.09357623, 0.09357623, -1, 1, 0.75];
    assertClose(
      'slopes',
      dx!.map((slope) => slope * count),
      expected,
      1e-5,
    );
  });

  it("the network's output is the sigmoid", async () => {
    const x = noise(65, 20);
    const { y } = await run(device(), outputKernel(), { x, y: poisoned(65) }, {}, { threads: 65 });
    assertClose('p', y!, Float64Array.from(x, sigmoid));
  });
});
