/**
 * The same drawing on the processor, for backends without compute shaders: float64, formulas evaluated over whole rows of pixels at a time
 * (`compileBlock`). No pixel depends on another, so it can be cut into bands of rows.
 */
import { ruleSlope, type PlaneLayerProgram } from '../../src/domain/atlas/plane-program.ts';
import { columnCentre, rowCentre } from '../../src/domain/atlas/view.ts';
import { compileBlock, type CompiledBlock } from '../../src/domain/formula/index.ts';
import type { PlaneLayerWeights } from '../../src/domain/networks/plane.ts';
import { imageCount, imageIndex, type Drawing } from './images.ts';

type Column = Float64Array;

/** Compiled formulas of a layer. */
interface LayerBlocks {
  readonly sigma: CompiledBlock;
  readonly exact: CompiledBlock;
  readonly sides: CompiledBlock;
  readonly chain: CompiledBlock;
}

/** Values of all images (or the one asked for) over rows `firstRow` … `firstRow + rows − 1`, image after image. */
export function drawOnHost(drawing: Drawing, firstRow = 0, rows = drawing.size): Float32Array<ArrayBuffer> {
  const { program, size, only } = drawing;
  const pixels = size * rows;
  const values = new Float32Array(pixels * (only === undefined ? imageCount(program) : 1));
  const keep = (image: number, column: ArrayLike<number>) => {
    if (only === undefined) values.set(column, image * pixels);
    else if (only === image) values.set(column);
  };
  const layers = forward(drawing, pointsOf(drawing, firstRow, rows));
  const images = quantityImages(drawing, layers);
  program.layers.forEach(({ rows: neurons }, k) => {
    for (let j = 0; j < neurons; j++) {
      keep(imageIndex(program, k, j, 0), images[k]!.pre[j]!);
      keep(imageIndex(program, k, j, 1), images[k]!.post[j]!);
    }
  });
  return values;
}

/** The two inputs at the pixels' centres. */
function pointsOf({ window, size }: Drawing, firstRow: number, rows: number): Column[] {
  const xs = new Float64Array(size * rows);
  const ys = new Float64Array(size * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < size; c++) {
      xs[r * size + c] = columnCentre(window, size, c);
      ys[r * size + c] = rowCentre(window, size, firstRow + r);
    }
  }
  return [xs, ys];
}

interface LayerValues {
  readonly layer: PlaneLayerProgram;
  readonly weights: PlaneLayerWeights;
  readonly blocks: LayerBlocks;
  readonly input: Column[];
  readonly x: Column[];
  readonly a: Column[];
}

function forward({ program, weights, side }: Drawing, points: Column[]): LayerValues[] {
  let input = points;
  return program.layers.map((layer, k) => {
    const own = weights[k]!;
    const blocks = {
      sigma: compileBlock([layer.sigma]),
      exact: compileBlock([layer.exact]),
      sides: compileBlock([layer.left, layer.right]),
      chain: compileBlock([ruleSlope(layer, side)]),
    };
    const x = affine(own, input, true);
    const a = x.map((column) => apply(blocks.sigma, layer, column)[0]!);
    const values = { layer, weights: own, blocks, input, x, a };
    input = a;
    return values;
  });
}

/** A·input (+ b). */
function affine(
  { rows, columns, weights, bias }: PlaneLayerWeights,
  input: readonly Column[],
  withBias: boolean,
): Column[] {
  return Array.from({ length: rows }, (_, row) => {
    const out = new Float64Array(input[0]!.length).fill(withBias ? bias[row]! : 0);
    for (let column = 0; column < columns; column++) {
      const weight = weights[row * columns + column]!;
      const from = input[column]!;
      for (let i = 0; i < out.length; i++) out[i]! += weight * from[i]!;
    }
    return out;
  });
}

function apply(block: CompiledBlock, { uniforms }: PlaneLayerProgram, x: Column, outputs = 1): Column[] {
  const outs = Array.from({ length: outputs }, () => new Float64Array(x.length));
  block.run({ x, uniforms }, outs);
  return outs;
}

interface Pair {
  readonly pre: readonly Column[];
  readonly post: readonly Column[];
}

function quantityImages(drawing: Drawing, layers: readonly LayerValues[]): Pair[] {
  const { quantity } = drawing;
  switch (quantity) {
    case 'value':
      return layers.map(({ x, a }) => ({ pre: x, post: a }));
    case 'rule':
      return layers.map(({ layer, blocks, x }) => {
        const pairs = x.map((column) => apply(blocks.sides, layer, column, 2));
        return { pre: pairs.map(([left]) => left!), post: pairs.map(([, right]) => right!) };
      });
    case 'slope':
      return norms(tangents(layers, inputSeed(layers, 0), 'exact'), tangents(layers, inputSeed(layers, 1), 'exact'));
    case 'wrt':
      return tangents(layers, inputSeed(layers, -1), 'chain', drawing.wrt);
    case 'dead':
      return deadImages(layers);
    default:
      return quantity satisfies never;
  }
}

/** Tangent of the two inputs: 1 for one of them. */
function inputSeed(layers: readonly LayerValues[], which: number): Column[] {
  return layers[0]!.input.map((column, i) => new Float64Array(column.length).fill(i === which ? 1 : 0));
}

function tangents(
  layers: readonly LayerValues[],
  seed: Column[],
  slope: 'exact' | 'chain',
  wrt?: Drawing['wrt'],
): Pair[] {
  let input = seed;
  return layers.map((values, k) => {
    const pre = affine(values.weights, input, false);
    if (wrt?.layer === k) addTo(pre[wrt.row]!, wrt.bias ? 1 : values.input[wrt.column]!);
    const post = pre.map((column, j) => product(column, apply(values.blocks[slope], values.layer, values.x[j]!)[0]!));
    input = post;
    return { pre, post };
  });
}

function addTo(column: Column, term: Column | number): void {
  for (let i = 0; i < column.length; i++) column[i]! += typeof term === 'number' ? term : term[i]!;
}

const product = (a: Column, b: Column): Column => a.map((value, i) => value * b[i]!);

function norms(p: readonly Pair[], q: readonly Pair[]): Pair[] {
  const both = (a: readonly Column[], b: readonly Column[]) =>
    a.map((column, j) => column.map((value, i) => Math.hypot(value, b[j]![i]!)));
  return p.map(({ pre, post }, k) => ({ pre: both(pre, q[k]!.pre), post: both(post, q[k]!.post) }));
}

/** See `deadText` in `shader.ts`. */
function deadImages(layers: readonly LayerValues[]): Pair[] {
  const images: Pair[] = [];
  let next: { readonly live: readonly Column[]; readonly weights: PlaneLayerWeights } | null = null;
  for (const { layer, blocks, x, weights } of layers.toReversed()) {
    const dead = x.map((column, j) => {
      const [left, right] = apply(blocks.sides, layer, column, 2);
      return column.map((_, i) => ((left![i] !== 0 || right![i] !== 0) && isFed(next, j, i) ? 0 : 1));
    });
    images.unshift({ pre: dead, post: dead });
    next = { live: dead.map((column) => column.map((value) => 1 - value)), weights };
  }
  return images;
}

function isFed(
  next: { readonly live: readonly Column[]; readonly weights: PlaneLayerWeights } | null,
  j: number,
  i: number,
): boolean {
  if (!next) return true;
  const { columns, weights } = next.weights;
  return next.live.some((column, row) => column[i] === 1 && weights[row * columns + j] !== 0);
}
