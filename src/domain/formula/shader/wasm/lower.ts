/**
 * Shading text as WebAssembly instructions on vectors of four. Every function called is written in place, every binding is a local;
 * uniforms are globals, read once before the loop. WebAssembly keeps to IEEE 754, so what guards against compilers elsewhere
 * (`opaque`, hidden zeros) is nothing here.
 */
import { NUMBER_FIELDS, UNIFORM_FIELDS } from '../uniforms.ts';
import * as code from './instructions.ts';
import type { Node, ShadingFunction, Type } from './syntax.ts';

const { V } = code;

interface Local {
  readonly index: number;
  readonly type: Type;
}

type Scope = ReadonlyMap<string, Local>;

const isNumberField = (name: string): boolean => (NUMBER_FIELDS as readonly string[]).includes(name);

/** Functions that are single instructions: their opcode and what they give; null gives what the argument is. */
const BUILTINS: Readonly<Record<string, { readonly opcodes: readonly number[]; readonly type: Type | null }>> = {
  bitsOf: { opcodes: [], type: 'Whole' },
  numberOf: { opcodes: [], type: 'Num' },
  opaque: { opcodes: [], type: 'Num' },
  abs: { opcodes: [V.f32Abs], type: 'Num' },
  floor: { opcodes: [V.floor], type: 'Num' },
  ceil: { opcodes: [V.ceil], type: 'Num' },
  sqrt: { opcodes: [V.sqrt], type: 'Num' },
  roundEven: { opcodes: [V.nearest], type: 'Num' },
  both: { opcodes: [V.and], type: 'Flag' },
  either: { opcodes: [V.or], type: 'Flag' },
  max: { opcodes: [V.maxS], type: 'Signed' },
};

const CONSTANTS: Readonly<Record<string, readonly number[]>> = {
  infinite: code.floatConst(Infinity),
  notANumber: code.floatConst(NaN),
  zeroNumber: code.floatConst(0),
};

/** Conversions `To(from)`: the instruction, or none where the bits stay. */
const CONVERSIONS: Partial<Record<string, number>> = {
  'Num(Whole)': V.convertU,
  'Num(Signed)': V.convertS,
  'Whole(Num)': V.truncateU,
  'Signed(Num)': V.truncateS,
};

type Operators = Readonly<Record<string, number>>;
const BITS: Operators = { '&': V.and, '|': V.or, '^': V.xor };
const INTEGERS: Operators = { ...BITS, '+': V.i32Add, '-': V.i32Sub, '*': V.i32Mul, '==': V.i32Eq, '!=': V.i32Ne };
const OPERATORS: Readonly<Record<Type, Operators>> = {
  Num: { '+': V.f32Add, '-': V.f32Sub, '*': V.f32Mul, '/': V.f32Div, '==': V.f32Eq, '!=': V.f32Ne, '<': V.f32Lt, '<=': V.f32Le, '>': V.f32Gt, '>=': V.f32Ge },
  Whole: { ...INTEGERS, '<': V.ltU, '<=': V.leU, '>': V.gtU, '>=': V.geU, '<<': V.shl, '>>': V.shrU },
  Signed: { ...INTEGERS, '<': V.ltS, '<=': V.leS, '>': V.gtS, '>=': V.geS, '<<': V.shl, '>>': V.shrS },
  Flag: { ...BITS, '==': V.i32Eq },
}; // prettier-ignore
const COMPARISONS = ['==', '!=', '<', '<=', '>', '>='];
const TYPES = ['Num', 'Whole', 'Signed', 'Flag'];

/** Code under construction. Locals are numbered from `firstLocal` on and are all vectors. */
export class Lowering {
  readonly body: number[] = [];
  private readonly functions: ReadonlyMap<string, ShadingFunction>;
  private readonly uniforms = new Map<string, Local>();
  private readonly firstLocal: number;
  private locals = 0;

  constructor(functions: readonly ShadingFunction[], firstLocal: number) {
    this.firstLocal = firstLocal;
    this.functions = new Map(functions.map((each) => [each.name, each]));
  }

