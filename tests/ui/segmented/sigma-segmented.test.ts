import { SegmentedHarness } from '../../../src/ui/segmented/harness.ts';
import '../../../src/ui/segmented/sigma-segmented.ts';
import type { SegmentChange, SigmaSegmented } from '../../../src/ui/segmented/sigma-segmented.ts';
import { assert } from '../../support/expect.ts';

describe('<sigma-segmented>', () => {
  let element: SigmaSegmented;
  let harness: SegmentedHarness;
  let changes: string[];

  beforeEach(async () => {
    element = document.createElement('sigma-segmented');
    element.label = 'Rule';
    element.segments = ['left', 'right', 'best'].map((value) => ({ value, label: value, hint: `about ${value}` }));
    element.value = 'left';
    changes = [];
    element.addEventListener('change', (event) => changes.push((event as SegmentChange).detail.value));
    document.body.append(element);
    await element.updateComplete;
    harness = new SegmentedHarness(element);
  });

  afterEach(() => element.remove());

  it('is one stop for Tab, at what is chosen', async () => {
    assert.deepEqual(harness.tabStops, ['left']);
    await harness.press('ArrowRight');
    assert.deepEqual(harness.tabStops, ['right']);
    assert.equal(harness.checked, 'right');
  });

  it('moves and chooses with arrows, round the ends, and with Home and End', async () => {
    for (const key of ['ArrowLeft', 'ArrowDown', 'End', 'Home']) await harness.press(key);
    assert.deepEqual(changes, ['best', 'left', 'best', 'left']);
  });

  it('says nothing when what is chosen is chosen again', () => {
    harness.buttons[0]!.click();
    assert.isEmpty(changes);
  });

  it('stops at the first where nothing is chosen', async () => {
    element.value = 'nothing';
    await element.updateComplete;
    assert.deepEqual(harness.tabStops, ['left']);
    await harness.press('ArrowRight');
    assert.deepEqual(changes, ['left']);
  });
});
