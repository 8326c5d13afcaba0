/**
 * Live atlases: keeps the canvases the page handed over and draws frames on them, on the device where it is WebGPU, else pixel by pixel. One frame
 * at a time; of those that wait for the same canvases only the newest is drawn, coarse ones first. What the processor draws ends where a newer one is for its canvases, and pauses for coarser ones.
 * Weights stand in the experiment, come with the request, or are where they train; nothing is kept but canvases and kernels.
 */
import { bandsOnHost, type InParts } from '../../src/domain/atlas/host.ts';
import type { Drawing } from '../../src/domain/atlas/images.ts';
import type { AtlasFrame, AtlasFrameRequest, AtlasTile, PaintedAtlases } from '../../src/protocol/atlas.ts';
import { readBuffers } from '../engine/plan/read-buffer.ts';
import { GpuAtlas } from './gpu.ts';
import { GpuPainter, type PaintedCanvas } from './gpu-painter.ts';
import { isOnDevice, netsOf, resolveNet, type DrawnNet, type RunNets } from './nets.ts';
import { allParts, whileWanted } from './parts.ts';
import { rangeGroups, sharedRanges, summarise } from './ranges.ts';
import { paintTile, paintTiles, type HostImages } from './surface.ts';
import { WaitingFrames, type WaitingFrame } from './waiting.ts';

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

