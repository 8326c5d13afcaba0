/** The worker's answers about atlases: live frames on handed-over canvases, and single atlases as numbers. Uses the training device; owns no weights. */
import type { AtlasView } from '../../src/domain/atlas/view.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import type {
  AtlasFrame,
  AtlasFrameRequest,
  AtlasRowsRequest,
  AtlasWorker,
  PaintedAtlases,
} from '../../src/protocol/atlas.ts';
import { drawFrameRows, drawView, type AtlasImage } from './draw-view.ts';
import { GpuAtlas } from './gpu.ts';
import { FollowedAtlases } from './followed.ts';
import { isDrawable, type RunNets } from './nets.ts';
import { AtlasRenderer } from './renderer.ts';

/** The WebGPU device in use once one is open, or null where another backend computes; rejects where it was lost, for commands to a lost device do nothing and say nothing. */
export type CurrentGpu = () => Promise<GPUDevice | null>;

export class AtlasService implements AtlasWorker {
  private readonly currentGpu: CurrentGpu;
  private readonly runs: RunNets;
  /** What the training loop draws between steps. */
  readonly live: FollowedAtlases;
  private readonly renderer: AtlasRenderer;
  private readonly drawers = new WeakMap<GPUDevice, GpuAtlas>();
  /** Single atlases share a drawer's buffers, so one is drawn after the other. */
  private last: Promise<unknown> = Promise.resolve();

  /** `runs` finds the nets that train. */
  constructor(currentGpu: CurrentGpu, runs: RunNets = () => null) {
    this.currentGpu = currentGpu;
    this.runs = runs;
    this.renderer = new AtlasRenderer(runs);
    this.live = new FollowedAtlases(this.renderer, runs);
  }

  async attachCanvas(name: string, canvas: OffscreenCanvas): Promise<void> {
    this.renderer.attach(name, canvas, await this.currentGpu());
  }

  detachCanvas(name: string): Promise<void> {
    this.renderer.detach(name);
    return Promise.resolve();
  }

  async drawAtlases(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    await this.currentGpu();
    return isDrawable(request, this.runs) ? this.renderer.draw(request) : null;
  }

  liveAtlases(requests: readonly AtlasFrameRequest[]): Promise<void> {
    return this.live.follow(requests);
  }

  async paintAtlases(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases> {
    await this.currentGpu();
    return this.renderer.paint(request, width, height);
  }

  atlasRows(request: AtlasRowsRequest): Promise<Float32Array<ArrayBuffer>> {
    return this.inTurn((gpu) => drawFrameRows(request, gpu));
  }

  atlas(experiment: Experiment, view: AtlasView): Promise<AtlasImage> {
    return this.inTurn((gpu) => drawView(experiment, view, gpu));
  }

  private inTurn<T>(draw: (gpu: GpuAtlas | null) => Promise<T>): Promise<T> {
    const drawn = this.last.then(async () => draw(this.drawerOf(await this.currentGpu())));
    this.last = drawn.catch(() => undefined);
    return drawn;
  }

  private drawerOf(device: GPUDevice | null): GpuAtlas | null {
    if (!device) return null;
    let drawer = this.drawers.get(device);
    if (!drawer) {
      drawer = new GpuAtlas(device);
      this.drawers.set(device, drawer);
    }
    return drawer;
  }
}
