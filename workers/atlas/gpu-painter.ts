/** Colours drawn values on canvases with WebGPU: summaries of all images first (for automatic ranges), then every canvas's tiles in one pass each. */
import type { AtlasFrameRequest, AtlasTile } from '../../src/protocol/atlas.ts';
import { readBuffers } from '../engine/plan/read-buffer.ts';
import { COLOUR_SHADER, DIFFERENCE_SHADER, SUMMARY_SHADER } from './colour-shader.ts';
import { workgroupGrid } from '../kernels/plan/kernel.ts';
import type { ImageSummary } from './ranges.ts';

const TILE_FLOATS = 6;

/** A canvas and its configured context. */
export interface PaintedCanvas {
  readonly canvas: OffscreenCanvas;
  readonly context: GPUCanvasContext;
}

export class GpuPainter {
  private readonly device: GPUDevice;
  private readonly format = navigator.gpu.getPreferredCanvasFormat();
  private readonly summary: GPUComputePipeline;
  private readonly colour: GPURenderPipeline;
  private difference: GPUComputePipeline | null = null;

  constructor(device: GPUDevice) {
    this.device = device;
    const compute = { module: device.createShaderModule({ label: 'atlas summary', code: SUMMARY_SHADER }) };
    this.summary = device.createComputePipeline({ layout: 'auto', compute });
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

  /** Lowest, highest and mean value of `images` images of `pixels` pixels each. */
  async summaries(values: GPUBuffer, images: number, pixels: number): Promise<ImageSummary[]> {
    const result = this.buffer(16 * images, GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC);
    const sizes = this.filled(new Uint32Array([pixels, 0, 0, 0]).buffer, GPUBufferUsage.UNIFORM);
    try {
      const encoder = this.device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(this.summary);
      pass.setBindGroup(0, this.bind(this.summary, [result, values, sizes]));
      pass.dispatchWorkgroups(images);
      pass.end();
      this.device.queue.submit([encoder.finish()]);
      const [floats] = await readBuffers(this.device, [{ slice: { buffer: result }, floats: 4 * images }]);
      return Array.from({ length: images }, (_, i) => ({
        low: floats![4 * i]!,
        high: floats![4 * i + 1]!,
        mean: floats![4 * i + 2]!,
      }));
    } finally {
      result.destroy();
      sizes.destroy();
    }
  }

  /** values −= others, both `count` floats. */
  subtract(values: GPUBuffer, others: GPUBuffer, count: number): void {
    this.difference ??= this.device.createComputePipeline({
      layout: 'auto',
      compute: { module: this.device.createShaderModule({ label: 'atlas difference', code: DIFFERENCE_SHADER }) },
    });
    const sizes = this.filled(new Uint32Array([count, 0, 0, 0]).buffer, GPUBufferUsage.UNIFORM);
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.difference);
    pass.setBindGroup(0, this.bind(this.difference, [values, others, sizes]));
    pass.dispatchWorkgroups(...workgroupGrid(Math.ceil(count / 64)));
    pass.end();
    this.device.queue.submit([encoder.finish()]);
    sizes.destroy();
  }

  /** Draws the tiles of one canvas. `flags` is the buffer of dead flags, or `values` again where there are none. */
  paint(
    { canvas, context }: PaintedCanvas,
    tiles: readonly AtlasTile[],
    request: AtlasFrameRequest,
    values: GPUBuffer,
    flags: GPUBuffer | null,
    ranges: readonly (readonly [number, number])[],
  ): void {
    const list = this.filled(packTiles(tiles, ranges), GPUBufferUsage.STORAGE);
    const frame = this.filled(packFrame(canvas, request, flags !== null), GPUBufferUsage.UNIFORM);
    const encoder = this.device.createCommandEncoder();
    const view = context.getCurrentTexture().createView();
    const pass = encoder.beginRenderPass({
      colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    });
    pass.setPipeline(this.colour);
    pass.setBindGroup(0, this.bind(this.colour, [values, flags ?? values, list, frame]));
    pass.draw(4, tiles.length);
    pass.end();
    this.device.queue.submit([encoder.finish()]);
    list.destroy();
    frame.destroy();
  }

  private bind(pipeline: GPUComputePipeline | GPURenderPipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    const entries = buffers.map((buffer, binding) => ({ binding, resource: { buffer } }));
    return this.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  }

  private filled(bytes: ArrayBuffer, usage: number): GPUBuffer {
    const buffer = this.buffer(bytes.byteLength, usage | GPUBufferUsage.COPY_DST);
    this.device.queue.writeBuffer(buffer, 0, bytes);
    return buffer;
  }

  private buffer(size: number, usage: number): GPUBuffer {
    return this.device.createBuffer({ label: 'atlas painting', size, usage });
  }
}

function packTiles(tiles: readonly AtlasTile[], ranges: readonly (readonly [number, number])[]): ArrayBuffer {
  const bytes = new ArrayBuffer(4 * TILE_FLOATS * Math.max(1, tiles.length));
  tiles.forEach(({ image, x, y }, i) => {
    new Float32Array(bytes, 4 * TILE_FLOATS * i, 4).set([x, y, ...ranges[image]!]);
    new Uint32Array(bytes, 4 * TILE_FLOATS * i + 16, 1).set([image]);
  });
  return bytes;
}

function packFrame(
  { width, height }: OffscreenCanvas,
  { size, coarseness, scale }: AtlasFrameRequest,
  dead: boolean,
): ArrayBuffer {
  const bytes = new ArrayBuffer(32);
  new Float32Array(bytes, 0, 2).set([width, height]);
  const drawn = Math.max(1, Math.floor(size / coarseness));
  new Uint32Array(bytes, 8).set([
    drawn,
    coarseness,
    scale.colours === 'diverging' ? 1 : 0,
    scale.contour ? 1 : 0,
    dead ? 1 : 0,
    0,
  ]);
  return bytes;
}
