import { DEFAULT_DATA } from '../../../src/domain/experiment/defaults.ts';
import { decodeLink, encodeLink } from '../../../src/domain/experiment/link.ts';
import { parseExperiment } from '../../../src/domain/experiment/parse.ts';
import { planeData } from '../../../src/domain/plane-tasks/data.ts';
import {
  dataOfPoints,
  handPoints,
  withoutPoint,
  withPoint,
  withPointMoved,
  withPointTarget,
} from '../../../src/domain/plane-tasks/hand.ts';
import { expect } from '../../support/expect.ts';

const spirals = { seed: 1, data: { ...DEFAULT_DATA, source: 'spirals' } };

describe('points by hand', () => {
  it('begin with those of the task, which links carry', () => {
    const points = handPoints(spirals)!;
    const data = dataOfPoints(spirals.data, points);
    const [made, before] = [planeData({ seed: 1, data }), planeData(spirals)];
    expect(made.train.targets).to.deep.equal(before.train.targets);
    expect(made.test.count).to.equal(before.test.count);
    made.train.points.forEach((value, i) => expect(value).to.be.closeTo(before.train.points[i]!, 6e-4));
    const { experiment, warnings } = parseExperiment({ network: { kind: 'plane' }, data });
    expect(warnings).to.deep.equal([]);
    const link = encodeLink(experiment);
    expect(link.length).to.be.below(16_000);
    expect(decodeLink(link)).to.deep.equal({ experiment, warnings: [] });
  });

  it('are added, moved, relabelled and removed', () => {
    const one = withPoint([], [1.23456, -0, 1, 0]);
    expect(one).to.deep.equal([[1.235, 0, 1, 0]]);
    const two = withPoint(withPointMoved(one, 0, 5, 6), [0, 0, 0, 1]);
    expect(two).to.deep.equal([[5, 6, 1, 0], [0, 0, 0, 1]]); // prettier-ignore
    expect(withPointTarget(two, 1, 1)[1]).to.deep.equal([0, 0, 1, 1]);
    expect(withoutPoint(two, 0)).to.deep.equal([[0, 0, 0, 1]]);
    expect(withPointMoved(two, 9, 0, 0)).to.equal(two);
  });

  it('are not what the two-pixel autoencoder asks for, nor too many', () => {
    expect(handPoints({ seed: 1, data: { ...DEFAULT_DATA, source: 'identity' } })).to.equal(null);
    expect(handPoints({ seed: 1, data: { ...spirals.data, trainSize: 5000 } })).to.equal(null);
  });

  it('are dropped one by one where they are none, with one warning', () => {
    const points = [[0, 0, 1, 0], [0, 1e9, 1, 0], 'point', [1, 1, 1, 2]]; // prettier-ignore
    const { experiment, warnings } = parseExperiment({
      network: { kind: 'plane' },
      data: { source: 'points', points },
    });
    expect(experiment.data.points).to.deep.equal([[0, 0, 1, 0]]);
    expect(warnings.length).to.equal(1);
    expect(warnings[0]).to.contain('3 of 4 dropped');
  });

  it('and pictures are needed by the tasks that are made of them', () => {
    for (const source of ['points', 'image', 'formula']) {
      const { experiment, warnings } = parseExperiment({ network: { kind: 'plane' }, data: { source } });
      expect(experiment.data.source).to.equal('spirals');
      expect(warnings[0]).to.contain(source);
    }
    const image = { size: 2, levels: 'AAAA' };
    const { warnings } = parseExperiment({ network: { kind: 'plane' }, data: { source: 'image', image } });
    expect(warnings[0]).to.contain('base64 of 4 bytes');
  });
});
