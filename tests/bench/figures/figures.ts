/** Figures beyond the time of a step: evaluation against training's forward part, σ against a ReLU written by hand, atlases, live ones. */
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import type { Case } from '../contenders/contender.ts';
import { atlasFigures } from './atlas.ts';
import { evaluationFigures } from './evaluation.ts';
import { liveFigures } from './live.ts';
import type { Figures } from './row.ts';
import { sigmaFigures } from './sigma.ts';

export async function figures(planDevice: PlanDevice, what: Case): Promise<Figures> {
  const { device, software } = planDevice;
  const parts = [
    await evaluationFigures(planDevice, what),
    await sigmaFigures(device, what, software),
    await atlasFigures(device, what),
    // Not in Node, which has no canvas.
    ...('OffscreenCanvas' in globalThis ? [await liveFigures('webgpu', what), await liveFigures('wasm', what)] : []),
  ];
  return {
    cases: parts.flatMap(({ cases }) => cases),
    ratios: Object.assign({}, ...parts.map(({ ratios }) => ratios)) as Figures['ratios'],
  };
}
