import { statusOf } from '../../../src/ui/transport/status.ts';
import { assert } from '../../support/expect.ts';
import { FakeStore, type FakeState } from '../../support/fake-store.ts';

describe('what the transport allows', () => {
  const cases: readonly (readonly [FakeState, string, 'train' | 'pause' | 'resume', string])[] = [
    ['idle', 'Ready', 'train', 'primary step'],
    ['loading', 'Loading data', 'pause', 'stop'],
    ['compiling', 'Compiling', 'pause', 'stop'],
    ['training', 'Training', 'pause', 'primary stop'],
    ['paused', 'Paused', 'resume', 'primary step stop'],
    ['done', 'Done', 'train', 'primary step'],
    ['diverged', 'Diverged', 'train', 'primary step'],
    ['failed', 'Failed', 'train', 'primary step'],
  ];
  for (const [state, headline, primary, allowed] of cases)
    it(state, () => {
      const status = statusOf(new FakeStore(state).state.live);
      assert.equal(status.headline, headline);
      assert.equal(status.primary, primary);
      const can = [status.canPrimary && 'primary', status.canStep && 'step', status.canStop && 'stop'];
      assert.equal(can.filter(Boolean).join(' '), allowed);
    });

  it('a step or a stop that is under way', () => {
    const { live } = new FakeStore('paused').state;
    assert.deepInclude(statusOf({ ...live!, phase: 'stepping' }), {
      headline: 'Stepping',
      primary: 'resume',
      canStep: true,
    });
    assert.deepInclude(statusOf({ ...live!, phase: 'stopping' }), {
      headline: 'Stopping',
      canPrimary: false,
      canStop: false,
    });
  });

  it('counts kernels, and knows nothing before there are any', () => {
    const live = new FakeStore('compiling').state.live!;
    assert.approximately(statusOf(live).progress!, 12 / 34, 1e-9);
    assert.isNull(statusOf({ ...live, compile: null }).progress);
  });
});
