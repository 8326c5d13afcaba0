/** Times work on a device: rounds in which every candidate has its turn, so that a drifting machine hurts all alike. */
export type Work = () => unknown;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Milliseconds of each candidate's work in each round, done `repeats` times in a row and waited for. */
export async function race(
  device: GPUDevice,
  candidates: Readonly<Record<string, Work>>,
  rounds: number,
  repeats = 1,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = {};
  for (let round = -1; round < rounds; round++) {
    for (const [name, work] of Object.entries(candidates)) {
      const start = performance.now();
      for (let i = 0; i < repeats; i++) await work();
      await device.queue.onSubmittedWorkDone();
      // The first round warms up.
      if (round >= 0) (times[name] ??= []).push((performance.now() - start) / repeats);
    }
  }
  return times;
}