export class AtlasRenderer {
  private readonly surfaces = new Map<string, Surface>();
  private gpu: Gpu | null = null;
  private busy = false;
  /** Canvases went, and buffers may be larger than what is left needs. */
  private outgrown = false;
  private readonly waiting = new WaitingFrames();
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
    const surface = this.surfaces.get(name);
    if (surface?.kind === 'gpu') surface.context.unconfigure();
    this.surfaces.delete(name);
    this.outgrown = true;
  }

  /** Draws, or waits its turn; resolves with null where a newer request took its place. */
  draw(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    return new Promise((settle, fail) => {
      this.waiting.add({ request, settle, fail });
      if (!this.busy) void this.work();
    });
  }

  /** Draws into bytes, on the processor. */
  async paint(request: AtlasFrameRequest, width: number, height: number): Promise<PaintedAtlases> {
    const { images } = await allParts(hostImages(request, await this.resolve(request, null)));
    const pixels = new Uint8ClampedArray(4 * width * height);
    const words = new Uint32Array(pixels.buffer);
    for (const tile of request.tiles) paintTile({ width, words }, tile, request, images);
    return { width, height, pixels };
  }

  private async work(): Promise<void> {
    this.busy = true;
    for (let next = this.waiting.take(); next; next = this.waiting.take()) await this.serve(next);
    this.busy = false;
  }

  private serve({ request, settle, fail }: WaitingFrame): Promise<void> {
    return this.frame(request).then(settle, fail);
  }

  /** Between two parts of a frame: draws what is coarser and waits, and says whether the frame is still wanted. */
  private async between(request: AtlasFrameRequest): Promise<boolean> {
    while (!this.waiting.replaces(request)) {
      const urgent = this.waiting.take(request.coarseness);
      if (urgent === null) return true;
      await this.serve(urgent);
    }
    return false;
  }

  private surface(canvas: OffscreenCanvas, device: GPUDevice | null): Surface {
    if (device) {
      const gpu = this.gpuOf(device);
      const context = gpu.painter.configure(canvas);
      if (context) return { kind: 'gpu', canvas, context, gpu };
    }
    // Its pixels come from memory and nowhere else.
    return { kind: 'pixels', canvas, context: canvas.getContext('2d', { willReadFrequently: true })! };
  }

  private gpuOf(device: GPUDevice): Gpu {
    if (this.gpu?.device !== device) {
      this.free();
      this.gpu = { device, values: new GpuAtlas(device), flags: new GpuAtlas(device), painter: new GpuPainter(device) };
    }
    return this.gpu;
  }

  /** Gives all buffers back; drawing makes those that it needs. */
  private free(): void {
    this.gpu?.values.dispose();
    this.gpu?.flags.dispose();
    this.gpu?.painter.dispose();
    this.outgrown = false;
  }

  private async frame(request: AtlasFrameRequest): Promise<AtlasFrame | null> {
    if (this.outgrown) this.free();
    const targets = this.targetsOf(request.tiles);
    const gpu = targets.map(({ surface }) => surface).find((surface) => surface.kind === 'gpu')?.gpu ?? null;
    const nets = await this.resolve(request, gpu?.device ?? null);
    return gpu ? onGpu(gpu, request, nets, targets) : onProcessor(request, nets, targets, () => this.between(request));
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

/** One submission and one reading back, however many images and canvases there are. */
async function onGpu(
  gpu: Gpu,
  request: AtlasFrameRequest,
  [net, other]: readonly DrawnNet[],
  targets: readonly Target[],
): Promise<AtlasFrame> {
  const drawing = drawingOf(request, net!);
  const second = other ? drawingOf(request, other) : request.quantity === 'dead' ? deadOf(drawing) : null;
  const first = await gpu.values.prepare(drawing.program, drawing.quantity);
  const next = second && (await gpu.flags.prepare(second.program, second.quantity));
  const start = performance.now();
  const encoder = gpu.device.createCommandEncoder();
  const values = encodeNet(encoder, gpu.values, first, drawing, net!);
  const others = next && encodeNet(encoder, gpu.flags, next, second, other ?? net!);
  const groups = rangeGroups(drawing, request.scale.mode);
  if (other) gpu.painter.subtract(encoder, values, others!, groups.length * drawing.size ** 2);
  const images = { values, flags: other ? null : others, groups, size: drawing.size };
  const found = gpu.painter.ranges(encoder, images, request.scale);
  gpu.painter.paint(encoder, targets.flatMap(gpuCanvas), request, images, found);
  const [floats] = await readBuffers(gpu.device, [{ slice: { buffer: found }, floats: 4 * groups.length }], encoder);
  return {
    ranges: groups.map((_, i) => [floats![4 * i]!, floats![4 * i + 1]!] as const),
    deadShares: images.flags ? groups.map((_, i) => floats![4 * i + 2]!) : null,
    ms: performance.now() - start,
  };
}

function encodeNet(
  encoder: GPUCommandEncoder,
  drawer: GpuAtlas,
  pipeline: GPUComputePipeline,
  drawing: Drawing,
  { weights }: DrawnNet,
): GPUBuffer {
  const onDevice = isOnDevice(weights) ? weights : undefined;
  return drawer.encode(encoder, pipeline, drawing, 0, drawing.size, onDevice);
}

function gpuCanvas({ surface, tiles }: Target): PaintedCanvas[] {
  return surface.kind === 'gpu' ? [{ canvas: surface.canvas, context: surface.context, tiles }] : [];
}

const deadOf = (drawing: Drawing): Drawing => ({ ...drawing, quantity: 'dead' });

/** Null where it was no longer wanted before it was done. */
async function onProcessor(
  request: AtlasFrameRequest,
  nets: readonly DrawnNet[],
  targets: readonly Target[],
  between: () => Promise<boolean>,
): Promise<AtlasFrame | null> {
  const start = performance.now();
  let paused = 0;
  const drawn = await whileWanted(hostImages(request, nets), async () => {
    const since = performance.now();
    const wanted = await between();
    paused += performance.now() - since;
    return wanted;
  });
  if (drawn === null) return null;
  const { images, deadShares } = drawn;
  for (const { surface, tiles } of targets) {
    if (surface.kind === 'pixels') paintTiles(surface.context, tiles, request, images);
  }
  return { ranges: images.ranges, deadShares, ms: performance.now() - start - paused };
}

/** The images of a frame, computed on the processor. */
function* hostImages(
  request: AtlasFrameRequest,
  [net, other]: readonly DrawnNet[],
): InParts<{ readonly images: HostImages; readonly deadShares: number[] | null }> {
  const drawing = drawingOf(request, net!);
  const values = yield* bandsOnHost(drawing);
  if (other) (yield* bandsOnHost(drawingOf(request, other))).forEach((value, i) => (values[i]! -= value));
  const dead = request.quantity === 'dead' && !other ? yield* bandsOnHost(deadOf(drawing)) : null;
  const groups = rangeGroups(drawing, request.scale.mode);
  const ranges = sharedRanges(request.scale, groups, summarise(values, groups.length));
  const images = { values, dead, size: drawing.size, ranges };
  return { images, deadShares: dead ? summarise(dead, groups.length).map(({ mean }) => mean) : null };
}
