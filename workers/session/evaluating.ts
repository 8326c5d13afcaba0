/** The evaluation at an epoch's end, which a command may interrupt. */
import type { Engine, Examples } from '../engine/engine.ts';
import type { TestLosses } from './ledger.ts';

/** The test loss; of an engine that keeps images in half precision in that, too. Null where it was interrupted. */
export async function evaluateUnless(
  engine: Engine,
  examples: Examples,
  interrupted: () => boolean,
): Promise<TestLosses | null> {
  try {
    const testLoss = await engine.evaluate(examples, interrupted);
    const halfTestLoss = await engine.evaluateInHalf?.(examples, interrupted);
    return interrupted() ? null : { testLoss, ...(halfTestLoss !== undefined && { halfTestLoss }) };
  } catch (error) {
    if (interrupted()) return null;
    throw error;
  }
}
