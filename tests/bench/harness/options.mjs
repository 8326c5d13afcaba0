/** The command line: `--only stock,ours-webgpu,torch --cases 8x32,16x64 --rounds 5 --json FILE`. */
import { parseArgs } from 'node:util';

/** Steps that one turn takes: few for those who take seconds. */
export const STEPS = { stock: 1, 'jax-webgpu': 1, 'jax-wasm': 1, 'ours-webgpu': 4, 'ours-wasm': 4, torch: 4 };

/** What is measured beside the steps of contenders, once. */
export const EXTRAS = ['train-button', 'figures', 'kernels', 'live'];

/** Extras that are measured only when they are asked for by name. */
const ON_DEMAND = ['kernels', 'live'];

/** Turns of the slow at most: with an odd number the median is a turn. */
const SLOW_ROUNDS = 3;

const DEFAULT_CASES = '8x32,16x64,32x64';

/** Contenders that are run in other cases than the first only when they are asked for by name: they take minutes there. */
const FIRST_CASE_ONLY = ['stock', 'jax-webgpu', 'jax-wasm'];

/** What to measure: `cases` with their contenders, and the names of `extras`. Throws for names that nobody knows. */
export function readOptions(available) {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      cases: { type: 'string', default: DEFAULT_CASES },
      rounds: { type: 'string', default: '7' },
      json: { type: 'string' },
    },
  });
  const only = values.only?.split(',') ?? null;
  checkNames(only ?? []);
  const chosen = (name) => available.includes(name) && (only === null || only.includes(name));
  return {
    json: values.json,
    rounds: readRounds(values.rounds),
    extras: EXTRAS.filter((name) => chosen(name) && (only !== null || !ON_DEMAND.includes(name))),
    cases: values.cases.split(',').map((text, i) => ({
      ...readCase(text),
      contenders: Object.keys(STEPS).filter(
        (name) => chosen(name) && (only !== null || i === 0 || !FIRST_CASE_ONLY.includes(name)),
      ),
    })),
  };
}

function checkNames(names) {
  const known = [...Object.keys(STEPS), ...EXTRAS];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Expected names among ${known.join(', ')}, got ${unknown.join(', ')}.`);
}

function readRounds(text) {
  const rounds = Number(text);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`Expected a number of rounds, got ${text}.`);
  return rounds;
}

function readCase(text) {
  const [, channels, batchSize] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (!channels) throw new Error(`Expected a case such as 8x32 (channels × batch), got ${text}.`);
  return { channels: Number(channels), batchSize: Number(batchSize) };
}

/** Turns of a contender. */
export const roundsOf = (name, rounds) => (FIRST_CASE_ONLY.includes(name) ? Math.min(rounds, SLOW_ROUNDS) : rounds);
