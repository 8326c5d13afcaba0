/**
 * Drawing on WebGPU. A `GpuAtlas` keeps the pipelines of the nets it has drawn and the few buffers that drawing takes; changing a weight, a slider or the window
 * writes a buffer and compiles nothing. The images stay on the device in `values`, for whoever colours them; `read` brings them to the processor.
 */
import { packSigmaUniforms, EVALUATION, SIGMA_UNIFORM_BYTES } from '../../src/domain/formula/shader/index.ts';
import { DeviceError } from '../../src/domain/errors.ts';
import type { PlaneProgram } from '../../src/domain/atlas/plane-program.ts';
import type { PlaneLayerWeights } from '../../src/domain/networks/plane.ts';
import { readBuffers } from '../engine/plan/read-buffer.ts';
import { range, workgroupGrid } from '../kernels/plan/kernel.ts';
import type { DeviceWeights } from '../engine/engine.ts';
import { KeptBuffers } from './gpu-buffers.ts';
import { REPACK_SHADER, repackGroups, repackTable } from './device-weights.ts';
import { imagesOf, layerOfImage, type Drawing, type Quantity } from '../../src/domain/atlas/images.ts';
import { ALL_IMAGES, ATLAS_WORKGROUP, atlasShader, BIAS_COLUMN, quadsOf, VIEW_BYTES, weightOffset } from './shader.ts';

/** Pipelines kept at most; the oldest goes first. */
const PIPELINES = 32;
/** Weights are written from here, or by the kernel that brings them from a plan. */
const weightsUsage = (): number => GPUBufferUsage.UNIFORM | GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;

export class GpuAtlas {
  private readonly device: GPUDevice;
  private readonly pipelines = new Map<string, Promise<GPUComputePipeline>>();
  private readonly buffers: KeptBuffers;
  private repacking: GPUComputePipeline | null = null;
  /** Of the last drawing from the device's weights. */
  private places: GPUBuffer | null = null;

  constructor(device: GPUDevice) {
    this.device = device;
    this.buffers = new KeptBuffers(device, 'atlas');
  }

  /** Compiles the kernel of a net and a quantity, if that isn't done. */
  prepare(program: PlaneProgram, quantity: Quantity): Promise<GPUComputePipeline> {
    const key = `${quantity}\n${program.key}`;
    let pipeline = this.pipelines.get(key);
    if (!pipeline) {
      pipeline = compile(this.device, atlasShader(program, quantity));
      pipeline.catch(() => this.pipelines.delete(key));
      this.pipelines.set(key, pipeline);
      const [oldest] = this.pipelines.keys();
      if (this.pipelines.size > PIPELINES) this.pipelines.delete(oldest!);
    }
    return pipeline;
  }

  /** Draws rows `firstRow` … of the images into the returned buffer, which is good until the next drawing. */
  async draw(drawing: Drawing, firstRow = 0, rows = drawing.size, onDevice?: DeviceWeights): Promise<GPUBuffer> {
    const pipeline = await this.prepare(drawing.program, drawing.quantity);
    const encoder = this.device.createCommandEncoder();
    const values = this.encode(encoder, pipeline, drawing, firstRow, rows, onDevice);
    this.device.queue.submit([encoder.finish()]);
    return values;
  }

