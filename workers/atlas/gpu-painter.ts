/** Colours drawn values on canvases with WebGPU: enqueues summaries and ranges of all images, then every canvas's tiles in one pass each. */
import type { AtlasFrameRequest, AtlasScale, AtlasTile } from '../../src/protocol/atlas.ts';
import { workgroupGrid } from '../kernels/plan/kernel.ts';
import { COLOUR_SHADER, DIFFERENCE_SHADER, RANGES_SHADER, SUMMARY_SHADER } from './colour-shader.ts';
import { KeptBuffers } from './gpu-buffers.ts';

const TILE_FLOATS = 6;

/** A canvas, its configured context, and what is drawn on it. */
export interface PaintedCanvas {
  readonly canvas: OffscreenCanvas;
  readonly context: GPUCanvasContext;
  readonly tiles: readonly AtlasTile[];
}

/** What a frame's images are on the device. */
export interface DrawnImages {
  readonly values: GPUBuffer;
  /** Dead flags in the same order, or null. */
  readonly flags: GPUBuffer | null;
  /** Which images share a range: a number an image. */
  readonly groups: readonly number[];
  /** Pixels along an image's side. */
  readonly size: number;
}

export class GpuPainter {
  private readonly device: GPUDevice;
  private readonly buffers: KeptBuffers;
  private readonly format = navigator.gpu.getPreferredCanvasFormat();
  private readonly summary: GPUComputePipeline;
  private readonly sharing: GPUComputePipeline;
  private readonly colour: GPURenderPipeline;
  private difference: GPUComputePipeline | null = null;

  constructor(device: GPUDevice) {
    this.device = device;
    this.buffers = new KeptBuffers(device, 'atlas');
    this.summary = this.pipeline('summary', SUMMARY_SHADER);
    this.sharing = this.pipeline('ranges', RANGES_SHADER);
    const module = device.createShaderModule({ label: 'atlas colour', code: COLOUR_SHADER });
    this.colour = device.createRenderPipeline({
      layout: 'auto',
      vertex: { module },
      fragment: { module, targets: [{ format: this.format }] },
      primitive: { topology: 'triangle-strip' },
    });
  }

  /** Makes a canvas drawable by this device; between its tiles one sees through to the page, which writes there. */
  configure(canvas: OffscreenCanvas): GPUCanvasContext | null {
    const context = canvas.getContext('webgpu');
    context?.configure({ device: this.device, format: this.format, alphaMode: 'premultiplied' });
    return context;
  }

  /** Enqueues values −= others, both `count` floats. */
  subtract(encoder: GPUCommandEncoder, values: GPUBuffer, others: GPUBuffer, count: number): void {
    this.difference ??= this.pipeline('difference', DIFFERENCE_SHADER);
    const sizes = this.uniform('difference', new Uint32Array([count, 0, 0, 0]));
    this.compute(encoder, this.difference, [values, others, sizes], workgroupGrid(Math.ceil(count / 64)));
  }

  /** Enqueues what is known of each image: four floats, the range of its colours, the mean of its flags, and nothing. */
  ranges(encoder: GPUCommandEncoder, images: DrawnImages, scale: AtlasScale): GPUBuffer {
    const summaries = this.summaries(encoder, 'values', images.values, images);
    const flags = images.flags ? this.summaries(encoder, 'flags', images.flags, images) : summaries;
    const count = images.groups.length;
    const found = this.quads('ranges', count);
    const groups = this.buffers.upload('groups', Uint32Array.from(images.groups).buffer, GPUBufferUsage.STORAGE);
    const buffers = [found, summaries, flags, groups, this.uniform('scale', packScale(scale, count))];
    this.compute(encoder, this.sharing, buffers, [Math.ceil(count / 64), 1]);
    return found;
  }

  /** Enqueues the drawing of all canvases' tiles. */
  paint(
    encoder: GPUCommandEncoder,
    canvases: readonly PaintedCanvas[],
    request: Pick<AtlasFrameRequest, 'coarseness' | 'scale'>,
    { values, flags, size }: DrawnImages,
    ranges: GPUBuffer,
  ): void {
    const tiles = this.buffers.upload('tiles', packTiles(canvases), GPUBufferUsage.STORAGE);
    const frame = this.uniform('frame', packFrame(size, request, flags !== null));
    const group = this.bind(this.colour, [values, flags ?? values, ranges, tiles, frame]);
    let first = 0;
    for (const { context, tiles: own } of canvases) {
      const view = context.getCurrentTexture().createView();
      const pass = encoder.beginRenderPass({
        colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
      });
      pass.setPipeline(this.colour);
      pass.setBindGroup(0, group);
      pass.draw(4, own.length, 0, first);
      pass.end();
      first += own.length;
    }
  }

  dispose(): void {
    this.buffers.dispose();
  }

  private summaries(encoder: GPUCommandEncoder, name: string, of: GPUBuffer, { groups, size }: DrawnImages): GPUBuffer {
    const found = this.quads(`summaries of ${name}`, groups.length);
    const sizes = this.uniform('sizes', new Uint32Array([size * size, 0, 0, 0]));
    this.compute(encoder, this.summary, [found, of, sizes], [groups.length, 1]);
    return found;
  }

  private compute(
    encoder: GPUCommandEncoder,
    pipeline: GPUComputePipeline,
    buffers: readonly GPUBuffer[],
    [x, y]: readonly [number, number],
  ): void {
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.bind(pipeline, buffers));
    pass.dispatchWorkgroups(x, y);
    pass.end();
  }

  private pipeline(label: string, code: string): GPUComputePipeline {
    const module = this.device.createShaderModule({ label: `atlas ${label}`, code });
    return this.device.createComputePipeline({ layout: 'auto', compute: { module } });
  }

  private bind(pipeline: GPUComputePipeline | GPURenderPipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    return this.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  }

  private quads(name: string, count: number): GPUBuffer {
    return this.buffers.get(name, 16 * count, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
  }

  private uniform(name: string, { buffer }: { readonly buffer: ArrayBuffer }): GPUBuffer {
    return this.buffers.upload(name, buffer, GPUBufferUsage.UNIFORM);
  }
}

function packTiles(canvases: readonly PaintedCanvas[]): ArrayBuffer {
  const count = canvases.reduce((sum, { tiles }) => sum + tiles.length, 0);
  const floats = new Float32Array(TILE_FLOATS * Math.max(1, count));
  const whole = new Uint32Array(floats.buffer);
  let at = 0;
  for (const { canvas, tiles } of canvases)
    for (const { image, x, y } of tiles) {
      floats.set([x, y, canvas.width, canvas.height], at);
      whole[at + 4] = image;
      at += TILE_FLOATS;
    }
  return floats.buffer;
}

function packScale({ mode, range, colours }: AtlasScale, images: number): Float32Array<ArrayBuffer> {
  const floats = new Float32Array(8);
  floats.set(range);
  new Uint32Array(floats.buffer).set([mode === 'fixed' ? 1 : 0, colours === 'diverging' ? 1 : 0, images], 2);
  return floats;
}

function packFrame(
  size: number,
  { coarseness, scale }: Pick<AtlasFrameRequest, 'coarseness' | 'scale'>,
  dead: boolean,
): Uint32Array<ArrayBuffer> {
  const flags = [scale.colours === 'diverging', scale.contour, dead].map(Number);
  return Uint32Array.from([size, coarseness, ...flags, 0, 0, 0]);
}
