/**
 * The skeleton of a product of matrices, C = start + A·B, for graphics cards: with many channels a convolution is one (`product-convolution.ts`), and so
 * is its weight gradient (`product-weight-gradient.ts`). What A and B are, where they lie, and where C goes, is the caller's.
 *
 * Layout: A and B are read as quads from wherever they are, along the summed index k or across it, and staged in workgroup memory as [k][row of A]
 * and [k][column of B]. A row of four k's has two quads of padding, so that neighbouring threads that store different k's hit different banks.
 * Threads: a workgroup makes one tile of C, a thread `threadRows` × `threadColumns` of it in registers: for each k it loads a few quads of A and of B
 * and multiplies all with all. Its quads lie `down` and `across` threads apart, so that neighbours load and store neighbouring quads. To stage, each thread
 * fetches one block of 4 × 4 numbers of A and one of B (fewer threads where a side is shorter), transposed in registers where its quads lie
 * along k. The next blocks are fetched before the present ones are multiplied, so that memory has that long to answer.
 *
 * Every element of C is summed in the order of k, one product at a time: no tile changes a bit of it.
 */
import { kernel, range, repeat, type Binding, type Kernel } from './kernel.ts';

/** Rows and columns of C that a workgroup makes, and of them what one thread makes; multiples of 4. */
export interface ProductTile {
  readonly rows: number;
  readonly columns: number;
  readonly threadRows: number;
  readonly threadColumns: number;
}

const tileOf = (rows: number, columns: number, threadRows: number, threadColumns: number): ProductTile => ({
  rows, columns, threadRows, threadColumns,
}); // prettier-ignore

/** Tiles worth trying, for few outputs and for many; all within the limits that every device has: 256 threads, 16 KiB of workgroup memory. */
export const PRODUCT_TILES: readonly ProductTile[] = [
  tileOf(32, 32, 4, 4),
  tileOf(64, 32, 8, 4),
  tileOf(64, 64, 8, 8),
  tileOf(128, 64, 8, 8),
];

/** How one matrix is read. Texts are WGSL and may use the names given; A's and B's `once` share a scope, what is read at each step does not. */
export interface Operand {
  /** Whether a quad holds four neighbours of the summed index, or of the other. */
  readonly quads: 'along' | 'across';
  /** Declarations before the first step; `aQuad` (or `bQuad`) is the thread's quad of rows of A (columns of B). */
  readonly once?: string;
  /** At each step, before the quads are read. `k` is the first of the block's four. */
  readonly each?: string;
  /** One of the block's four quads: of row (column) 4·aQuad + n where they lie along k, else of summed index k + n, given as `at`. */
  readonly quad: (n: number, at: string) => string;
}

export interface ProductText {
  readonly key: string;
  readonly bindings: readonly Binding[];
  readonly sizes: readonly string[];
  readonly functions?: string;
  readonly tile: ProductTile;
  /** Quads of columns of C. */
  readonly columnQuads: number;
  /** Declares `tileRow`, from `rest`: the number of the workgroup among those of the same tile of columns. */
  readonly begin: string;
  /** The summed index runs from 0 to here, or between two u32s of the code; multiples of 4 where quads lie along it. */
  readonly depth: number | { readonly from: string; readonly to: string };
  readonly a: Operand;
  readonly b: Operand;
  /** What the sums of a quad of columns begin with. */
  readonly start: (columnQuad: string) => string;
  /** Stores one quad of a row, unless the row is beyond the end. Arguments are names. */
  readonly store: (row: string, columnQuad: string, value: string) => string;
}

/** Numbers that follow from a tile. */
export function geometryOf({ rows, columns, threadRows, threadColumns }: ProductTile) {
  const down = rows / threadRows;
  const across = columns / threadColumns;
  const threads = down * across;
  // As deep as lets each thread fetch one block of the longer side.
  return { down, across, threads, depth: (16 * threads) / Math.max(rows, columns) };
}

const LANES = ['x', 'y', 'z', 'w'];
const u = (n: number): string => `${String(n)}u`;

/** Quads that four k's take in workgroup memory, of a side of so many quads. */
const pitch = (quads: number): number => 4 * quads + 2;

export function product(text: ProductText): Kernel {
  const { tile, columnQuads, depth: whole } = text;
  const { threads, across, depth } = geometryOf(tile);
  const { from, to } = typeof whole === 'number' ? { from: '0u', to: u(whole) } : whole;
  const [a, b] = [sideOf('a', text.a, tile.rows / 4, tile), sideOf('b', text.b, tile.columns / 4, tile)];
  const tail = typeof whole !== 'number' || whole % depth !== 0;
  return kernel({
    key: [text.key, tile.rows, tile.columns, tile.threadRows, tile.threadColumns].join('-'),
    bindings: text.bindings,
    sizes: text.sizes,
    workgroupSize: threads,
    by: 'workgroup',
    functions: `${a.memory}\n${b.memory}\n${text.functions ?? ''}`,
    body: `
  let tileColumn = group % ${u(Math.ceil(columnQuads / b.length))};
  let rest = group / ${u(Math.ceil(columnQuads / b.length))};
${text.begin}
  let down = lane / ${u(across)};
  let across = lane % ${u(across)};
${a.place('tileRow')}
${b.place(`tileColumn`)}
${sumNames(tile, (name, _, c) => `  var ${name} = ${text.start(`min(${columnOf(tile, c)}, ${u(columnQuads - 1)})`)};`)}
  for (var first = ${from}; ; first += ${u(depth)}) {
    if (first < ${to}) {
${a.fetch(to, tail, true)}
${b.fetch(to, tail, false)}
    }
    if (first > ${from}) {
${multiply(tile)}
    }
    if (first >= ${to}) { break; }
    workgroupBarrier();
${a.stage}
${b.stage}
    workgroupBarrier();
  }
${storeAll(text)}`,
  });
}

