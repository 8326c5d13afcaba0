import * as tf from '@tensorflow/tfjs-core';
import type { OptimizerSpec } from '../../../src/domain/experiment/experiment.ts';
import { numbers } from '../../../src/domain/optimizers/arithmetic.ts';
import { cautiousMask, cautiousStep, clipFactor, moved } from '../../../src/domain/optimizers/modifiers.ts';
import type { Update } from '../../../src/domain/optimizers/optimizer.ts';
import { OPTIMIZERS } from '../../../src/domain/optimizers/registry.ts';
import {
  flatStep,
  initialMoments,
  segmentNorms,
  type FlatState,
  type Segment,
} from '../../../workers/optimizers/flat.ts';
import { assert } from '../../support/expect.ts';
import { onBackends, relativeError } from '../backends.ts';
import cases from '../../fixtures/optimizers/steps.json';

type Case = (typeof cases)[number];

/** The same step in float64, element by element. */
function referenceStep(
  spec: OptimizerSpec,
  tensors: number[][],
  moments: Record<string, number>[][],
  gradients: number[][],
  step: number,
) {
  const optimizer = OPTIMIZERS[spec.name];
  const norm = Math.hypot(...gradients.flat());
  const factor = spec.clipNorm === null ? 1 : clipFactor(numbers, norm, spec.clipNorm);
  const coefficients = optimizer.coefficients(spec, step);
  return tensors.map((values, t) => {
    const updates = values.map((parameter, i) =>
      optimizer.update(numbers, coefficients, spec, {
        parameter,
        gradient: factor * gradients[t]![i]!,
        moments: moments[t]![i]!,
      }),
    );
    updates.forEach((update, i) => (moments[t]![i] = { ...update.moments }));
    const change = spec.cautious ? cautious(updates) : updates.map((update) => update.step);
    return values.map((parameter, i) => moved(numbers, parameter, updates[i]!.shrink, change[i]!));
  });
}

function cautious(updates: Update<number>[]): number[] {
  const masks = updates.map((update) => cautiousMask(numbers, update));
  const share = masks.reduce((sum, mask) => sum + mask, 0) / masks.length;
  return updates.map((update, i) => cautiousStep(numbers, update.step, masks[i]!, share));
}

function title({ name, momentum, weightDecay, clipNorm, cautious: careful }: Case): string {
  const parts = [
    momentum > 0 && `momentum ${String(momentum)}`,
    weightDecay > 0 && `weight decay ${String(weightDecay)}`,
    clipNorm && `clipped to ${String(clipNorm)}`,
    careful && 'cautious',
  ];
  return [name, ...parts.filter(Boolean)].join(', ');
}

function segmentsOf(tensors: number[][]): Segment[] {
  let offset = 0;
  return tensors.map(({ length: size }) => {
    offset += size;
    return { offset: offset - size, size };
  });
}

describe('optimizers in float64', () => {
  for (const fixture of cases) {
    it(`steps as PyTorch does: ${title(fixture)}`, () => {
      const spec = fixture as OptimizerSpec;
      const names = OPTIMIZERS[spec.name].moments(spec);
      const moments = fixture.initial.map((values) =>
        values.map(() => Object.fromEntries(names.map((name) => [name, 0]))),
      );
      let tensors = fixture.initial;
      fixture.gradients.forEach((gradients, i) => {
        tensors = referenceStep(spec, tensors, moments, gradients, i + 1);
        assert.isBelow(relativeError(tensors.flat(), fixture.parameters[i]!.flat()), 1e-12, `step ${String(i + 1)}`);
      });
    });
  }
});

onBackends('optimizers over flat tensors', () => {
  for (const fixture of cases) {
    it(`steps as PyTorch does: ${title(fixture)}`, async () => {
      const spec = fixture as OptimizerSpec;
      const segments = segmentsOf(fixture.initial);
      const initial = tf.tensor1d(fixture.initial.flat());
      let state: FlatState = { parameters: initial, moments: initialMoments(spec, initial.size) };
      const before = tf.memory().numTensors;
      for (const [i, gradients] of fixture.gradients.entries()) {
        const flat = tf.tensor1d(gradients.flat());
        const next = flatStep(spec, segments, state, flat, i + 1);
        tf.dispose([flat, state.parameters, state.moments]);
        state = next.state;
        assert.isBelow(
          relativeError(await state.parameters.data(), fixture.parameters[i]!.flat()),
          1e-6,
          `step ${String(i + 1)}`,
        );
        assert.closeTo((await next.gradNorm.data())[0]!, fixture.norms[i]!, 1e-6 * fixture.norms[i]!);
        next.gradNorm.dispose();
      }
      assert.equal(tf.memory().numTensors, before, 'tensors left over');
      tf.dispose([state.parameters, state.moments]);
    });
  }

  it('tells the norm of each segment', async () => {
    const flat = tf.tensor1d([3, 4, 0, -5, 12]);
    const norms = segmentNorms(flat, [
      { offset: 0, size: 2 },
      { offset: 2, size: 1 },
      { offset: 3, size: 2 },
    ]);
    assert.isBelow(relativeError(await norms.data(), [5, 0, 13]), 1e-6);
    tf.dispose([flat, norms]);
  });
});
