/**
 * Runs from a database or a file: hostile until parsed. What a run cannot do without (its id, when it was, what of, on what) makes it
 * refused; damaged parts of its history are dropped, each with a warning. Expects plain data, as JSON and structured cloning make it.
 */
import * as v from 'valibot';

import { RunError } from '../errors.ts';
import type { LayerOverride } from '../experiment/experiment.ts';
import { parseExperiment } from '../experiment/parse.ts';
import { thin } from './history.ts';
import type { EpochRecord, Run, RunChange, SetNumber, StepRecord, TwinsMark } from './run.ts';

export interface ParsedRun {
  readonly run: Run;
  readonly warnings: string[];
}

/** What run ids are made of: nothing that needs escaping anywhere. */
export const RUN_ID = /^[\w-]{1,64}$/;

const MAX_EPOCHS = 100_000;
const MAX_CHANGES = 10_000;
/** Numbers that one edit sets. */
const MAX_NUMBERS = 4_000;
const MAX_STEPS = 1_000_000;

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** JSON has no NaN: a loss that was none comes back as null. */
const measured = v.pipe(
  v.nullable(v.union([v.number(), v.nan()])),
  v.transform((x) => x ?? NaN),
);
const text = (most: number): v.GenericSchema<unknown, string> => v.pipe(v.string(), v.maxLength(most));

const deviceSchema = v.object({
  backend: v.picklist(['webgpu', 'webgl', 'wasm', 'cpu']),
  adapter: text(500),
  software: v.boolean(),
  half: v.exactOptional(v.boolean()),
});

const dataSchema = v.object({ source: text(100), synthetic: v.boolean(), trainCount: count, testCount: count });

const essentialSchema = v.object({
  id: v.pipe(v.string(), v.regex(RUN_ID)),
  status: v.picklist(['running', 'done', 'paused', 'interrupted', 'diverged', 'failed']),
  device: deviceSchema,
  createdAt: v.pipe(v.string(), v.isoTimestamp()),
  data: dataSchema,
  experiment: v.custom<object>((value) => typeof value === 'object' && value !== null, 'expected an experiment'),
});

const stepSchema = v.pipe(
  v.object({ step: count, trainLoss: measured, gradNorm: v.optional(measured) }),
  v.transform(({ step, trainLoss, gradNorm }): StepRecord =>
    gradNorm === undefined ? { step, trainLoss } : { step, trainLoss, gradNorm },
  ),
);

const epochSchema: v.GenericSchema<unknown, EpochRecord> = v.object({
  epoch: v.pipe(v.number(), v.finite(), v.minValue(0)),
  step: count,
  trainLoss: measured,
  testLoss: measured,
  halfTestLoss: v.exactOptional(measured),
  seconds: v.pipe(v.number(), v.finite(), v.minValue(0)),
});

const place = v.pipe(count, v.maxValue(1000));
const setNumberSchema: v.GenericSchema<unknown, SetNumber> = v.object({
  at: v.union([
    v.object({ layer: place, row: place, column: place }),
    v.object({ layer: place, row: place, bias: v.literal(true) }),
  ]),
  value: v.pipe(v.number(), v.finite()),
});

const changeSchema = v.object({
  step: count,
  epoch: v.pipe(v.number(), v.finite(), v.minValue(0)),
  label: text(1000),
  activation: v.optional(v.unknown()),
  derivative: v.optional(v.unknown()),
  layers: v.optional(v.unknown()),
  numbers: v.optional(v.pipe(v.array(setNumberSchema), v.maxLength(MAX_NUMBERS))),
});

const twinsSchema = v.object({
  group: v.pipe(v.string(), v.regex(RUN_ID)),
  index: v.pipe(count, v.maxValue(7)),
  count: v.pipe(count, v.minValue(1), v.maxValue(8)),
});

const gradNormsSchema = v.record(v.pipe(v.string(), v.maxLength(100)), measured);
const warningsSchema = v.pipe(v.array(text(1000)), v.maxLength(100));

