/** The command line: `--only stock,ours-webgpu,torch --cases 8x32,16x64 --rounds 5 --no-figures --json FILE`. */
import { parseArgs } from 'node:util';

/** Steps that one turn takes: few for those who take seconds. */
export const STEPS = { stock: 1, 'jax-webgpu': 1, 'jax-wasm': 1, 'ours-webgpu': 4, 'ours-wasm': 4, torch: 4 };

/** Turns of the slow at most: with an odd number the median is a turn. */
const SLOW_ROUNDS = 3;

const DEFAULT_CASES = '8x32,16x64,32x64';

/** Contenders that are run in other cases than the first only when they are asked for by name: they take minutes there. */
const FIRST_CASE_ONLY = ['stock', 'jax-webgpu', 'jax-wasm'];

export function readOptions(available) {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      cases: { type: 'string', default: DEFAULT_CASES },
      rounds: { type: 'string', default: '7' },
      'no-figures': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  const only = values.only?.split(',');
  const unknown = only?.filter((name) => !(name in STEPS)) ?? [];
  if (unknown.length > 0)
    throw new Error(`Expected contenders among ${Object.keys(STEPS).join(', ')}, got ${unknown.join(', ')}.`);
  return {
    json: values.json,
    figures: !values['no-figures'],
    rounds: Number(values.rounds),
    cases: values.cases
      .split(',')
      .map((text, i) => ({ ...readCase(text), contenders: contendersOf(only, available, i) })),
  };
}

function readCase(text) {
  const [, channels, batchSize] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!channels) throw new Error(`Expected a case such as 8x32 (channels × batch), got ${text}.`);
  return { channels: Number(channels), batchSize: Number(batchSize) };
}

function contendersOf(only, available, i) {
  if (only) return only.filter((name) => available.includes(name));
  return available.filter((name) => i === 0 || !FIRST_CASE_ONLY.includes(name));
}

/** Turns of a contender. */
export const roundsOf = (name, rounds) => (FIRST_CASE_ONLY.includes(name) ? Math.min(rounds, SLOW_ROUNDS) : rounds);
