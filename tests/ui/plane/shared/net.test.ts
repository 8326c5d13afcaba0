import type { PlaneSpec } from '../../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../../src/domain/experiment/parse.ts';
import { netAt } from '../../../../src/ui/plane/shared/net.ts';
import { withFrequencies } from '../../../../src/state/plane-edits.ts';
import { INITIAL_LOOK } from '../../../../src/state/plane-look.ts';
import { assert } from '../../../support/expect.ts';

describe('the net at single points', () => {
  it('follows when oscillators come, change and go', () => {
    const { experiment } = parseExperiment({ network: { kind: 'plane', layers: [{ width: 2 }] } });
    const plain = experiment.network as PlaneSpec;
    const at = (spec: PlaneSpec): number => netAt({ spec, seed: 1, look: INITIAL_LOOK }, [0.3, 0.7])![0]!.pre[0]![0]!;
    const nets = [plain, withFrequencies(plain, [2], 1), withFrequencies(plain, [3], 1)];
    const values = nets.map(at);
    assert.lengthOf(new Set(values), 3);
    assert.equal(at(plain), values[0]);
  });
});