/** The run; throws a RunError, whose message is a sentence, where an essential part is missing or wrong. */
export function parseRun(input: unknown): ParsedRun {
  const essential = v.safeParse(essentialSchema, input);
  if (!essential.success) throw new RunError(`expected a run, got one whose ${issueText(essential.issues)}`);
  const { experiment: written, ...identity } = essential.output;
  const { experiment, warnings } = parseExperiment(written);
  const parts = input as Partial<Record<keyof Run, unknown>>;
  const steps = readList('steps', parts.steps, stepSchema, MAX_STEPS, warnings);
  const run: Run = {
    ...identity,
    experiment,
    steps: cleanSteps(steps),
    epochs: ascending(readList('epochs', parts.epochs, epochSchema, MAX_EPOCHS, warnings)),
    gradNorms: readOr(parts.gradNorms, gradNormsSchema, {}, 'gradNorms', warnings),
    changes: readList('changes', parts.changes, changeSchema, MAX_CHANGES, warnings).map(readChange),
  };
  if (parts.reason !== undefined) run.reason = readOr(parts.reason, text(2000), '', 'reason', warnings);
  if (parts.twins !== undefined) {
    const twins = readOr<TwinsMark | null>(parts.twins, twinsSchema, null, 'twins', warnings);
    if (twins !== null) run.twins = twins;
  }
  if (parts.parted !== undefined) run.parted = readOr(parts.parted, v.nullable(count), null, 'parted', warnings);
  if (parts.warnings !== undefined) run.warnings = readOr(parts.warnings, warningsSchema, [], 'warnings', warnings);
  return { run, warnings };
}

function readList<T>(
  name: string,
  input: unknown,
  schema: v.GenericSchema<unknown, T>,
  most: number,
  warnings: string[],
): T[] {
  if (input === undefined) return [];
  if (!Array.isArray(input) || input.length > most) {
    warnings.push(
      `${name}: expected a list of at most ${most}, got ${Array.isArray(input) ? String(input.length) : typeof input}; dropped`,
    );
    return [];
  }
  const read = input.map((item: unknown) => v.safeParse(schema, item));
  const good = read.flatMap((result) => (result.success ? [result.output] : []));
  if (good.length < read.length)
    warnings.push(`${name}: ${read.length - good.length} of ${read.length} entries are damaged and were dropped`);
  return good;
}

function readOr<T>(
  input: unknown,
  schema: v.GenericSchema<unknown, T>,
  fallback: T,
  name: string,
  warnings: string[],
): T {
  if (input === undefined) return fallback;
  const result = v.safeParse(schema, input);
  if (result.success) return result.output;
  warnings.push(`${name}: ${issueText(result.issues)}; dropped`);
  return fallback;
}

/** σ or rule of a change go through the same schema as an experiment's. */
function readChange({
  activation,
  derivative,
  layers,
  numbers,
  ...rest
}: v.InferOutput<typeof changeSchema>): RunChange {
  const { experiment } = parseExperiment({ activation, derivative });
  return {
    ...rest,
    ...(numbers && { numbers }),
    ...(layers === undefined ? {} : { layers: parseLayerSigmas(layers) }),
    ...(activation === undefined ? {} : { activation: experiment.activation }),
    ...(derivative === undefined ? {} : { derivative: experiment.derivative }),
  };
}

/** σ and rules of a 2D net's layers, through the same schema as an experiment's. */
export function parseLayerSigmas(layers: unknown): LayerOverride[] {
  const { network } = parseExperiment({ network: { kind: 'plane', layers } }).experiment;
  if (network.kind !== 'plane') return [];
  return network.layers.map(({ activation, derivative }) => ({ activation, derivative }));
}

/** Steps as a run has them: ascending, and no more than are kept. */
export function cleanSteps(steps: readonly StepRecord[]): StepRecord[] {
  return thin(ascending(steps));
}

/** Only the records whose step lies beyond the one before. */
function ascending<T extends { readonly step: number }>(records: readonly T[]): T[] {
  let last = -1;
  return records.filter(({ step }) => {
    if (step <= last) return false;
    last = step;
    return true;
  });
}

function issueText(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues;
  const path = issue?.path?.map(({ key }) => String(key)).join('.') ?? '';
  return `${path === '' ? 'value' : path} is ${issue?.received ?? 'missing'} where ${issue?.expected ?? 'something else'} was expected`;
}
