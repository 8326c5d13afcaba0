/** Checkpoints as they come out of storage: hostile until parsed. */
import * as v from 'valibot';

import { parseExperiment } from '../domain/experiment/parse.ts';
import { parseLayerSigmas } from '../domain/run/parse-run.ts';
import type { Checkpoint } from '../domain/run/run.ts';

const bytes = v.instance(Uint8Array);
const amount = v.pipe(v.number(), v.minValue(0));

const schema = v.object({
  version: v.literal(1),
  runId: v.string(),
  step: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  weights: bytes,
  optimizer: bytes,
  epochLossSum: v.number(),
  epochSteps: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  seconds: v.pipe(amount, v.finite()),
  activation: v.optional(v.unknown()),
  derivative: v.optional(v.unknown()),
  layers: v.optional(v.unknown()),
});

/** The checkpoint of the run, or null where the record is damaged or of another run. Its bytes are checked by who unpacks them. */
export function parseCheckpoint(input: unknown, runId: string): Checkpoint | null {
  const result = v.safeParse(schema, input);
  if (!result.success || result.output.runId !== runId) return null;
  const { version, activation, derivative, layers, ...rest } = result.output;
  void version;
  const { experiment } = parseExperiment({ activation, derivative });
  const sigmas = layers === undefined ? undefined : parseLayerSigmas(layers);
  return {
    ...rest,
    ...(sigmas && { layers: sigmas }),
    ...(activation === undefined ? {} : { activation: experiment.activation }),
    ...(derivative === undefined ? {} : { derivative: experiment.derivative }),
  };
}
