/** The command line: `--only stock,ours-webgpu,torch --cases 8x32,16x64 --rounds 5 --json FILE`. */
import { parseArgs } from 'node:util';

/** Steps that one turn takes: few for those who take seconds. */
export const STEPS = {
  stock: 1,
  'jax-webgpu': 1,
  'jax-wasm': 1,
  'ours-webgpu': 4,
  'ours-wasm': 4,
  'ours-wasm-threads': 4,
  torch: 4,
};

/** Figures of single kernels that one asks for together as `figures`. */
const FIGURES = ['evaluation', 'sigma', 'norms', 'atlas', 'live'];

/** What is measured beside the steps of contenders, for the first case. */
export const EXTRAS = ['train-button', ...FIGURES, 'kernels', 'products'];

/** Extras that are measured only when they are asked for by name. */
const ON_DEMAND = ['kernels', 'products'];

/** Extras that are measured for every case. */
const OF_EVERY_CASE = ['kernels', 'products'];

/** Turns of the slow at most: with an odd number the median is a turn. */
const SLOW_ROUNDS = 3;

const DEFAULT_CASES = '8x32,16x64,32x64';

/** Contenders that are run in other cases than the first only when they are asked for by name: they take minutes there. */
const FIRST_CASE_ONLY = ['stock', 'jax-webgpu', 'jax-wasm'];

/** What to measure: `cases` with their contenders, and `extras` with theirs. Throws for names that nobody knows. */
export function readOptions(available) {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      cases: { type: 'string', default: DEFAULT_CASES },
      rounds: { type: 'string', default: '7' },
      json: { type: 'string' },
    },
  });
  const only = values.only?.split(',').flatMap((name) => (name === 'figures' ? FIGURES : [name])) ?? null;
  checkNames(only ?? []);
  const chosen = (name) => available.includes(name) && (only === null || only.includes(name));
  const cases = values.cases.split(',').map(readCase);
  return {
    json: values.json,
    rounds: readRounds(values.rounds),
    extras: EXTRAS.filter((name) => chosen(name) && (only !== null || !ON_DEMAND.includes(name))).flatMap((name) =>
      (OF_EVERY_CASE.includes(name) ? cases : cases.slice(0, 1)).map((what) => ({ name, what })),
    ),
    cases: cases.map((what, i) => ({
      ...what,
      contenders: Object.keys(STEPS).filter(
        (name) => chosen(name) && (only !== null || i === 0 || !FIRST_CASE_ONLY.includes(name)),
      ),
    })),
  };
}

function checkNames(names) {
  const known = [...Object.keys(STEPS), 'figures', ...EXTRAS];
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

/** The results of all extras, by `measure`; one that fails says why and leaves nothing. */
export async function measureExtras(extras, measure) {
  const results = [];
  for (const { name, what } of extras) {
    console.log(`${name}, C=${what.channels}, B=${what.batchSize} …`);
    try {
      results.push(await measure(name, what));
    } catch (error) {
      console.error(`${name} is left out: ${String(error.message ?? error).split('\n')[0]}`);
    }
  }
  return results;
}
