import { toBase64 } from '../../../src/domain/base64.ts';
import { DEFAULT_DATA } from '../../../src/domain/experiment/defaults.ts';
import type { DataSpec } from '../../../src/domain/experiment/experiment.ts';
import { PLANE_SOURCES } from '../../../src/domain/experiment/experiment.ts';
import { inputCount, planeInputs } from '../../../src/domain/networks/plane-inputs.ts';
import { planeData } from '../../../src/domain/plane-tasks/data.ts';
import { PLANE_TASKS } from '../../../src/domain/plane-tasks/registry.ts';
import { outputsOf, TASK_EXTENT } from '../../../src/domain/plane-tasks/task.ts';
import { expect } from '../../support/expect.ts';

const GIVEN = {
  formula: 'sin(x)*y',
  image: { size: 2, levels: toBase64(new Uint8Array([0, 255, 51, 102])) },
  points: [[1, 2, 1, 0], [0, 0, 0, 1], [3, -1, 0, 0]] as const,
} satisfies Partial<DataSpec>; // prettier-ignore

const dataOf = (source: string, change: Partial<DataSpec> = {}) =>
  planeData({ seed: 7, data: { ...DEFAULT_DATA, source, ...GIVEN, ...change } });

describe('tasks on the plane', () => {
  it('are those that an experiment may name', () => {
    expect(PLANE_TASKS.map(({ id }) => id).sort()).to.deep.equal([...PLANE_SOURCES].sort());
  });

  for (const task of PLANE_TASKS)
    it(`${task.id}: the same examples from the same seed, within the square, as many as asked for`, () => {
      const first = dataOf(task.id, { trainSize: 40, testSize: 20 });
      const again = dataOf(task.id, { trainSize: 40, testSize: 20 });
      expect(again).to.deep.equal(first);
      if (task.sampler) {
        expect([first.train.count, first.test.count]).to.deep.equal([40, 20]);
        expect(first.train.points.slice(0, 40)).not.to.deep.equal(first.test.points);
        expect(dataOf(task.id, { trainSize: 10 }).train.points).to.deep.equal(first.train.points.slice(0, 20));
      }
      for (const { count, points, targets, outputs } of [first.train, first.test]) {
        expect(points.length).to.equal(2 * count);
        expect(targets.length).to.equal(outputsOf(task) * count);
        expect(outputs).to.equal(outputsOf(task));
        expect(Math.max(...points.map(Math.abs))).to.be.below(TASK_EXTENT + (task.id === 'gaussians' ? 1.5 : 1e-6));
        if (task.asks === 'label')
          expect([...new Set(targets)].sort()).to.deep.equal([0, 1].slice(0, new Set(targets).size));
      }
    });

  it('have both labels in about equal shares', () => {
    for (const { id } of PLANE_TASKS.filter(({ asks, sampler }) => asks === 'label' && sampler)) {
      const { targets, count } = dataOf(id, { trainSize: 400 }).train;
      expect(targets.reduce((sum, label) => sum + label, 0) / count, id).to.be.within(0.4, 0.6);
    }
  });

  it('add noise to coordinates or to values', () => {
    const [plain, noisy] = [dataOf('moons').train, dataOf('moons', { noise: 0.1 }).train];
    expect(noisy.targets).to.deep.equal(plain.targets);
    expect(noisy.points).not.to.deep.equal(plain.points);
    const spread = dataOf('formula', { noise: 0.5, formula: '0', trainSize: 4000 }).train.targets;
    expect(Math.sqrt(spread.reduce((sum, value) => sum + value ** 2, 0) / 4000)).to.be.closeTo(0.5, 0.03);
  });

  it('ask for the value of a formula, the grey of a picture, the point itself', () => {
    const formula = dataOf('formula').train;
    const [x, y] = [formula.points[2]!, formula.points[3]!];
    expect(formula.targets[1]).to.be.closeTo(Math.sin(x) * y, 1e-6);
    const { points, targets } = dataOf('image').train;
    const grey = [0, 255, 51, 102];
    targets.forEach((target, i) => {
      const pixel = (points[2 * i + 1]! > 0 ? 0 : 2) + (points[2 * i]! >= 0 ? 1 : 0);
      expect(target).to.be.closeTo(grey[pixel]! / 255, 1e-7);
    });
    const identity = dataOf('identity').train;
    expect(identity.targets).to.deep.equal(identity.points);
  });

  it('ask for 0 where a formula has no value', () => {
    expect(Math.max(...dataOf('formula', { formula: 'sqrt(-1-x*x)' }).train.targets)).to.equal(0);
  });

  it('split points by hand by their own word', () => {
    const { train, test } = dataOf('points');
    expect([...train.points, ...train.targets]).to.deep.equal([1, 2, 3, -1, 1, 0]);
    expect([...test.points, ...test.targets]).to.deep.equal([0, 0, 0]);
  });

  it('refuse names that there are not', () => {
    expect(() => dataOf('garments')).to.throw('There is no task "garments" on the plane.');
  });
});

describe('inputs of the 2D net', () => {
  it('are the coordinates, and their oscillators', () => {
    expect(planeInputs({}, 1, 2)).to.deep.equal([1, 2]);
    const frequencies = [1, 3];
    const inputs = planeInputs({ frequencies }, 0.5, -2);
    expect(inputs.length).to.equal(inputCount({ frequencies }));
    expect(inputs.slice(6)).to.deep.equal([Math.sin(1.5), Math.cos(1.5), Math.sin(-6), Math.cos(-6)]);
  });
});
