/**
 * Live atlases: keeps the canvases the page handed over and draws frames on them, on the device where it is WebGPU, else pixel by pixel. One frame
 * at a time; of those that wait, only the newest is drawn, and what the processor draws ends where a newer one is for the same canvases. Weights stand in the experiment, come with the request, or are where they
 * train; nothing is kept but canvases and kernels.
 */
import { bandsOnHost, inOneGo, type InParts } from '../../src/domain/atlas/host.ts';
import { imageCount, type Drawing } from '../../src/domain/atlas/images.ts';
import type { AtlasFrame, AtlasFrameRequest, AtlasTile, PaintedAtlases } from '../../src/protocol/atlas.ts';
import { nextTask } from '../session/yielding.ts';
import { GpuAtlas } from './gpu.ts';
import { GpuPainter } from './gpu-painter.ts';
import { isOnDevice, netsOf, resolveNet, type DrawnNet, type RunNets } from './nets.ts';
import { sharedRanges, summarise, type ImageSummary } from './ranges.ts';
import { paintTile, paintTiles, type HostImages } from './surface.ts';

interface Gpu {
  readonly device: GPUDevice;
  readonly values: GpuAtlas;
  /** A second set of buffers, for the dead flags over the values, or for what is subtracted from them. */
  readonly flags: GpuAtlas;
  readonly painter: GpuPainter;
}

type Surface =
  | { readonly kind: 'gpu'; readonly canvas: OffscreenCanvas; readonly context: GPUCanvasContext; readonly gpu: Gpu }
  | { readonly kind: 'pixels'; readonly canvas: OffscreenCanvas; readonly context: OffscreenCanvasRenderingContext2D };

interface Waiting {
  readonly request: AtlasFrameRequest;
  readonly settle: (frame: AtlasFrame | null) => void;
  readonly fail: (error: unknown) => void;
}

export class AtlasRenderer {
  private readonly surfaces = new Map<string, Surface>();
  private gpu: Gpu | null = null;
  private busy = false;
  private waiting: Waiting | null = null;
  private readonly runs: RunNets;

  /** `runs` finds the nets that train. */
  constructor(runs: RunNets) {
    this.runs = runs;
  }

  /** Takes a canvas over. `device` is the WebGPU device in use, or null. */
  attach(name: string, canvas: OffscreenCanvas, device: GPUDevice | null): void {
    this.surfaces.set(name, this.surface(canvas, device));
  }

  detach(name: string): void {
    this.surfaces.delete(name);
  }

  /** Draws, or waits its turn; resolves with null where a newer request took its place. */
  draw(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    return new Promise((settle, fail) => {
      this.waiting?.settle(null);
      this.waiting = { request, settle, fail };
      if (!this.busy) void this.work();
    });
  }

  /** Draws into bytes, on the processor. */
  async paint(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases> {
    const { images } = inOneGo(hostImages(request, await this.resolve(request, null)));
    const pixels = new Uint8ClampedArray(4 * width * height);
    const words = new Uint32Array(pixels.buffer);
    for (const tile of request.tiles) paintTile({ width, words }, tile, request, images);
    return { width, height, pixels };
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.waiting) {
      const { request, settle, fail } = this.waiting;
      this.waiting = null;
      await this.frame(request).then(settle, fail);
    }
    this.busy = false;
  }

  private surface(canvas: OffscreenCanvas, device: GPUDevice | null): Surface {
    if (device) {
      const gpu = this.gpuOf(device);
      const context = gpu.painter.configure(canvas);
      if (context) return { kind: 'gpu', canvas, context, gpu };
    }
    return { kind: 'pixels', canvas, context: canvas.getContext('2d')! };
  }

  private gpuOf(device: GPUDevice): Gpu {
    if (this.gpu?.device !== device) {
      this.gpu?.values.dispose();
      this.gpu?.flags.dispose();
      this.gpu = { device, values: new GpuAtlas(device), flags: new GpuAtlas(device), painter: new GpuPainter(device) };
    }
    return this.gpu;
  }

  private async frame(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    const start = performance.now();
    const targets = this.targetsOf(request.tiles);
    const gpu = targets.map(({ surface }) => surface).find((surface) => surface.kind === 'gpu')?.gpu ?? null;
    const nets = await this.resolve(request, gpu?.device ?? null);
    const wanted = (): boolean => !this.waiting || !shareCanvas(this.waiting.request, request);
    const frame = gpu ? await onGpu(gpu, request, nets, targets) : await onProcessor(request, nets, targets, wanted);
    return frame && { ...frame, ms: performance.now() - start };
  }