  get localCount(): number {
    return this.locals;
  }

  /** Instructions to run before the loop: uniforms into locals. */
  get prologue(): number[] {
    return [...this.uniforms].flatMap(([name, { index }]) => [
      ...code.globalGet(UNIFORM_FIELDS.indexOf(name)),
      ...code.vector(isNumberField(name) ? V.f32Splat : V.i32Splat),
      ...code.localSet(index),
    ]);
  }

  newLocal(type: Type): Local {
    return { index: this.firstLocal + this.locals++, type };
  }

  /** Leaves on the stack what the function named gives for these locals. */
  callWith(name: string, args: readonly Local[]): Type {
    const { params, bindings, result, type } = this.functionNamed(name);
    const scope = new Map(params.map((param, i) => [param.name, args[i]!]));
    for (const binding of bindings) scope.set(binding.name, this.bind(binding.value, scope));
    this.emit(result, scope, type);
    return type;
  }

  private functionNamed(name: string): ShadingFunction {
    const found = this.functions.get(name);
    if (!found) throw new Error(`expected a function of the shading text, got ${name}`);
    return found;
  }

  private write(bytes: readonly number[]): void {
    for (const byte of bytes) this.body.push(byte);
  }

  private bind(value: Node, scope: Scope): Local {
    if (value.kind === 'name') return this.localOf(value.name, scope);
    if (value.kind === 'uniform') return this.uniform(value.name);
    const local = this.newLocal(this.emit(value, scope));
    this.write(code.localSet(local.index));
    return local;
  }

  private localOf(name: string, scope: Scope): Local {
    const local = scope.get(name);
    if (!local) throw new Error(`expected a name bound in the shading text, got ${name}`);
    return local;
  }

  private uniform(name: string): Local {
    const known = this.uniforms.get(name) ?? this.newLocal(isNumberField(name) ? 'Num' : 'Whole');
    this.uniforms.set(name, known);
    return known;
  }

  /** Leaves a value on the stack. `wanted` is what a bare literal is taken for. */
  private emit(node: Node, scope: Scope, wanted: Type = 'Num'): Type {
    switch (node.kind) {
      case 'literal':
        this.write(wanted === 'Num' ? code.floatConst(node.value) : code.wholeConst(node.value));
        return wanted;
      case 'name':
        return this.get(this.localOf(node.name, scope));
      case 'uniform':
        return this.get(this.uniform(node.name));
      case 'unary':
        return this.unary(node.operator, node.operand, scope);
      case 'binary':
        return this.binary(node.operator, node.left, node.right, scope);
      case 'call':
        return this.call(node.name, node.args, scope);
      default:
        return node satisfies never;
    }
  }

  private get({ index, type }: Local): Type {
    this.write(code.localGet(index));
    return type;
  }

  private unary(operator: string, operand: Node, scope: Scope): Type {
    const type = this.emit(operand, scope);
    this.write(code.vector(operator === '-' ? (type === 'Num' ? V.f32Neg : V.i32Neg) : V.not));
    return type;
  }

  private binary(operator: string, left: Node, right: Node, scope: Scope): Type {
    if (operator === '<<' || operator === '>>') return this.shift(operator, left, right, scope);
    const type = this.typeOf(left, scope) ?? this.typeOf(right, scope) ?? 'Num';
    const bits = operator === '*' && type !== 'Num' ? powerOfTwo(right) : null;
    if (bits !== null) return this.shift('<<', left, { kind: 'literal', value: bits }, scope);
    this.emit(left, scope, type);
    this.emit(right, scope, type);
    this.write(code.vector(OPERATORS[type][operator]!));
    return COMPARISONS.includes(operator) ? 'Flag' : type;
  }

  private shift(operator: string, left: Node, right: Node, scope: Scope): Type {
    const amount = constantOf(right);
    if (amount === null) return this.shiftLanes(operator, left, right, scope);
    const type = this.emit(left, scope);
    this.write([...code.i32Const(amount), ...code.vector(OPERATORS[type][operator]!)]);
    return type;
  }

