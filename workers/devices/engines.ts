/** Which engine trains on which backend. */
import type { Device } from '../../src/domain/run/run.ts';
import type { Engine, EngineOptions } from '../engine/engine.ts';
import { openPlanEngine, planSupports } from '../engine/plan/plan-engine.ts';
import { TensorEngine } from '../engine/tensor-engine.ts';
import { currentGpuDevice } from './webgpu.ts';

/** Builds an engine on tfjs's current backend, which must be this device's. */
export async function createEngine(
  options: EngineOptions,
  { backend, software }: Pick<Device, 'backend' | 'software'>,
): Promise<Engine> {
  if (backend === 'webgpu' && planSupports(options))
    return openPlanEngine(options, { device: currentGpuDevice(), software });
  return new TensorEngine(options);
}
