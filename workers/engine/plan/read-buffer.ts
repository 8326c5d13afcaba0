/** Reads device memory: one transfer, however many parts. */
import type { Slice } from './plan.ts';

/** Copies of the first floats of each slice, after everything submitted so far and what is in `encoder`, which is submitted with it. */
export async function readBuffers(
  device: GPUDevice,
  parts: readonly { readonly slice: Slice; readonly floats: number }[],
  encoder = device.createCommandEncoder(),
): Promise<Float32Array<ArrayBuffer>[]> {
  const total = parts.reduce((sum, { floats }) => sum + floats, 0);
  if (total === 0) return parts.map(() => new Float32Array(0));
  const staging = device.createBuffer({
    label: 'staging',
    size: 4 * total,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  try {
    let offset = 0;
    for (const { slice, floats } of parts) {
      encoder.copyBufferToBuffer(slice.buffer, slice.offset ?? 0, staging, 4 * offset, 4 * floats);
      offset += floats;
    }
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    return split(
      new Float32Array(staging.getMappedRange().slice(0)),
      parts.map(({ floats }) => floats),
    );
  } finally {
    staging.destroy();
  }
}

function split(values: Float32Array<ArrayBuffer>, lengths: readonly number[]): Float32Array<ArrayBuffer>[] {
  let offset = 0;
  return lengths.map((length) => values.slice(offset, (offset += length)));
}