  /** There is no instruction that shifts each lane by its own amount. Only Whole is ever shifted so. */
  private shiftLanes(operator: string, left: Node, right: Node, scope: Scope): Type {
    const [value, amount] = [this.bind(left, scope), this.bind(right, scope)];
    this.get(value);
    for (let lane = 0; lane < 4; lane++) {
      this.write([...code.localGet(value.index), ...code.extractLane(lane)]);
      this.write([...code.localGet(amount.index), ...code.extractLane(lane)]);
      this.write([operator === '<<' ? code.I32.shl : code.I32.shrU, ...code.replaceLane(lane)]);
    }
    return value.type;
  }

  private call(name: string, args: readonly Node[], scope: Scope): Type {
    if (TYPES.includes(name)) return this.convert(name as Type, args[0]!, scope);
    if (name === 'select') return this.select(args, scope);
    const constant = CONSTANTS[name];
    if (constant) {
      this.write(constant);
      return 'Num';
    }
    const builtin = BUILTINS[name];
    if (!builtin) return this.inline(name, args, scope);
    const types = args.map((arg) => this.emit(arg, scope));
    this.write(builtin.opcodes.flatMap(code.vector));
    return builtin.type ?? types[0]!;
  }

  private inline(name: string, args: readonly Node[], scope: Scope): Type {
    return this.callWith(
      name,
      args.map((arg) => this.bind(arg, scope)),
    );
  }

  private convert(type: Type, from: Node, scope: Scope): Type {
    if (from.kind === 'unary' && from.operand.kind === 'literal') {
      return this.emit({ kind: 'literal', value: -from.operand.value }, scope, type);
    }
    const given = this.emit(from, scope, type);
    const instruction = CONVERSIONS[`${type}(${given})`];
    if (instruction !== undefined) this.write(code.vector(instruction));
    return type;
  }

  private select([no, yes, condition]: readonly Node[], scope: Scope): Type {
    const type = this.typeOf(yes!, scope) ?? this.typeOf(no!, scope) ?? 'Num';
    this.emit(yes!, scope, type);
    this.emit(no!, scope, type);
    this.emit(condition!, scope, 'Flag');
    this.write(code.vector(V.bitselect));
    return type;
  }

  /** The type of an expression without writing it; null for bare literals, which are what their neighbour is. */
  private typeOf(node: Node, scope: Scope): Type | null {
    switch (node.kind) {
      case 'literal':
        return null;
      case 'name':
        return this.localOf(node.name, scope).type;
      case 'uniform':
        return isNumberField(node.name) ? 'Num' : 'Whole';
      case 'unary':
        return this.typeOf(node.operand, scope);
      case 'binary':
        if (COMPARISONS.includes(node.operator)) return 'Flag';
        return this.typeOf(node.left, scope) ?? this.typeOf(node.right, scope);
      case 'call':
        return this.typeOfCall(node.name, node.args, scope);
      default:
        return node satisfies never;
    }
  }

  private typeOfCall(name: string, args: readonly Node[], scope: Scope): Type | null {
    if (TYPES.includes(name)) return name as Type;
    if (name === 'select') return this.typeOf(args[1]!, scope) ?? this.typeOf(args[0]!, scope);
    if (CONSTANTS[name]) return 'Num';
    return BUILTINS[name]?.type ?? this.functionNamed(name).type;
  }
}

/** k where a factor is 2ᵏ: multiplying by it is shifting. */
function powerOfTwo(node: Node): number | null {
  const bits = Math.log2(constantOf(node) ?? NaN);
  return Number.isInteger(bits) ? bits : null;
}

/** The number that an amount of shifting is, where it is one. */
function constantOf(node: Node): number | null {
  if (node.kind === 'literal') return node.value;
  return node.kind === 'call' && node.name === 'Whole' ? constantOf(node.args[0]!) : null;
}
