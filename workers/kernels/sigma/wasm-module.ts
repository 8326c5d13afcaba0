/**
 * σ as WebAssembly of its own, working in the memory of tfjs's wasm backend: the shading text of the shaders, compiled here for SIMD.
 * An order of magnitude faster than loops in TypeScript, and for the same formulas.
 */
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { glslUniformValues, UNIFORM_FIELDS, valueText, wasmModule } from '../../../src/domain/formula/shader/index.ts';
import { isNoisy, type SigmaCall } from './call.ts';
import { Recent } from './recent.ts';

interface Exports {
  readonly run: (x: number, g: number, out: number, count: number) => void;
  readonly globals: readonly WebAssembly.Global[];
}

/** What is used of Emscripten's module that tfjs's types don't mention. */
interface Internals {
  readonly asm?: { readonly memory?: WebAssembly.Memory };
  /** Where there are threads, memory is made before the module. */
  readonly wasmMemory?: WebAssembly.Memory;
}

const MODULES = new WeakMap<WebAssembly.Memory, Recent<Exports | null>>();

function memoryOf({ wasm }: BackendWasm): WebAssembly.Memory | null {
  const { asm, wasmMemory } = wasm as unknown as Internals;
  return asm?.memory ?? wasmMemory ?? null;
}

function instantiate(memory: WebAssembly.Memory, call: SigmaCall, backward: boolean): Exports | null {
  const shared = !(memory.buffer instanceof ArrayBuffer);
  const bytes = wasmModule(valueText(call.program, { backward, noisy: isNoisy(call) }), { shared });
  if (!WebAssembly.validate(bytes)) return null; // no SIMD here
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  const globals = UNIFORM_FIELDS.map((name) => exports[name] as WebAssembly.Global);
  return { run: exports['run'] as Exports['run'], globals };
}

/** The compiled function of a direction with its uniforms set, or null where there can be none. */
export function sigmaModule(backend: BackendWasm, call: SigmaCall, backward: boolean): Exports['run'] | null {
  const memory = memoryOf(backend);
  if (!memory) return null;
  const modules = MODULES.get(memory) ?? new Recent<Exports | null>(64);
  MODULES.set(memory, modules);
  const key = `${backward}${isNoisy(call)}${call.program.key}`;
  const module = modules.get(key, () => instantiate(memory, call, backward));
  if (!module) return null;
  const values = glslUniformValues(call.values, call.context).flat();
  module.globals.forEach((global, i) => (global.value = values[i]));
  return module.run;
}
