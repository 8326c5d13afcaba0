/** Runs contenders in turns, so that a drifting machine hurts all alike, and takes medians. */
import { roundsOf, STEPS } from './options.mjs';

export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * One case: opens every contender (each an object with open, run and close), gives them their turns, closes them. One that fails is left out,
 * with what it said. Resolves to the rows of the case.
 */
export async function race({ channels, batchSize, contenders: names }, make, rounds) {
  const racers = [];
  for (const name of names) {
    const contender = await make(name);
    try {
      const firstStepMs = await contender.open({ channels, batchSize });
      racers.push({ name, contender, firstStepMs, turns: [] });
    } catch (error) {
      console.error(`${name} at C=${channels}, B=${batchSize} is left out: ${error.message.split('\n')[0]}`);
      await contender.close();
    }
  }
  for (let round = 0; round < rounds; round++)
    for (const { name, contender, turns } of racers)
      if (round < roundsOf(name, rounds)) turns.push(await contender.run(STEPS[name]));
  for (const { contender } of racers) await contender.close();
  return racers.map(({ name, firstStepMs, turns }) => row(name, channels, batchSize, firstStepMs, turns));
}

function row(name, C, B, firstStepMs, turns) {
  const of = (key) => (turns[0][key] === undefined ? null : median(turns.map((turn) => turn[key])));
  return {
    name,
    C,
    B,
    msPerStep: of('ms'),
    dispatches: of('dispatches'),
    submits: of('submits'),
    jsMsPerStep: of('jsMs'),
    firstStepMs,
    runs: turns.map(({ ms }) => ms),
    loss: turns.at(-1).loss,
  };
}
