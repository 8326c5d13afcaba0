/** Bytes of WebAssembly instructions (https://webassembly.github.io/spec/core/binary/instructions.html), those that are used here. */

/** A number in LEB128, unsigned. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value >>> 0; ; rest >>>= 7) {
    if (rest < 0x80) return [...bytes, rest];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

/** A number in LEB128, signed. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value | 0; ; rest >>= 7) {
    const byte = rest & 0x7f;
    if ((rest === 0 && byte < 0x40) || (rest === -1 && byte >= 0x40)) return [...bytes, byte];
    if (rest >= -0x40 && rest < 0x40) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

/** Instructions on 32-bit integers and locals. */
export const I32 = { add: 0x6a, sub: 0x6b, and: 0x71, shl: 0x74, shrU: 0x76, geU: 0x4f, leU: 0x4d } as const;
export const SELECT = 0x1b;
export const END = 0x0b;

export const localGet = (local: number): number[] => [0x20, ...unsigned(local)];
export const localSet = (local: number): number[] => [0x21, ...unsigned(local)];
export const globalGet = (global: number): number[] => [0x23, ...unsigned(global)];
export const i32Const = (value: number): number[] => [0x41, ...signed(value)];
export const branchIf = (depth: number): number[] => [0x0d, ...unsigned(depth)];
export const branch = (depth: number): number[] => [0x0c, ...unsigned(depth)];
export const LOOP = [0x03, 0x40];
export const BLOCK = [0x02, 0x40];

/** Opcodes on vectors of four. */
export const V = {
  i32Splat: 0x11, f32Splat: 0x13,
  i32Eq: 0x37, i32Ne: 0x38, ltS: 0x39, ltU: 0x3a, gtS: 0x3b, gtU: 0x3c, leS: 0x3d, leU: 0x3e, geS: 0x3f, geU: 0x40,
  f32Eq: 0x41, f32Ne: 0x42, f32Lt: 0x43, f32Gt: 0x44, f32Le: 0x45, f32Ge: 0x46,
  not: 0x4d, and: 0x4e, or: 0x50, xor: 0x51, bitselect: 0x52,
  ceil: 0x67, floor: 0x68, nearest: 0x6a,
  i32Neg: 0xa1, shl: 0xab, shrS: 0xac, shrU: 0xad, i32Add: 0xae, i32Sub: 0xb1, i32Mul: 0xb5, maxS: 0xb8,
  f32Abs: 0xe0, f32Neg: 0xe1, sqrt: 0xe3, f32Add: 0xe4, f32Sub: 0xe5, f32Mul: 0xe6, f32Div: 0xe7,
  truncateS: 0xf8, truncateU: 0xf9, convertS: 0xfa, convertU: 0xfb,
} as const; // prettier-ignore

/** A vector instruction without operands in the code. */
export const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** Loads or stores 16 bytes, aligned to 4. */
export const vectorLoad = [...vector(0x00), 2, 0];
export const vectorStore = [...vector(0x0b), 2, 0];

export const extractLane = (lane: number): number[] => [...vector(0x1b), lane];
export const replaceLane = (lane: number): number[] => [...vector(0x1c), lane];

/** A constant vector of four 32-bit words. */
export function vectorConst(words: readonly [number, number, number, number]): number[] {
  return [...vector(0x0c), ...new Uint8Array(Uint32Array.from(words).buffer)];
}

/** All lanes the same float32. */
export function floatConst(value: number): number[] {
  const [word = 0] = new Uint32Array(Float32Array.of(value).buffer);
  return vectorConst([word, word, word, word]);
}

/** All lanes the same integer. */
export function wholeConst(value: number): number[] {
  return vectorConst([value, value, value, value]);
}
