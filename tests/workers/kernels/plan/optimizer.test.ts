import { DEFAULT_OPTIMIZER } from '../../../../src/domain/experiment/defaults.ts';
import type { OptimizerSpec } from '../../../../src/domain/experiment/experiment.ts';
import { numbers } from '../../../../src/domain/optimizers/arithmetic.ts';
import { cautiousMask, cautiousStep, clipFactor, moved } from '../../../../src/domain/optimizers/modifiers.ts';
import { OPTIMIZERS } from '../../../../src/domain/optimizers/registry.ts';
import { packFrame } from '../../../../workers/kernels/plan/frame.ts';
import {
  cautiousShares,
  clipKernel,
  coefficientNames,
  gradientSquares,
  updateKernel,
} from '../../../../workers/kernels/plan/optimizer.ts';
import { assertClose, noise, onGpu, poisoned, run } from './support.ts';

const STEP = 3;

const spec = (change: Partial<OptimizerSpec>): OptimizerSpec => ({
  ...DEFAULT_OPTIMIZER,
  learningRate: 0.01,
  ...change,
});

const SPECS: readonly OptimizerSpec[] = [
  spec({ name: 'sgd' }),
  spec({ name: 'sgd', momentum: 0.9, weightDecay: 0.1, clipNorm: 0.5 }),
  spec({ name: 'adam' }),
  spec({ name: 'adam', weightDecay: 0.1, cautious: true }),
  spec({ name: 'adamw', weightDecay: 0.1, clipNorm: 2 }),
  spec({ name: 'rmsprop', cautious: true, clipNorm: 1e6 }),
  spec({ name: 'rmsprop', momentum: 0.5, weightDecay: 0.01 }),
];

/** Elements of each parameter tensor; a segment is aligned to 64 floats. */
const COUNTS = [1, 3, 4, 63, 64, 65, 1025];

function layOut() {
  let offset = 0;
  const segments = COUNTS.map((count) => {
    const segment = { offset, count, length: 4 * Math.ceil(count / 4) };
    offset += 64 * Math.ceil(count / 64);
    return segment;
  });
  return { segments, length: offset };
}

onGpu('optimizer kernels against float64', (device) => {
  for (const lanes of [1, 64] as const) {
    for (const s of SPECS) {
      it(`${JSON.stringify(s)}, ${lanes} lanes`, async () => {
        const { segments, length } = layOut();
        const optimizer = OPTIMIZERS[s.name];
        const fill = (positive: boolean) => {
          const flat = new Float32Array(length);
          for (const { offset, count } of segments) flat.set(positive ? noise(count, 0.5, 0.6) : noise(count), offset);
          return flat;
        };
        const [parameter, gradient] = [fill(false), fill(false)];
        const moments = Object.fromEntries(optimizer.moments(s).map((name) => [name, fill(name.includes('sq'))]));
        const coefficients = optimizer.coefficients(s, STEP);
        const frame = new Uint32Array(
          packFrame(
            0,
            STEP,
            [],
            coefficientNames(s).map((name) => coefficients[name]!),
          ),
        );
        const table = Uint32Array.from(
          segments.flatMap(({ offset, length, count }) => [offset / 4, length / 4, count, 0]),
        );
        const segmentOf = new Uint32Array(length / 64);
        segments.forEach((segment, i) =>
          segmentOf.fill(i, segment.offset / 64, Math.ceil((segment.offset + segment.length) / 64)),
        );
        const groups = { groups: segments.length };

        const squares = await run(
          device(),
          gradientSquares(lanes),
          { perSegment: poisoned(segments.length), segments: table, gradient },
          {},
          groups,
        );
        const expectedSquares = segments.map(({ offset, count }) =>
          gradient.subarray(offset, offset + count).reduce((sum, g) => sum + g * g, 0),
        );
        assertClose('squares', squares['perSegment']!, expectedSquares);

        const clip = await run(
          device(),
          clipKernel(s),
          {
            report: poisoned(2),
            factor: poisoned(4),
            perSegment: squares['perSegment'] as Float32Array<ArrayBuffer>,
            frame,
          },
          { segments: segments.length },
          { threads: 1 },
        );
        const norm = Math.sqrt(expectedSquares.reduce((a, b) => a + b, 0));
        const factor = s.clipNorm === null ? 1 : clipFactor(numbers, norm, s.clipNorm);
        assertClose('norm', [clip['report']![1]!], [norm]);
        assertClose('factor', clip['factor']!, [factor, factor, factor, factor]);

        const element = { parameter, gradient, ...moments, factor: clip['factor'] as Float32Array<ArrayBuffer>, frame };
        const updateOf = (i: number) =>
          optimizer.update(numbers, coefficients, s, {
            parameter: parameter[i]!,
            gradient: gradient[i]! * factor,
            moments: Object.fromEntries(Object.entries(moments).map(([name, flat]) => [name, flat[i]!])),
          });
        const shares = segments.map(
          ({ offset, count }) =>
            Array.from({ length: count }, (_, i) => cautiousMask(numbers, updateOf(offset + i))).reduce(
              (a, b) => a + b,
              0,
            ) / count,
        );
        const got = s.cautious
          ? (
              await run(
                device(),
                cautiousShares(s, lanes),
                { perSegment: poisoned(segments.length), segments: table, ...element },
                {},
                groups,
              )
            )['perSegment']!
          : new Float32Array(segments.length);
        if (s.cautious) assertClose('cautious shares', got, shares);

        const updated = await run(
          device(),
          updateKernel(s),
          { ...element, shares: got as Float32Array<ArrayBuffer>, segmentOf },
          {},
          { threads: length / 4 },
        );
        segments.forEach(({ offset, count }, segment) => {
          const elements = Array.from({ length: count }, (_, i) => offset + i);
          const updates = elements.map(updateOf);
          const next = updates.map((update, i) => {
            const step = s.cautious
              ? cautiousStep(numbers, update.step, cautiousMask(numbers, update), shares[segment]!)
              : update.step;
            return moved(numbers, parameter[offset + i]!, update.shrink, step);
          });
          const part = (name: string) => updated[name]!.subarray(offset, offset + count);
          assertClose(`parameter ${segment}`, part('parameter'), next);
          for (const name of Object.keys(moments))
            assertClose(
              `${name} ${segment}`,
              part(name),
              updates.map((update) => update.moments[name]!),
            );
        });
      });
    }
  }
});
