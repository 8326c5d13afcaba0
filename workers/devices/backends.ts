/** The backends there are, in the order in which they are preferred. */
import type { BackendKind } from './backend.ts';
import { cpu } from './cpu.ts';
import { wasm } from './wasm.ts';
import { webgl } from './webgl.ts';
import { webgpu } from './webgpu.ts';

export const BACKENDS: readonly BackendKind[] = [webgpu, webgl, wasm, cpu];
