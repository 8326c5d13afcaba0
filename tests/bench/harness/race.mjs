/** Times contenders in turns, so that a drifting machine hurts all alike, and takes medians. */
import { roundsOf, STEPS } from './options.mjs';

/** What a contender may take to open and finish its first step, and what for one turn. */
const PATIENCE_TO_OPEN_MS = 180_000;
const PATIENCE_MS = 120_000;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * One case: opens every contender (each an object with open, run and close), gives them their turns, closes them. One that fails or takes too long
 * is left out from there on, with what it said; the turns that it had still count. Resolves to the rows of the case.
 */
export async function race({ channels, batchSize, contenders }, make, rounds) {
  const racers = contenders.map((name) => ({ name, contender: make(name), turns: [], out: false }));
  const attempt = async (racer, patience, work) => {
    try {
      return await within(patience, work());
    } catch (error) {
      racer.out = true;
      console.error(`${racer.name} at C=${channels}, B=${batchSize} is out: ${firstLine(error)}`);
      await close(racer);
      return undefined;
    }
  };
  for (const racer of racers) {
    const open = () => racer.contender.open({ channels, batchSize });
    racer.firstStepMs = await attempt(racer, PATIENCE_TO_OPEN_MS, open);
  }
  for (let round = 0; round < rounds; round++) {
    for (const racer of racers.filter(({ name, out }) => !out && round < roundsOf(name, rounds))) {
      const turn = await attempt(racer, PATIENCE_MS, () => racer.contender.run(STEPS[racer.name]));
      if (turn) racer.turns.push(turn);
    }
  }
  for (const racer of racers) if (!racer.out) await close(racer);
  return racers.filter(({ turns }) => turns.length > 0).map((racer) => row(racer, channels, batchSize));
}

/** Closing what hangs may hang too. */
async function close({ name, contender }) {
  await within(10_000, contender.close()).catch((error) => console.error(`closing ${name}: ${firstLine(error)}`));
}

/** Rejects where the promise takes longer. */
function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing came for ${milliseconds / 1000} s`)), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

const firstLine = (error) => String(error.message ?? error).split('\n')[0];

function row({ name, firstStepMs, turns }, C, B) {
  const of = (key) => (turns[0][key] === undefined ? null : median(turns.map((turn) => turn[key])));
  return {
    name,
    C,
    B,
    msPerStep: of('ms'),
    dispatches: of('dispatches'),
    submits: of('submits'),
    jsMsPerStep: of('jsMs'),
    runs: turns.map(({ ms }) => ms),
    firstStepMs,
  };
}