/** One line for each quad of sums: its name, the thread's row, the thread's quad of columns. */
function sumNames(
  { threadRows, threadColumns }: ProductTile,
  line: (name: string, row: number, column: number) => string,
): string {
  return repeat(threadRows, (r) => repeat(threadColumns / 4, (c) => line(`sum${String(r)}_${String(c)}`, r, c)));
}

/** The parts of the text that stage one side. */
function sideOf(name: 'a' | 'b', { quads, once = '', each = '', quad }: Operand, length: number, tile: ProductTile) {
  const { threads, depth } = geometryOf(tile);
  const blocks = (length * depth) / 4;
  const guarded = (code: string) => (blocks < threads ? `    if (lane < ${u(blocks)}) {\n${code}\n    }` : code);
  const [block, column] =
    quads === 'along'
      ? [`lane % ${u(depth / 4)}`, `lane / ${u(depth / 4)}`]
      : [`lane / ${u(length)}`, `lane % ${u(length)}`];
  const row = (e: number) =>
    quads === 'along'
      ? `vec4f(${range(4)
          .map((n) => `${name}${String(n)}.${LANES[e]!}`)
          .join(', ')})`
      : `${name}${String(e)}`;
  return {
    length,
    memory: `var<workgroup> ${name}Tile: array<vec4f, ${u((depth / 4) * pitch(length))}>;`,
    place: (tileIndex: string) => `
  let ${name}Block = ${block};
  let ${name}Column = ${column};
  let ${name}Quad = ${tileIndex} * ${u(length)} + ${name}Column;
${once}
${repeat(4, (n) => `  var ${name}${String(n)}: vec4f;`)}`,
    /** Reads the thread's block. Beyond the end the index stays inside; `zeroed`: and the quads are 0. */
    fetch(to: string, tail: boolean, zeroed: boolean): string {
      const wanted = `first + ${name}Block * 4u`;
      const value = (n: number) => {
        const at = tail && quads === 'across' ? `min(k + ${u(n)}, ${to} - 1u)` : `(k + ${u(n)})`;
        const inside = quads === 'along' ? `${wanted} < ${to}` : `k + ${u(n)} < ${to}`;
        const read = quad(n, at);
        return tail && zeroed ? `select(vec4f(0), ${read}, ${inside})` : read;
      };
      return guarded(`{
      let k = ${tail && quads === 'along' ? `min(${wanted}, ${to} - 4u)` : wanted};
${each}
${repeat(4, (n) => `      ${name}${String(n)} = ${value(n)};`)}
      }`);
    },
    stage: guarded(
      repeat(
        4,
        (e) => `    ${name}Tile[${name}Block * ${u(pitch(length))} + ${u(e * length)} + ${name}Column] = ${row(e)};`,
      ),
    ),
  };
}

/** All sums, over the k's that are staged; four k's at a time are unrolled. */
function multiply(tile: ProductTile): string {
  const { down, across, depth } = geometryOf(tile);
  const load = (name: string, length: number, e: number, offset: number, thread: string) =>
    `${name}Tile[four * ${u(pitch(length))} + ${u(e * length + offset)} + ${thread}]`;
  const step = (e: number) => `{
${repeat(tile.threadRows / 4, (i) => `let p${String(i)} = ${load('a', tile.rows / 4, e, i * down, 'down')};`)}
${repeat(tile.threadColumns / 4, (i) => `let q${String(i)} = ${load('b', tile.columns / 4, e, i * across, 'across')};`)}
${sumNames(tile, (name, r, c) => `${name} += p${String(r >> 2)}.${LANES[r % 4]!} * q${String(c)};`)}
}`;
  return `for (var four = 0u; four < ${u(depth / 4)}; four++) {\n${repeat(4, step)}\n}`;
}

/** The thread's quad of columns `c` as a column of C. */
const columnOf = (tile: ProductTile, c: number): string =>
  `(tileColumn * ${u(tile.columns / 4)} + across + ${u(c * geometryOf(tile).across)})`;

function storeAll({ tile, columnQuads, store }: ProductText): string {
  const { down } = geometryOf(tile);
  const row = (r: number) => `(tileRow * ${u(tile.rows / 4)} + down + ${u((r >> 2) * down)}) * 4u + ${u(r % 4)}`;
  return repeat(
    tile.threadColumns / 4,
    (c) => `  if (${columnOf(tile, c)} < ${u(columnQuads)}) {
    let columnQuad = ${columnOf(tile, c)};
${repeat(tile.threadRows, (r) => `    { let row = ${row(r)}; ${store('row', 'columnQuad', `sum${String(r)}_${String(c)}`)} }`)}
  }`,
  );
}
