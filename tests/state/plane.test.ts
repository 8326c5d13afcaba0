import type { DataSpec } from '../../src/domain/experiment/experiment.ts';
import { dataOfPoints } from '../../src/domain/plane-tasks/hand.ts';
import { withNumber, withActivation, withShared, type WrittenPlane } from '../../src/state/plane-edits.ts';
import { expect } from '../support/expect.ts';
import { Visit } from './fakes.ts';

describe('the 2D net of the page', () => {
  let visit: Visit;

  beforeEach(async () => {
    visit = new Visit();
    await visit.app.started;
    visit.app.store.actions.setView('plane');
  });

  afterEach(() => visit.end());

  const net = () => visit.state.experiment.network as WrittenPlane;

  it('gets canvases anew when the device changes, since the old ones belong to the old device', async () => {
    const told = () => new Promise((resolve) => setTimeout(resolve, 50)); // changes are told once a frame
    await told();
    const before = visit.state.plane.canvases;
    await visit.app.parts.device.choose('wasm');
    await told();
    expect(visit.state.plane.canvases).to.be.above(before);
  });

  it('gets canvases anew when the browser lost what was on them', async () => {
    const before = visit.state.plane.canvases;
    visit.page.loseCanvases();
    await visit.until(({ plane }) => plane.canvases > before);
  });

  it('leaves untouched what an edit leaves as it was, so that only what changed is rendered', () => {
    const { actions } = visit.app.store;
    actions.editPlane(withActivation(net(), 0, { formula: 'sin(alpha*x)' }), '');
    const before = net();
    actions.editPlane(withShared(before, 'alpha', 2), '');
    expect(net().layers[0]!.activation).to.have.property('alpha', 2);
    expect(net().layers[0]!.weights).to.equal(before.layers[0]!.weights);
    expect(net().layers[1]).to.equal(before.layers[1]);
  });

  it('takes a drag back in one step, and has it again', () => {
    const { actions } = visit.app.store;
    const at = { layer: 0, row: 0, column: 1 } as const;
    const [[, start]] = net().layers[0]!.weights as [[number, number]];
    for (const value of [0.6, 0.7, 0.8]) actions.editPlane(withNumber(net(), at, value), 'drag#1');
    actions.undoPlane();
    expect(net().layers[0]!.weights[0]![1]).to.equal(start);
    actions.redoPlane();
    expect(net().layers[0]!.weights[0]![1]).to.equal(0.8);
  });

  it('takes points by hand back one gesture at a time, in their turn among the numbers', () => {
    const { actions } = visit.app.store;
    const { data } = visit.state.experiment;
    const points = (x: number): DataSpec => dataOfPoints(data, [[x, 0, 1, 0]]);
    const shown = (): unknown => visit.state.experiment.data.points?.[0]?.[0] ?? visit.state.experiment.data.source;
    actions.editPoints(points(1), '');
    for (const x of [1.5, 2]) actions.editPoints(points(x), 'points drag#9');
    actions.editPlane(withNumber(net(), { layer: 0, row: 0, column: 1 }, 9), '');
    actions.undoPlane();
    expect([shown(), net().layers[0]!.weights[0]![1]]).to.deep.equal([2, 0.5]);
    actions.undoPlane();
    expect(shown()).to.equal(1);
    actions.undoPlane();
    expect([shown(), visit.state.plane.canUndo]).to.deep.equal([data.source, false]);
    for (let i = 0; i < 3; i++) actions.redoPlane();
    expect([shown(), net().layers[0]!.weights[0]![1]]).to.deep.equal([2, 9]);
  });
});
