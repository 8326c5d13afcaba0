/** Our engines as contenders. */
import type { Engine } from '../../../workers/engine/engine.ts';
import type { Case, Contender } from './contender.ts';

export function engineContender(engine: Engine, { batchSize }: Case): Contender {
  const indices = Uint32Array.from({ length: batchSize }, (_, i) => i);
  return {
    step: () => engine.trainStep(indices),
    async finish() {
      return (await engine.report()).losses.at(-1)!;
    },
  };
}
