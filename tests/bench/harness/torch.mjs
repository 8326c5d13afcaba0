/** PyTorch on the processor as a contender, in a process of its own, by whichever Python has it. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const script = join(import.meta.dirname, 'train.py');
const pythons = ['python3', '/usr/bin/python3', 'python'];

/** A Python that has torch, or undefined. */
export function pythonWithTorch() {
  return pythons.find((python) => spawnSync(python, ['-c', 'import torch'], { stdio: 'ignore' }).status === 0);
}

/** Starts the process; `open` resolves to milliseconds until the end of the first step. */
export function torchContender(python, latent) {
  let child;
  let lines;
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error('PyTorch ended before it answered.');
    return value.split(' ');
  };
  return {
    async open({ channels, batchSize }) {
      const start = performance.now();
      child = spawn(python, [script, channels, batchSize, latent].map(String), { stdio: ['pipe', 'pipe', 'inherit'] });
      lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      await nextLine();
      return performance.now() - start;
    },
    async run(steps) {
      child.stdin.write(`${steps}\n`);
      const [ms, loss] = await nextLine();
      return { ms: Number(ms), loss: Number(loss) };
    },
    close: async () => void child?.kill(),
  };
}
