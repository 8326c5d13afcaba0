/**
 * What a device reaches at most, by a short measurement: multiplications and additions in registers, and copying memory. Two kernels that do nothing
 * else; a training kernel's distance from them says what it is bound by.
 */
import { Arena, type Dispatch } from '../../../workers/engine/plan/plan.ts';
import { kernel, range, reads, repeat, writes } from '../../../workers/kernels/plan/kernel.ts';
import { plansOf } from './plans.ts';
import { race } from './timing.ts';

export interface Peak {
  /** Floating-point operations a second, a multiplication and an addition being two. */
  readonly flops: number;
  /** Bytes read and written a second. */
  readonly bytes: number;
}

/** Sums that a thread keeps, so that none waits for the one before it. */
const CHAINS = 8;
const LOOPS = 64;
const UNROLLED = 8;
const LANES = 4;
const ROUNDS = 5;
/** Floats that are copied: more than caches hold. */
const COPIED = 8 << 20;
/** Milliseconds that a turn of the arithmetic should take; on it depends how many threads there are. */
const TURN_MS = 20;
const FEWEST_THREADS = 4096;
const MOST_THREADS = COPIED / 4;

const OPERATIONS_PER_THREAD = 2 * LANES * CHAINS * LOOPS * UNROLLED;

/** Sums of sums: y takes the end of every chain, so that no compiler leaves one out. */
function multiplyAdds() {
  const step = repeat(CHAINS, (i) => `    sum${String(i)} = sum${String(i)} * factor + term;`);
  return kernel({
    key: 'peak-arithmetic',
    bindings: [writes('y', 'vec4f'), reads('x', 'vec4f')],
    sizes: [],
    workgroupSize: 64,
    body: `
  let factor = x[0];
  let term = x[1];
${repeat(CHAINS, (i) => `  var sum${String(i)} = vec4f(f32(thread + ${String(i)}u));`)}
  for (var i = 0u; i < ${String(LOOPS)}u; i++) {
${repeat(UNROLLED, () => step)}
  }
  y[thread] = ${range(CHAINS)
    .map((i) => `sum${String(i)}`)
    .join(' + ')};`,
  });
}

function copy() {
  return kernel({
    key: 'peak-copy',
    bindings: [writes('y', 'vec4f'), reads('x', 'vec4f')],
    sizes: [],
    workgroupSize: 64,
    body: '  y[thread] = x[thread];',
  });
}

export async function measurePeak(device: GPUDevice): Promise<Peak> {
  const arena = new Arena(device);
  try {
    const buffers = { x: arena.floats(COPIED, 'peak x'), y: arena.floats(COPIED, 'peak y') };
    device.queue.writeBuffer(buffers.x.buffer, 0, new Float32Array(8).fill(0.5));
    const arithmetic = (threads: number): Dispatch => ({
      kernel: multiplyAdds(),
      buffers,
      sizes: {},
      extent: { threads },
    });
    const copying = { kernel: copy(), buffers, sizes: {}, extent: { threads: COPIED / 4 } };
    const trial = await secondsOf(device, [arithmetic(FEWEST_THREADS)]);
    const threads = Math.min(MOST_THREADS, FEWEST_THREADS * Math.ceil(TURN_MS / 1000 / trial[0]!));
    const [computing, moving] = await secondsOf(device, [arithmetic(threads), copying]);
    return { flops: (threads * OPERATIONS_PER_THREAD) / computing!, bytes: (2 * 4 * COPIED) / moving! };
  } finally {
    arena.dispose();
  }
}

/** Seconds that each dispatch takes by itself, at best. */
async function secondsOf(device: GPUDevice, dispatches: readonly Dispatch[]): Promise<number[]> {
  const plans = await plansOf(
    device,
    dispatches.map((dispatch) => [dispatch]),
  );
  const times = await race(device, Object.fromEntries(plans.map((plan, i) => [i, () => plan.submit()])), ROUNDS);
  plans.forEach((plan) => plan.dispose());
  return dispatches.map((_, i) => Math.min(...times[i]!) / 1000);
}
