/** Our training as the page does it: the same choice of engine on the same tfjs backends. */
import type { BackendKind } from '../../../workers/devices/backend.ts';
import { createEngine } from '../../../workers/devices/engines.ts';
import { severalThreads, wasm } from '../../../workers/devices/wasm.ts';
import { threadsHere } from '../../../workers/devices/wasm-threads.ts';
import { webgpu } from '../../../workers/devices/webgpu.ts';
import type { Case, Contender } from './contender.ts';
import { engineContender } from './engine.ts';
import { engineOptions } from './options.ts';

async function open(kind: BackendKind, what: Case): Promise<Contender> {
  const sighting = await kind.look();
  if (!sighting.present) throw new Error(sighting.note);
  await kind.open({
    failed: (error) => {
      throw error;
    },
  });
  const device = { backend: kind.backend, software: sighting.software, adapter: sighting.adapter };
  return engineContender(await createEngine(engineOptions(what), device), what);
}

export const oursOnWebGpu = (what: Case): Promise<Contender> => open(webgpu, what);
export const oursOnWasm = (what: Case): Promise<Contender> => open(wasm, what);

/** On as many threads as the page would try, whether they help or not. */
export async function oursOnThreads(what: Case): Promise<Contender> {
  await severalThreads.start();
  severalThreads.use(threadsHere());
  return engineContender(await createEngine(engineOptions(what), { backend: 'wasm', software: false }), what);
}
