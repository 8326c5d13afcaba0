/** WebGPU. tfjs throws where there is no adapter and watches over nothing; both are seen to here. */
import * as tf from '@tensorflow/tfjs-core';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { DeviceError, DeviceLostError, OutOfMemoryError } from '../../src/domain/errors.ts';
import type { BackendKind, DeviceWatch, Sighting } from './backend.ts';
import { isSoftwareName } from './software.ts';
import { useBackend } from './tfjs.ts';

const watched = new WeakSet<GPUDevice>();

/** Whether tfjs opens its device as is written here. */
let registered = false;

export const webgpu: BackendKind = {
  backend: 'webgpu',
  label: 'WebGPU',
  look,
  async open(watch) {
    const { WebGPUBackend: Backend } = await import('@tensorflow/tfjs-backend-webgpu');
    if (!registered) registerWithAllFeatures(Backend);
    registered = true;
    // Small tensors would be computed on the processor, by other code than large ones.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    await useBackend('webgpu', 'WebGPU');
    watchDevice(currentGpuDevice(), watch);
  },
};

/** Has tfjs open its device as it does by itself, with half precision beside: a device has only the features that it was asked for. */
function registerWithAllFeatures(Backend: typeof WebGPUBackend): void {
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', async () => {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (!adapter) throw new DeviceError('The graphics adapter is no longer here.');
    const limits = LIMITS.map((name) => [name, adapter.limits[name]] as const);
    const device = await adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(limits),
    });
    return new Backend(device, adapter.info);
  });
}

/** Features and limits that tfjs asks for, and ours. */
const FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'bgra8unorm-storage', 'shader-f16'];
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The device behind tfjs's WebGPU backend, which must be the current one. */
export function currentGpuDevice(): GPUDevice {
  return (tf.backend() as unknown as Pick<WebGPUBackend, 'device'>).device;
}

async function look(): Promise<Sighting> {
  const gpu = (navigator as { readonly gpu?: GPU }).gpu;
  if (!gpu) return { present: false, note: 'This browser has no WebGPU.' };
  // As tfjs asks, so that it is the same adapter.
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' }).catch(() => null);
  if (!adapter) return { present: false, note: 'This browser has WebGPU, but finds no graphics adapter for it.' };
  const name = nameOf(adapter.info);
  const fallback =
    (adapter as { readonly isFallbackAdapter?: boolean }).isFallbackAdapter ?? adapter.info.isFallbackAdapter;
  const half = adapter.features.has('shader-f16');
  return { present: true, adapter: name, software: fallback || isSoftwareName(name), ...(half && { half }) };
}

/** The most telling of what the browser gives away. */
function nameOf({ description, device, vendor, architecture }: GPUAdapterInfo): string {
  const short = [vendor, architecture].filter(Boolean).join(' ');
  const long = description || device;
  if (!long) return short || 'unnamed adapter';
  return isSoftwareName(short) && !isSoftwareName(long) ? `${long} (${short})` : long;
}

function watchDevice(device: GPUDevice, watch: DeviceWatch): void {
  if (watched.has(device)) return;
  watched.add(device);
  void device.lost.then(({ message, reason }) => {
    const why = message || reason;
    watch.failed(
      new DeviceLostError(`The graphics device was lost${why ? ` (${why})` : ''}. The last checkpoint is kept.`),
    );
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    const full = error instanceof GPUOutOfMemoryError;
    watch.failed(
      full
        ? new OutOfMemoryError(
            'The graphics device has not enough memory for this. Fewer channels or smaller batches need less.',
          )
        : new DeviceError(`The graphics device refused a command: ${error.message}`),
    );
  });
}
