/** Figures beyond the time of a step, by the names that `--only` knows them by. */
import type { PlanDevice } from '../../../workers/engine/plan/plan-engine.ts';
import type { Case } from '../contenders/contender.ts';
import type { Figures } from './row.ts';

type Measure = (planDevice: PlanDevice, what: Case) => Promise<Figures>;

/** Loaded one by one: what lives in a worker's scope or on a canvas isn't to be had everywhere. */
const FIGURES: Readonly<Record<string, () => Promise<Measure>>> = {
  evaluation: async () => (await import('./evaluation.ts')).evaluationFigures,
  sigma: async () => (await import('./sigma.ts')).sigmaFigures,
  norms: async () => (await import('./norms.ts')).normFigures,
  atlas: async () => (await import('./atlas.ts')).atlasFigures,
  live: async () => (await import('./live.ts')).liveFigures,
  kernels: async () => (await import('./kernels.ts')).kernelFigures,
  products: async () => (await import('./products.ts')).productFigures,
};

export async function figures(name: string, planDevice: PlanDevice, what: Case): Promise<Figures> {
  const measure = await FIGURES[name]!();
  return measure(planDevice, what);
}