  private resolve(request: AtlasFrameRequest, device: GPUDevice | null): Promise<DrawnNet[]> {
    return Promise.all(netsOf(request).map((net) => resolveNet(net, this.runs, device)));
  }

  private targetsOf(tiles: readonly AtlasTile[]): Target[] {
    return [...this.surfaces]
      .map(([name, surface]) => ({ surface, tiles: tiles.filter(({ canvas }) => canvas === name) }))
      .filter((target) => target.tiles.length > 0);
  }
}

interface Target {
  readonly surface: Surface;
  readonly tiles: readonly AtlasTile[];
}

/** The base of a frame's picture: its quantity, or the values under the dead regions. */
function drawingOf(
  { window, quantity, wrt, side, size, coarseness, only }: AtlasFrameRequest,
  { program, weights }: DrawnNet,
): Drawing {
  return {
    program,
    weights: isOnDevice(weights) ? [] : weights,
    window,
    size: Math.max(1, Math.floor(size / coarseness)),
    quantity: quantity === 'dead' ? 'value' : quantity,
    wrt,
    side,
    ...(only === undefined ? {} : { only }),
  };
}

const imagesOf = ({ program, only }: Drawing): number => (only === undefined ? imageCount(program) : 1);

type Outcome = Omit<AtlasFrame, 'ms'>;

async function onGpu(
  gpu: Gpu,
  request: AtlasFrameRequest,
  [net, other]: readonly DrawnNet[],
  targets: readonly Target[],
): Promise<Outcome> {
  const drawing = drawingOf(request, net!);
  const images = imagesOf(drawing);
  const pixels = drawing.size ** 2;
  const showsDead = request.quantity === 'dead' && !other;
  const values = await drawNet(gpu.values, drawing, net!);
  const flags = showsDead ? await drawNet(gpu.flags, { ...drawing, quantity: 'dead' }, net!) : null;
  if (other) gpu.painter.subtract(values, await drawNet(gpu.flags, drawingOf(request, other), other), images * pixels);
  const ranges = sharedRanges(drawing.program, request.scale, await gpu.painter.summaries(values, images, pixels));
  for (const { surface, tiles } of targets) {
    if (surface.kind === 'gpu') gpu.painter.paint(surface, tiles, request, values, flags, ranges);
  }
  const deadShares = flags ? sharesOf(await gpu.painter.summaries(flags, images, pixels)) : null;
  await gpu.device.queue.onSubmittedWorkDone();
  return { ranges, deadShares };
}

function drawNet(drawer: GpuAtlas, drawing: Drawing, { weights }: DrawnNet): Promise<GPUBuffer> {
  return drawer.draw(drawing, 0, drawing.size, isOnDevice(weights) ? weights : undefined);
}

/** Null where it was no longer wanted before it was done. */
async function onProcessor(
  request: AtlasFrameRequest,
  nets: readonly DrawnNet[],
  targets: readonly Target[],
  wanted: () => boolean,
): Promise<Outcome | null> {
  const drawn = await whileWanted(hostImages(request, nets), wanted);
  if (drawn === null) return null;
  const { images, deadShares } = drawn;
  for (const { surface, tiles } of targets) {
    if (surface.kind === 'pixels') paintTiles(surface.context, tiles, request, images);
  }
  return { ranges: images.ranges, deadShares };
}

/** Hears what the page says between the parts, and ends early where it is told so. */
async function whileWanted<T>(work: InParts<T>, wanted: () => boolean): Promise<T | null> {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    await nextTask();
    if (!wanted()) return null;
  }
}

const shareCanvas = (a: AtlasFrameRequest, b: AtlasFrameRequest): boolean =>
  a.tiles.some(({ canvas }) => b.tiles.some((tile) => tile.canvas === canvas));

/** The images of a frame, computed on the processor. */
function* hostImages(
  request: AtlasFrameRequest,
  [net, other]: readonly DrawnNet[],
): InParts<{ readonly images: HostImages; readonly deadShares: number[] | null }> {
  const drawing = drawingOf(request, net!);
  const count = imagesOf(drawing);
  const values = yield* bandsOnHost(drawing);
  if (other) (yield* bandsOnHost(drawingOf(request, other))).forEach((value, i) => (values[i]! -= value));
  const dead = request.quantity === 'dead' && !other ? yield* bandsOnHost({ ...drawing, quantity: 'dead' }) : null;
  const ranges = sharedRanges(drawing.program, request.scale, summarise(values, count));
  const images = { values, dead, size: drawing.size, ranges };
  return { images, deadShares: dead ? sharesOf(summarise(dead, count)) : null };
}

const sharesOf = (summaries: readonly ImageSummary[]): number[] => summaries.map(({ mean }) => mean);
