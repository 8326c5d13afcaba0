/**
 * A WebAssembly module (SIMD) that applies one function of a shading text to arrays of float32 in a memory that it imports:
 *
 *     run(x, g, out, count)     out[i] = valueAt(x[i], g[i], i) for i < count; addresses in bytes, count ≥ 4
 *
 * Its exported globals, named as the uniforms, are to be set before. Four elements at a time; the last four may overlap the ones before
 * them and are then computed twice, so `out` must not be one of the inputs.
 */
import * as code from './instructions.ts';
import { Lowering } from './lower.ts';
import { NUMBER_FIELDS, UNIFORM_FIELDS } from '../uniforms.ts';
import { readShadingText } from './syntax.ts';

const [I32_TYPE, F32_TYPE, V128_TYPE] = [0x7f, 0x7d, 0x7b];

/** Positions of the parameters and of the two locals that count. */
const [X, G, OUT, COUNT, I, NEXT] = [0, 1, 2, 3, 4, 5];
const FIRST_VECTOR = 6;

function section(id: number, content: readonly number[]): number[] {
  return [id, ...code.unsigned(content.length), ...content];
}

function list(items: readonly (readonly number[])[]): number[] {
  return [...code.unsigned(items.length), ...items.flat()];
}

function text(value: string): number[] {
  return list(Array.from(value, (character) => [character.charCodeAt(0)]));
}

/** Pushes the address of element i of an array. */
function address(base: number): number[] {
  return [...code.localGet(base), ...code.localGet(I), ...code.i32Const(2), code.I32.shl, code.I32.add];
}

/** i = min(i + 4, count − 4), or out of the loop if i + 4 ≥ count. */
const ADVANCE = [
  ...code.localGet(I), ...code.i32Const(4), code.I32.add, ...code.localSet(NEXT),
  ...code.localGet(NEXT), ...code.localGet(COUNT), code.I32.geU, ...code.branchIf(1),
  ...code.localGet(NEXT),
  ...code.localGet(COUNT), ...code.i32Const(4), code.I32.sub,
  ...code.localGet(NEXT), ...code.localGet(COUNT), ...code.i32Const(4), code.I32.sub, code.I32.leU,
  code.SELECT, ...code.localSet(I), ...code.branch(0),
]; // prettier-ignore

/** Locals of the function and its instructions. */
function functionBody(shading: string): number[] {
  const lowering = new Lowering(readShadingText(shading), FIRST_VECTOR);
  const [x, g, element] = [lowering.newLocal('Num'), lowering.newLocal('Num'), lowering.newLocal('Whole')];
  lowering.callWith('valueAt', [x, g, element]);
  const load = [
    ...address(X), ...code.vectorLoad, ...code.localSet(x.index),
    ...address(G), ...code.vectorLoad, ...code.localSet(g.index),
    ...code.localGet(I), ...code.vector(code.V.i32Splat), ...code.vectorConst([0, 1, 2, 3]), ...code.vector(code.V.i32Add), ...code.localSet(element.index),
  ]; // prettier-ignore
  const round = [...load, ...address(OUT), ...lowering.body, ...code.vectorStore, ...ADVANCE];
  const loop = [...code.BLOCK, ...code.LOOP, ...round, code.END, code.END];
  const locals = list([
    [2, I32_TYPE],
    [...code.unsigned(lowering.localCount), V128_TYPE],
  ]);
  return [...locals, ...lowering.prologue, ...loop, code.END];
}

function isFloat(name: string): boolean {
  return (NUMBER_FIELDS as readonly string[]).includes(name);
}

/** A mutable global that starts as 0. */
function globalEntry(name: string): number[] {
  return isFloat(name) ? [F32_TYPE, 1, 0x43, 0, 0, 0, 0, code.END] : [I32_TYPE, 1, ...code.i32Const(0), code.END];
}

/** A memory of any size; one that threads share must be imported as such, with the largest size there is. */
const MEMORY = [0, 0];
const SHARED_MEMORY = [3, 0, ...code.unsigned(65536)];

/** The module for a shading text that defines `valueAt(x, g, element)`. It imports its memory as `env.memory`. */
export function wasmModule(shading: string, { shared = false } = {}): Uint8Array<ArrayBuffer> {
  const body = functionBody(shading);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list([[0x60, ...list([[I32_TYPE], [I32_TYPE], [I32_TYPE], [I32_TYPE]]), 0]])),
    ...section(2, list([[...text('env'), ...text('memory'), 2, ...(shared ? SHARED_MEMORY : MEMORY)]])),
    ...section(3, list([[0]])),
    ...section(6, list(UNIFORM_FIELDS.map(globalEntry))),
    ...section(
      7,
      list([[...text('run'), 0, 0], ...UNIFORM_FIELDS.map((name, i) => [...text(name), 3, ...code.unsigned(i)])]),
    ),
    ...section(10, list([[...code.unsigned(body.length), ...body]])),
  ]);
}
