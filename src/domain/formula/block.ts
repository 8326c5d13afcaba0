/**
 * Values of several expressions over whole arrays, for backends without shaders: no code is generated; every operation is one tight
 * loop over a block of elements that stays in the processor's cache. Scratch is float64 and every step is the one of `evaluate`, so
 * that results agree with it bit for bit before they are rounded to the output's precision.
 */
import { UNIFORM_NAMES, type Expr, type UniformName, type Uniforms } from './ast.ts';
import { DEFAULT_UNIFORMS } from './evaluate.ts';
import { linearise, type LinearProgram } from './linearise.ts';
import { OPERATION_TABLE } from './operations.ts';

/** Elements a block: 4 kB a register, a handful of registers in the first-level cache. */
export const BLOCK_SIZE = 512;

export type Numbers = Float32Array | Float64Array;

export interface BlockInputs {
  readonly x: Numbers;
  readonly y?: Numbers | null;
  /** The random numbers of RReLU; ½ where missing, as in evaluation. */
  readonly u?: Numbers | null;
  readonly uniforms?: Partial<Uniforms>;
}

export interface CompiledBlock {
  /** Evaluates the expressions for every element of x, each into its array of `outs`, which may be `x` itself or null where not wanted. */
  run(inputs: BlockInputs, outs: readonly (Numbers | null)[]): void;
}

type Registers = readonly Float64Array[];
type Step = (n: number) => void;

/** For each node the register that holds it. Registers of operations are used again once their last reader has run. */
function allocate({ nodes, args, outputs }: LinearProgram): {
  readonly registerOf: readonly number[];
  readonly count: number;
} {
  const lastUse = nodes.map((_, i) => i);
  args.forEach((positions, reader) => positions.forEach((position) => (lastUse[position] = reader)));
  outputs.forEach((position) => (lastUse[position] = Infinity));

  const free: number[] = [];
  const registerOf: number[] = [];
  let count = 0;
  nodes.forEach((node, i) => {
    // Read first, then written: an operand's register may become the result's.
    const dying = new Set(
      (args[i] ?? []).filter((position) => lastUse[position] === i && nodes[position]?.kind === 'call'),
    );
    if (node.kind === 'call') dying.forEach((position) => free.push(registerOf[position]!));
    registerOf.push((node.kind === 'call' ? free.pop() : undefined) ?? count++);
  });
  return { registerOf, count };
}

const NOTHING = new Float64Array(0);

function stepOf(node: Expr, out: Float64Array, operands: Registers): Step | null {
  if (node.kind !== 'call') return null;
  const { block } = OPERATION_TABLE[node.operation];
  const [a = NOTHING, b = NOTHING, c = NOTHING] = operands;
  return (n) => block(n, out, a, b, c);
}

const isUniform = (name: string): name is UniformName => (UNIFORM_NAMES as readonly string[]).includes(name);

class Block implements CompiledBlock {
  private readonly program: LinearProgram;
  private readonly registers: Registers;
  private readonly steps: readonly Step[];

  constructor(exprs: readonly Expr[]) {
    this.program = linearise(exprs);
    const { registerOf, count } = allocate(this.program);
    const pool = Array.from({ length: count }, () => new Float64Array(BLOCK_SIZE));
    this.registers = registerOf.map((register) => pool[register]!);
    this.steps = this.program.nodes.flatMap((node, i) => {
      const operands = (this.program.args[i] ?? []).map((position) => this.registers[position]!);
      return stepOf(node, this.registers[i]!, operands) ?? [];
    });
  }

  run(inputs: BlockInputs, outs: readonly (Numbers | null)[]): void {
    this.fillConstants(inputs);
    const { length } = inputs.x;
    for (let start = 0; start < length; start += BLOCK_SIZE) {
      const n = Math.min(BLOCK_SIZE, length - start);
      this.load(inputs, start, n);
      for (const step of this.steps) step(n);
      this.store(outs, start, n);
    }
  }

  /** Numbers, uniforms, and inputs that are the same everywhere. */
  private fillConstants({ y, u, uniforms }: BlockInputs): void {
    this.program.nodes.forEach((node, i) => {
      const register = this.registers[i]!;
      if (node.kind === 'number') register.fill(node.value);
      if (node.kind !== 'variable') return;
      if (isUniform(node.name)) register.fill(uniforms?.[node.name] ?? DEFAULT_UNIFORMS[node.name]);
      if (node.name === 'y' && !y) register.fill(0);
      if (node.name === 'u' && !u) register.fill(0.5);
    });
  }

  private load({ x, y, u }: BlockInputs, start: number, n: number): void {
    const inputs: Partial<Record<string, Numbers | null>> = { x, y: y ?? null, u: u ?? null };
    this.program.nodes.forEach((node, i) => {
      const input = node.kind === 'variable' ? inputs[node.name] : null;
      if (input) this.registers[i]!.set(input.subarray(start, start + n));
    });
  }

  private store(outs: readonly (Numbers | null)[], start: number, n: number): void {
    this.program.outputs.forEach((position, i) => {
      outs[i]?.set(this.registers[position]!.subarray(0, n), start);
    });
  }
}

/** An evaluator of some expressions, which share what they have in common. It keeps its own scratch memory; make it once, run it often. */
export function compileBlock(exprs: readonly Expr[]): CompiledBlock {
  return new Block(exprs);
}
