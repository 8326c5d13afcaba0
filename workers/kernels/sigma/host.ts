/**
 * σ on backends whose tensors lie in this thread's memory: cpu, and the heap of wasm. Expressions are evaluated over blocks in float64
 * and rounded once, rules and noise are loops beside them; a chunk at a time, so that scratch stays in the cache.
 */
import { BLOCK_SIZE, compileBlock, type CompiledBlock } from '../../../src/domain/formula/index.ts';
import type { Combine, SigmaProgram, SlopePair } from '../../../src/domain/derivatives/program.ts';
import { fillNormal, fillUniform } from '../../../src/domain/random/counter.ts';
import { isNoisy, type SigmaCall } from './call.ts';
import { addNoise, anneal, combine } from './combine.ts';

const CHUNK = 4 * BLOCK_SIZE;

interface Scratch {
  readonly u: Float64Array;
  readonly n: Float64Array;
  /** Left and right slope of the rule, then of the one that annealing moves to. */
  readonly slopes: readonly Float64Array[];
}

interface Compiled {
  readonly sigma: CompiledBlock;
  readonly slopes: CompiledBlock;
}

const COMPILED = new WeakMap<SigmaProgram, Compiled>();
const array = (): Float64Array => new Float64Array(CHUNK);
const SCRATCH: Scratch = { u: array(), n: array(), slopes: [array(), array(), array(), array()] };

function compiled(program: SigmaProgram): Compiled {
  const known = COMPILED.get(program);
  if (known) return known;
  const { sigma, pair, then } = program;
  const slopes = [pair.left, pair.right, ...(then ? [then.left, then.right] : [])];
  const made = { sigma: compileBlock([sigma]), slopes: compileBlock(slopes) };
  COMPILED.set(program, made);
  return made;
}

/** Which arrays of scratch a rule reads, null for those it doesn't. */
function wanted(how: Combine, [left, right]: readonly Float64Array[]): (Float64Array | null)[] {
  return [how === 'right' ? null : left!, how === 'left' ? null : right!];
}

/** u for the elements from `first` on, or null where it is ½ or not asked for. */
function drawU({ program, context }: SigmaCall, first: number, length: number): Float64Array | null {
  if (!program.random || !context.training) return null;
  const u = SCRATCH.u.subarray(0, length);
  fillUniform(u, context, first);
  return u;
}

function eachChunk(length: number, chunk: (start: number, end: number) => void): void {
  for (let start = 0; start < length; start += CHUNK) chunk(start, Math.min(length, start + CHUNK));
}

/** out = σ(x) */
export function hostForward(x: Float32Array, out: Float32Array, call: SigmaCall): void {
  const { sigma } = compiled(call.program);
  eachChunk(x.length, (start, end) => {
    const inputs = { x: x.subarray(start, end), u: drawU(call, start, end - start), uniforms: call.values.uniforms };
    sigma.run(inputs, [out.subarray(start, end)]);
  });
}

/** ∂L/∂x of one rule, left in the first array of its scratch. */
function descend({ combine: how }: SlopePair, g: Float32Array, [left, right]: readonly Float64Array[]): Float64Array {
  combine(how, left!, g, left!, right!);
  return left!;
}

function backwardChunk(g: Float32Array, x: Float32Array, out: Float32Array, first: number, call: SigmaCall): void {
  const { pair, then } = call.program;
  const slopes = SCRATCH.slopes.map((slope) => slope.subarray(0, x.length));
  const outs = [...wanted(pair.combine, slopes), ...(then ? wanted(then.combine, slopes.slice(2)) : [])];
  const inputs = { x, u: drawU(call, first, x.length), uniforms: call.values.uniforms };
  compiled(call.program).slopes.run(inputs, outs);
  const result = descend(pair, g, slopes);
  if (then) anneal(result, result, descend(then, g, slopes.slice(2)), call.context.anneal);
  if (isNoisy(call)) applyNoise(result, first, call);
  out.set(result);
}

function applyNoise(result: Float64Array, first: number, { values, context }: SigmaCall): void {
  const n = SCRATCH.n.subarray(0, result.length);
  fillNormal(n, context, first);
  addNoise(result, result, n, values.noise);
}

/** out = ∂L/∂x by the rule, given g = ∂L/∂a. */
export function hostBackward(g: Float32Array, x: Float32Array, out: Float32Array, call: SigmaCall): void {
  eachChunk(x.length, (start, end) => {
    backwardChunk(g.subarray(start, end), x.subarray(start, end), out.subarray(start, end), start, call);
  });
}
