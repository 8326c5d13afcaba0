import type { PlaneSpec } from '../../../../src/domain/experiment/experiment.ts';
import type { AppState, LiveRun } from '../../../../src/state/app-state.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import { ShownNet } from '../../../../src/ui/plane/page/shown.ts';
import { assert } from '../../../support/expect.ts';
import { FakeStore } from '../../../support/fake-store.ts';

const NUMBERS = START_NET.layers.map(({ weights, bias }) => ({
  weights: weights.map((row) => row.map(() => 7)),
  bias: bias.map(() => 3),
}));

/** A run of the 2D net on stage, in this phase. */
function onStage(phase: LiveRun['phase']): AppState {
  const { state } = new FakeStore('plane');
  const training = new FakeStore('training').state.live!;
  const run = { ...training.run, experiment: state.experiment };
  const plane = { numbers: NUMBERS, numbersStep: 5, frames: [], slow: null, edited: null };
  return { ...state, live: { ...training, run, phase, plane } };
}

const shownOf = (state: AppState, released = '', nets = new ShownNet()) => nets.of(state, state.live, released);
const firstOf = (network: unknown): number => (network as PlaneSpec).layers[0]!.weights![0]![0]!;

describe('the net on show', () => {
  it('is the configured one before there is a run', () => {
    const { state } = new FakeStore('plane');
    const shown = shownOf(state);
    assert.equal(shown.owner, 'configuration');
    assert.equal(shown.experiment, state.experiment);
  });

  it('is the run’s, with its numbers, while one is on stage and after it', () => {
    const nets = new ShownNet();
    const running = shownOf(onStage('paused'), '', nets);
    assert.equal(running.owner, 'run');
    assert.equal(firstOf(running.experiment.network), 7);
    assert.equal(shownOf(onStage('ended'), '', nets).owner, 'ended');
  });

  it('is the configured one again once the run’s was taken over', () => {
    const state = onStage('ended');
    assert.equal(shownOf(state, state.live!.run.id).owner, 'configuration');
  });

  it('is the recorded one that the slider stands on', () => {
    const state = onStage('paused');
    const sought = { step: 2, numbers: { [state.live!.run.id]: START_NET.layers } };
    const shown = shownOf({ ...state, plane: { ...state.plane, sought } });
    assert.equal(shown.owner, 'snapshot');
    assert.closeTo(firstOf(shown.experiment.network), START_NET.layers[0]!.weights[0]![0]!, 1e-6);
  });

  it('has σ and rules as they were edited on the way', () => {
    const state = onStage('paused');
    const layers = [{ activation: { name: 'sin' } }, {}];
    const live = { ...state.live!, run: { ...state.live!.run, changes: [{ step: 1, epoch: 0, label: '', layers }] } };
    const { network } = shownOf({ ...state, live }).experiment;
    assert.deepEqual((network as PlaneSpec).layers[0]!.activation, { name: 'sin' });
  });

  it('has an edit at once, before the run has heard of it', () => {
    const state = onStage('paused');
    const edited = { numbers: [{ at: { layer: 0, row: 0, column: 0 }, value: -4 }], sigmas: [] };
    const live = { ...state.live!, plane: { ...state.live!.plane!, edited } };
    assert.equal(firstOf(shownOf({ ...state, live }).experiment.network), -4);
  });

  it('stays the same object while nothing changes', () => {
    const nets = new ShownNet();
    const state = onStage('paused');
    assert.equal(shownOf(state, '', nets), shownOf({ ...state, notices: [] }, '', nets));
  });
});
