/** Which engine trains on which backend. */
import type { Device } from '../../src/domain/run/run.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { openPlanEngine, planSupports } from '../engine/plan/plan-engine.ts';
import { TensorEngine } from '../engine/tensor-engine.ts';
import { currentGpuDevice } from './webgpu.ts';

/** Builds an engine on tfjs's current backend, which must be this device's. With the adapter's name the plan's kernels are tuned to it. */
export async function createEngine(
  options: EngineOptions,
  { backend, software, adapter }: Pick<Device, 'backend' | 'software'> & Partial<Pick<Device, 'adapter'>>,
): Promise<Engine> {
  if (backend === 'webgpu' && planSupports(options))
    return openPlanEngine(options, { device: currentGpuDevice(), software, ...(adapter && { adapter }) });
  return new TensorEngine(options);
}
