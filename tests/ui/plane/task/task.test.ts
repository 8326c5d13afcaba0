import { DEFAULT_EXPERIMENT } from '../../../../src/domain/experiment/defaults.ts';
import type { Experiment, PlaneSpec } from '../../../../src/domain/experiment/experiment.ts';
import { parseExperiment } from '../../../../src/domain/experiment/parse.ts';
import { PLANE_TASKS, planeTask } from '../../../../src/domain/plane-tasks/registry.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import { dataFor, fits, fitted, suggestedNet, suggestedTraining } from '../../../../src/ui/plane/task/suggest.ts';
import '../../../../src/ui/plane/task/sigma-task-panel.ts';
import type { SigmaTaskPanel } from '../../../../src/ui/plane/task/sigma-task-panel.ts';
import { assert } from '../../../support/expect.ts';

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  network: START_NET,
  data: { ...DEFAULT_EXPERIMENT.data, source: 'spirals' },
};

describe('choosing a task', () => {
  for (const task of PLANE_TASKS)
    it(`gives ${task.id} what it needs, and a net that it can train`, () => {
      const network = suggestedNet(START_NET, task);
      const experiment = {
        ...EXPERIMENT,
        network,
        data: dataFor(task, EXPERIMENT),
        ...suggestedTraining(EXPERIMENT, task),
      };
      assert.isEmpty(parseExperiment(experiment).warnings);
      assert.isTrue(fits(network, task));
    });

  it('widens the last layer only where the task asks for more', () => {
    const [spirals, identity] = [planeTask('spirals')!, planeTask('identity')!];
    const narrow = suggestedNet(START_NET, spirals);
    assert.equal(fitted(narrow, spirals, 1), narrow);
    assert.equal(fitted(narrow, identity, 1).layers.at(-1)!.width, 2);
  });
});

describe('<sigma-task-panel>', () => {
  let element: SigmaTaskPanel;
  let sent: CustomEvent[];

  beforeEach(async () => {
    element = document.createElement('sigma-task-panel');
    element.experiment = EXPERIMENT;
    sent = [];
    for (const name of ['sigma-configure', 'sigma-plane-edit'])
      element.addEventListener(name, (event) => sent.push(event as CustomEvent));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  const picker = () => element.shadowRoot!.querySelector('sigma-task-picker')!;
  const sentOf = (name: string): Record<string, unknown> =>
    Object.assign({}, ...sent.filter(({ type }) => type === name).map(({ detail }) => detail as object)) as Record<
      string,
      unknown
    >;

  it('is one stop for Tab, and arrows choose', async () => {
    await picker().updateComplete;
    const radios = [...picker().shadowRoot!.querySelectorAll<HTMLElement>('[role=radio]')];
    assert.deepEqual(radios.map(({ tabIndex }) => tabIndex).filter((index) => index === 0).length, 1);
    radios[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    assert.propertyVal(sentOf('sigma-configure')['data'], 'source', 'circles');
  });

  it('brings a net that can learn where there is only the one to begin with', async () => {
    await picker().updateComplete;
    picker().shadowRoot!.querySelector<HTMLElement>('[aria-label="Half moons"]')!.click();
    const { network } = sentOf('sigma-plane-edit') as { network: PlaneSpec };
    assert.deepEqual(
      network.layers.map(({ width }) => width),
      [8, 8, 1],
    );
    assert.equal(sentOf('sigma-configure')['loss'], 'bce');
  });

  it('takes oscillators one after the other, with numbers for them', async () => {
    element.experiment = { ...EXPERIMENT, network: { ...START_NET, frequencies: [1] } };
    await element.updateComplete;
    const fields = [...element.shadowRoot!.querySelectorAll('sigma-number')].filter(({ label }) =>
      /oscillators|and/.test(label),
    );
    assert.deepEqual(
      fields.map(({ value }) => value),
      [1, null],
    );
    fields[1]!.dispatchEvent(new CustomEvent('change', { detail: { value: 2 } }));
    const { network } = sentOf('sigma-plane-edit') as { network: PlaneSpec };
    assert.deepEqual(network.frequencies, [1, 2]);
    assert.lengthOf(network.layers[0]!.weights![0]!, 10);
  });
});
