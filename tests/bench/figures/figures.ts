/** Figures beyond the time of a step: σ against a ReLU written by hand, evaluation against training's forward part, atlases. */
import type { Case } from '../contenders/contender.ts';
import { atlasFigures } from './atlas.ts';
import { evaluationFigures } from './evaluation.ts';
import { sigmaFigures } from './sigma.ts';

/** Milliseconds, or ratios where the name says so. */
export type Figures = Readonly<Record<string, number>>;

export async function figures(device: GPUDevice, what: Case, software: boolean): Promise<Figures> {
  return {
    ...(await evaluationFigures(device, what, software)),
    ...(await sigmaFigures(device)),
    ...(await atlasFigures(device)),
  };
}
