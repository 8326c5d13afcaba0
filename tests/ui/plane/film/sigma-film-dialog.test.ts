import type { Run, Snapshot } from '../../../../src/domain/run/run.ts';
import type { AtlasFrameRequest, AtlasWorker } from '../../../../src/protocol/atlas.ts';
import { START_NET } from '../../../../src/state/plane-edits.ts';
import { paintFilm } from '../../../../src/ui/plane/film/paint.ts';
import { filmPlan } from '../../../../src/ui/plane/film/plan.ts';
import '../../../../src/ui/plane/film/sigma-film-dialog.ts';
import type { SigmaFilmDialog } from '../../../../src/ui/plane/film/sigma-film-dialog.ts';
import type { FilmStrip } from '../../../../src/ui/plane/film/strip.ts';
import { assert } from '../../../support/expect.ts';
import { until } from '../../../support/frame.ts';
import { FakeStore } from '../../../support/fake-store.ts';

const SIZE = 64;
const SIGMA = { ...START_NET.layers[0]!, activation: { name: 'tanh' } };

/** Paints frames in one grey, as bright as the first byte of the weights. */
class GreyPainter {
  readonly requests: AtlasFrameRequest[] = [];
  /** Frames wait for it. */
  gate: Promise<void> = Promise.resolve();
  readonly paintAtlases: AtlasWorker['paintAtlases'] = async (request, width, height) => {
    this.requests.push(request);
    await this.gate;
    const { weights } = request;
    const grey = weights?.from === 'bytes' ? weights.bytes[0]! : 0;
    const pixels = new Uint8ClampedArray(width * height * 4).fill(grey).map((byte, i) => (i % 4 === 3 ? 255 : byte));
    return { width, height, pixels };
  };
}

const snapshots: readonly Snapshot[] = [0, 80, 160].map((step) => ({ step, weights: Uint8Array.of(step) }));

describe('the film of a run', () => {
  let run: Run;
  let view: SigmaFilmDialog['view'];
  let painter: GreyPainter;

  beforeEach(() => {
    const { state } = new FakeStore('done');
    const { run: any } = state.live!;
    run = { ...any, experiment: { ...any.experiment, network: START_NET }, changes: [] };
    view = { window: { centreX: 0, centreY: 0, extent: 4 }, look: state.plane.look };
    painter = new GreyPainter();
  });

  const worker = (): AtlasWorker => painter as unknown as AtlasWorker;
  const paint = (subject = run): Promise<FilmStrip> =>
    paintFilm({ run: subject, view, images: [1] }, snapshots, filmPlan(3, 1, SIZE), worker());

  it('is a PNG with the frames beside each other', async () => {
    const picture = await createImageBitmap(await (await paint()).png());
    assert.deepEqual([picture.width, picture.height], [200, 64]);
    const context = new OffscreenCanvas(200, 64).getContext('2d')!;
    context.drawImage(picture, 0, 0);
    const greys = [0, 63, 65, 68, 131, 136, 199].map((x) => context.getImageData(x, 63, 1, 1).data[0]);
    assert.deepEqual(greys, [0, 0, 255, 80, 80, 160, 160]);
  });

  it('shows σ as it was at each step', async () => {
    const layers = START_NET.layers.map(({ derivative }) => ({ activation: SIGMA.activation, derivative }));
    await paint({ ...run, changes: [{ step: 100, epoch: 1, layers, label: 'σ = tanh' }] });
    const sigmas = painter.requests.map(({ network }) => network.layers[0]!.activation.name);
    const [before] = START_NET.layers;
    assert.deepEqual(sigmas, [before!.activation.name, before!.activation.name, 'tanh']);
  });

  it('is a WebM that plays', async () => {
    const screen = document.createElement('canvas');
    screen.width = SIZE;
    screen.height = SIZE;
    document.body.append(screen);
    const video = document.createElement('video');
    video.src = URL.createObjectURL(await (await paint()).webm(screen));
    video.muted = true;
    await new Promise((resolve, reject) => {
      video.onended = resolve;
      video.onerror = () => reject(new Error(video.error?.message));
      void video.play();
    });
    const context = new OffscreenCanvas(SIZE, SIZE).getContext('2d')!;
    context.drawImage(video, 0, 0);
    assert.approximately(context.getImageData(32, 32, 1, 1).data[0]!, 160, 6);
    assert.deepEqual([video.videoWidth, video.videoHeight], [SIZE, SIZE]);
    screen.remove();
    URL.revokeObjectURL(video.src);
  });

  describe('in its dialog', () => {
    let element: SigmaFilmDialog;

    const open = (recorded: SigmaFilmDialog['recorded']): Promise<boolean> => {
      element = document.createElement('sigma-film-dialog');
      Object.assign(element, { run, view, atlases: worker(), recorded });
      document.body.append(element);
      return element.updateComplete;
    };
    const text = (): string => element.shadowRoot!.querySelector('.says')!.textContent.trim();
    const button = (label: string): HTMLButtonElement | undefined =>
      [...element.shadowRoot!.querySelectorAll('button')].find((one) => one.textContent.trim() === label);

    afterEach(() => element.remove());

    it('says what would be made, and shows the last frame', async () => {
      await open(() => Promise.resolve(snapshots));
      await until(() => painter.requests.length === 1);
      assert.equal(text(), 'Steps 0 to 160. The strip is 776 × 256 pixels, a frame 256 × 256.');
      assert.isFalse(button('PNG strip')!.disabled);
      assert.exists(button('WebM'));
    });

    it('says what went wrong', async () => {
      await open(() => Promise.reject(new Error('The steps could not be read.')));
      await until(() => text() === 'The steps could not be read.');
      assert.isTrue(button('PNG strip')!.disabled);
    });

    it('can be given up', async () => {
      await open(() => Promise.resolve(snapshots));
      await until(() => painter.requests.length === 1);
      let paint = (): void => undefined;
      painter.gate = new Promise((resolve) => (paint = resolve));
      button('PNG strip')!.click();
      await until(() => button('Cancel') !== undefined);
      button('Cancel')!.click();
      paint();
      await until(() => button('Cancel') === undefined);
      assert.equal(painter.requests.length, 2);
      assert.notInclude(text(), 'aborted');
    });
  });
});