  /** Enqueues the same, with the pipeline that `prepare` made; with the device's weights in place of the drawing's where given. */
  encode(
    encoder: GPUCommandEncoder,
    pipeline: GPUComputePipeline,
    drawing: Drawing,
    firstRow = 0,
    rows = drawing.size,
    onDevice?: DeviceWeights,
  ): GPUBuffer {
    const values = this.buffers.get(
      'values',
      4 * imagesOf(drawing) * rows * drawing.size,
      GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
    );
    const weights = onDevice
      ? this.repack(encoder, drawing.program, onDevice)
      : this.buffers.upload('weights', packWeights(drawing.program, drawing.weights), weightsUsage());
    const resources = [
      values,
      weights,
      this.buffers.upload('formulas', packUniforms(drawing.program), GPUBufferUsage.STORAGE),
      this.buffers.upload('view', packView(drawing, firstRow, rows), GPUBufferUsage.UNIFORM),
    ];
    const entries = resources.map((buffer, binding) => ({ binding, resource: { buffer } }));
    const bindGroup = this.device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...workgroupGrid(Math.ceil((rows * drawing.size) / ATLAS_WORKGROUP)));
    pass.end();
    return values;
  }

  /** The images themselves, as `draw` makes them. */
  async read(drawing: Drawing, firstRow = 0, rows = drawing.size): Promise<Float32Array<ArrayBuffer>> {
    const buffer = await this.draw(drawing, firstRow, rows);
    const floats = imagesOf(drawing) * rows * drawing.size;
    const [values] = await readBuffers(this.device, [{ slice: { buffer }, floats }]);
    return values!;
  }

  dispose(): void {
    this.buffers.dispose();
    this.places?.destroy();
    this.places = null;
  }

  /** Enqueues the copying of a plan's weights, and returns where they will be. */
  private repack(encoder: GPUCommandEncoder, program: PlaneProgram, onDevice: DeviceWeights): GPUBuffer {
    const quads = weightOffset(program, program.layers.length);
    const weights = this.buffers.get('weights', 16 * quads, weightsUsage());
    this.repacking ??= this.device.createComputePipeline({
      layout: 'auto',
      compute: { module: this.device.createShaderModule({ label: 'atlas weights', code: REPACK_SHADER }) },
    });
    // Of its own size exactly: the kernel goes by the table's length.
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    const table = this.device.createBuffer({ label: 'atlas places', size: 4 * quads, usage });
    this.device.queue.writeBuffer(table, 0, repackTable(program, onDevice));
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.repacking);
    const entries = [weights, onDevice.buffer, table].map((buffer, binding) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(0, this.device.createBindGroup({ layout: this.repacking.getBindGroupLayout(0), entries }));
    pass.dispatchWorkgroups(repackGroups(quads));
    pass.end();
    this.places?.destroy();
    this.places = table;
    return weights;
  }
}

async function compile(device: GPUDevice, code: string): Promise<GPUComputePipeline> {
  const module = device.createShaderModule({ label: 'atlas', code });
  // Not 'auto': a quantity that needs no view field or formula would lose the binding.
  const types = ['storage', 'uniform', 'read-only-storage', 'uniform'] as const;
  const layout = device.createBindGroupLayout({
    entries: types.map((type, binding) => ({ binding, visibility: GPUShaderStage.COMPUTE, buffer: { type } })),
  });
  try {
    return await device.createComputePipelineAsync({
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module },
    });
  } catch (error) {
    const { messages } = await module.getCompilationInfo();
    const [first] = messages.filter(({ type }) => type === 'error');
    throw new DeviceError(
      `The graphics device refused the drawing kernel: ${first ? `line ${String(first.lineNum)}: ${first.message}` : String(error)}`,
    );
  }
}

/** Weights as the shader reads them: see its layout. */
function packWeights(program: PlaneProgram, layers: readonly PlaneLayerWeights[]): ArrayBuffer {
  const flat = new Float32Array(4 * Math.max(1, weightOffset(program, layers.length)));
  layers.forEach((layer, k) => {
    const stride = 4 * (4 * quadsOf(layer.columns) + 1);
    for (const row of range(layer.rows)) {
      const start = 4 * weightOffset(program, k) + Math.floor(row / 4) * stride + (row % 4);
      for (const column of range(layer.columns))
        flat[start + 4 * column] = layer.weights[row * layer.columns + column]!;
      flat[start + 16 * quadsOf(layer.columns)] = layer.bias[row]!;
    }
  });
  return flat.buffer;
}

function packUniforms({ layers }: PlaneProgram): ArrayBuffer {
  const bytes = new Uint8Array(SIGMA_UNIFORM_BYTES * layers.length);
  layers.forEach(({ uniforms }, k) =>
    bytes.set(new Uint8Array(packSigmaUniforms({ uniforms, noise: 0 }, EVALUATION)), k * SIGMA_UNIFORM_BYTES),
  );
  return bytes.buffer;
}

function packView({ program, window, size, only, wrt, side }: Drawing, firstRow: number, rows: number): ArrayBuffer {
  const bytes = new ArrayBuffer(VIEW_BYTES);
  new Float32Array(bytes, 0, 3).set([window.centreX, window.centreY, window.extent]);
  const column = wrt?.bias ? BIAS_COLUMN : (wrt?.column ?? 0);
  new Uint32Array(bytes, 12).set([
    size,
    firstRow,
    rows,
    only ?? ALL_IMAGES,
    wrt?.layer ?? ALL_IMAGES,
    wrt?.row ?? 0,
    column,
    side === 'right' ? 1 : 0,
    only === undefined ? ALL_IMAGES : layerOfImage(program, only),
  ]);
  return bytes;
}
