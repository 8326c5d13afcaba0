import { fromBase64, toBase64 } from '../../../../src/domain/base64.ts';
import {
  emptyPicture,
  greys,
  inverted,
  pictureFrom,
  startPicture,
  withStroke,
} from '../../../../src/ui/plane/pad/picture.ts';
import '../../../../src/ui/plane/pad/sigma-drawing-pad.ts';
import type { PictureChange, SigmaDrawingPad } from '../../../../src/ui/plane/pad/sigma-drawing-pad.ts';
import { assert } from '../../../support/expect.ts';

describe('pictures', () => {
  it('take a stroke of a soft brush', () => {
    const { levels } = withStroke(emptyPicture(4), { x: 0.5, y: 0.5 }, { x: 3.5, y: 0.5 }, { level: 255, radius: 0.5 });
    assert.deepEqual([...levels.subarray(0, 4)], [255, 255, 255, 255]);
    assert.deepEqual([...levels.subarray(8)], new Array(8).fill(0));
  });

  it('are inverted, and begin with something to learn', () => {
    const picture = startPicture(8);
    assert.include([...picture.levels], 255);
    assert.deepEqual(inverted(inverted(picture)).levels, picture.levels);
  });

  it('weigh red, green and blue as eyes do', () => {
    assert.deepEqual([...greys(new Uint8ClampedArray([255, 0, 0, 255, 255, 255, 255, 255]))], [76, 255]);
  });

  it('come from the middle square of a file, on white', async () => {
    const canvas = new OffscreenCanvas(40, 20);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#000';
    context.fillRect(10, 0, 10, 20);
    const { size, levels } = await pictureFrom(await canvas.convertToBlob(), 8);
    assert.equal(size, 8);
    assert.isBelow(levels[0]!, 20);
    assert.isAbove(levels[7]!, 235);
  });

  it('say what is wrong with a file that is none', async () => {
    const error: unknown = await pictureFrom(new Blob(['no picture'])).catch((thrown: unknown) => thrown);
    assert.propertyVal(error, 'name', 'DataError');
  });
});

describe('<sigma-drawing-pad>', () => {
  let element: SigmaDrawingPad;
  let last: PictureChange['detail'] | null;

  beforeEach(async () => {
    element = document.createElement('sigma-drawing-pad');
    element.image = { size: 4, levels: toBase64(new Uint8Array(16)) };
    last = null;
    element.addEventListener('change', (event) => (last = (event as PictureChange).detail));
    document.body.append(element);
    await element.updateComplete;
  });

  afterEach(() => element.remove());

  it('draws by keys', async () => {
    const pad = element.shadowRoot!.querySelector<HTMLElement>('.pad')!;
    const press = (key: string, shiftKey = false): boolean =>
      pad.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true, cancelable: true }));
    pad.focus();
    press('ArrowUp');
    assert.isNull(last, 'walking draws nothing');
    press(' ');
    const levels = fromBase64(last!.image.levels)!;
    assert.equal(levels[1 * 4 + 2], 255);
    await element.updateComplete;
  });

  it('clears and inverts', () => {
    const [clear, invert] = [...element.shadowRoot!.querySelectorAll<HTMLElement>('.acts button')];
    invert!.click();
    assert.isTrue(fromBase64(last!.image.levels)!.every((level) => level === 255));
    clear!.click();
    assert.isTrue(fromBase64(last!.image.levels)!.every((level) => level === 0));
  });
});
