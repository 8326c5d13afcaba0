/**
 * The drawing on the processor: float64, formulas evaluated over many points at a time (`compileBlock`). For backends without compute shaders, and for the few
 * points of a crosshair, a slice or a cloud of samples, which aren't worth a trip to the device. No point depends on another.
 */
import { ruleSlope, type PlaneLayerProgram, type PlaneProgram } from './plane-program.ts';
import { columnCentre, rowCentre } from './view.ts';
import { compileBlock, type CompiledBlock, type Expr } from '../formula/index.ts';
import type { PlaneLayerWeights } from '../networks/plane.ts';
import { imageIndex, imagesOf, layerOfImage, type Drawing } from './images.ts';

type Column = Float64Array;

/** What a drawing says of a net, leaving aside at which points. */
export type NetQuantity = Pick<Drawing, 'program' | 'weights' | 'quantity' | 'wrt' | 'side'>;

/** Values of one layer at all points: a column a neuron. What the two stages are depends on the quantity, see `Quantity`. */
export interface LayerColumns {
  readonly pre: readonly Column[];
  readonly post: readonly Column[];
}

/** The quantity for every neuron of every layer, at the points (xs[i], ys[i]). */
export function netAtPoints(net: NetQuantity, xs: Column, ys: Column): LayerColumns[] {
  return quantityColumns(net, forward(net, inputColumns(net.program, xs, ys)));
}

/** Compiled formulas, made once for each expression. */
const COMPILED = new WeakMap<Expr, CompiledBlock>();

function compiled(expr: Expr): CompiledBlock {
  let block = COMPILED.get(expr);
  if (!block) {
    block = compileBlock([expr]);
    COMPILED.set(expr, block);
  }
  return block;
}

/** Points worked off at a time: a deep net has hundreds of columns, and these fit near the processor. */
const BLOCK_POINTS = 1024;
/** Points between two stops. */
const PART_POINTS = 8192;

/** Values of all images (or the one asked for) over rows `firstRow` … `firstRow + rows − 1`, image after image. */
export function drawOnHost(drawing: Drawing, firstRow = 0, rows = drawing.size): Float32Array<ArrayBuffer> {
  return inOneGo(bandsOnHost(drawing, firstRow, rows));
}

/** Work that stops after each of its parts, so that something else can be done in between, or the rest left. */
export type InParts<T> = Generator<undefined, T>;

/** The same as `drawOnHost`, part by part. */
export function* bandsOnHost(asked: Drawing, firstRow = 0, rows = asked.size): InParts<Float32Array<ArrayBuffer>> {
  const drawing = needed(asked);
  const { size } = drawing;
  const pixels = size * rows;
  const values = new Float32Array(pixels * imagesOf(drawing));
  for (let at = 0; at < pixels; at += BLOCK_POINTS) {
    if (at > 0 && at % PART_POINTS === 0) yield;
    const points = pixelCentres(drawing, firstRow * size + at, Math.min(BLOCK_POINTS, pixels - at));
    keepBlock(drawing, values, pixels, at, netAtPoints(drawing, ...points));
  }
  return values;
}

/** Without the layers behind the one image that is asked for; whether a neuron is dead depends on them, too. */
function needed(drawing: Drawing): Drawing {
  const { program, only, quantity } = drawing;
  if (only === undefined || quantity === 'dead') return drawing;
  return { ...drawing, program: { ...program, layers: program.layers.slice(0, layerOfImage(program, only) + 1) } };
}

/** All parts without a stop. */
export function inOneGo<T>(work: InParts<T>): T {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
  }
}

function keepBlock(
  { program, only }: Drawing,
  values: Float32Array,
  pixels: number,
  at: number,
  layers: readonly LayerColumns[],
): void {
  const keep = (image: number, column: Column): void => {
    if (only === undefined) values.set(column, image * pixels + at);
    else if (only === image) values.set(column, at);
  };
  layers.forEach(({ pre, post }, k) => {
    pre.forEach((column, j) => keep(imageIndex(program, k, j, 0), column));
    post.forEach((column, j) => keep(imageIndex(program, k, j, 1), column));
  });
}

/** What the first layer reads: the point, and its oscillators (`networks/plane-inputs.ts`). */
function inputColumns({ frequencies }: PlaneProgram, xs: Column, ys: Column): Column[] {
  const waves = (f: number, column: Column): Column[] => [
    column.map((v) => Math.sin(f * v)),
    column.map((v) => Math.cos(f * v)),
  ];
  return [xs, ys, ...frequencies.flatMap((f) => [...waves(f, xs), ...waves(f, ys)])];
}

/** The two inputs at the centres of so many pixels, counted row by row. */
function pixelCentres({ window, size }: Drawing, first: number, count: number): [Column, Column] {
  const xs = new Float64Array(count);
  const ys = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    xs[i] = columnCentre(window, size, (first + i) % size);
    ys[i] = rowCentre(window, size, Math.floor((first + i) / size));
  }
  return [xs, ys];
}

interface LayerValues {
  readonly layer: PlaneLayerProgram;
  readonly weights: PlaneLayerWeights;
  readonly input: Column[];
  readonly x: Column[];
  readonly a: Column[];
}

function forward({ program, weights }: NetQuantity, points: Column[]): LayerValues[] {
  let input = points;
  return program.layers.map((layer, k) => {
    const x = affine(weights[k]!, input, true);
    const a = x.map((column) => apply(layer.sigma, layer, column));
    const values = { layer, weights: weights[k]!, input, x, a };
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
    for (let column = 0; column < columns; column += 4)
      addColumns(out, weights, row * columns + column, input.slice(column, Math.min(columns, column + 4)));
    return out;
  });
}

/** Adds one to four columns, each times its weight, one after the other: all at once, since reading and writing takes longer than multiplying. */
function addColumns(out: Column, weights: ArrayLike<number>, at: number, [a, b, c, d]: readonly Column[]): void {
  const [p, q, r, s] = [weights[at]!, weights[at + 1]!, weights[at + 2]!, weights[at + 3]!];
  const { length } = out;
  if (d) for (let i = 0; i < length; i++) out[i] = out[i]! + p * a![i]! + q * b![i]! + r * c![i]! + s * d[i]!;
  else if (c) for (let i = 0; i < length; i++) out[i] = out[i]! + p * a![i]! + q * b![i]! + r * c[i]!;
  else if (b) for (let i = 0; i < length; i++) out[i] = out[i]! + p * a![i]! + q * b[i]!;
  else for (let i = 0; i < length; i++) out[i] = out[i]! + p * a![i]!;
}

/** An expression of a layer at every point, as in evaluation. */
function apply(expr: Expr, { uniforms }: PlaneLayerProgram, x: Column): Column {
  const out = new Float64Array(x.length);
  compiled(expr).run({ x, uniforms }, [out]);
  return out;
}

function quantityColumns(
  { program, quantity, wrt, side }: NetQuantity,
  layers: readonly LayerValues[],
): LayerColumns[] {
  switch (quantity) {
    case 'value':
      return layers.map(({ x, a }) => ({ pre: x, post: a }));
    case 'rule':
      return layers.map(({ layer, x }) => ({
        pre: x.map((column) => apply(layer.left, layer, column)),
        post: x.map((column) => apply(layer.right, layer, column)),
      }));
    case 'slope': {
      const slopes = slopesOf(layers, ({ exact }) => exact);
      const by = (coordinate: number) => tangents(layers, inputSeed(layers, program, coordinate), slopes);
      return norms(by(0), by(1));
    }
    case 'wrt': {
      const slopes = slopesOf(layers, (layer) => ruleSlope(layer, side));
      return tangents(layers, inputSeed(layers, program, -1), slopes, wrt);
    }
    case 'dead':
      return deadImages(layers);
    default:
      return quantity satisfies never;
  }
}

/** Tangent of what the first layer reads, by one of the two coordinates; by none of them where `which` is −1. */
function inputSeed(layers: readonly LayerValues[], { frequencies }: PlaneProgram, which: number): Column[] {
  const { input } = layers[0]!;
  return input.map((column, i) => {
    if (i < 2) return new Float64Array(column.length).fill(i === which ? 1 : 0);
    const [wave, f] = [(i - 2) % 4, frequencies[Math.floor((i - 2) / 4)]!];
    if (Math.floor(wave / 2) !== which) return new Float64Array(column.length);
    // (sin fx)′ = f·cos fx, which is the next input; (cos fx)′ = −f·sin fx, the one before.
    return wave % 2 === 0 ? input[i + 1]!.map((v) => f * v) : input[i - 1]!.map((v) => -f * v);
  });
}

/** A slope of every σ at its x. */
function slopesOf(layers: readonly LayerValues[], slopeOf: (layer: PlaneLayerProgram) => Expr): Column[][] {
  return layers.map(({ layer, x }) => x.map((column) => apply(slopeOf(layer), layer, column)));
}

function tangents(
  layers: readonly LayerValues[],
  seed: Column[],
  slopes: readonly (readonly Column[])[],
  wrt?: Drawing['wrt'],
): LayerColumns[] {
  let input = seed;
  return layers.map((values, k) => {
    const pre = affine(values.weights, input, false);
    if (wrt?.layer === k) addTo(pre[wrt.row]!, wrt.bias ? 1 : values.input[wrt.column]!);
    const post = pre.map((column, j) => product(column, slopes[k]![j]!));
    input = post;
    return { pre, post };
  });
}

function addTo(column: Column, term: Column | number): void {
  for (let i = 0; i < column.length; i++) column[i]! += typeof term === 'number' ? term : term[i]!;
}

/** A loop: `map` calls a function for each number, which takes several times as long. */
function product(a: Column, b: Column): Column {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  return out;
}

/** Not `hypot`, which takes ten times as long. */
function norm(a: Column, b: Column): Column {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(a[i]! ** 2 + b[i]! ** 2);
  return out;
}

function norms(p: readonly LayerColumns[], q: readonly LayerColumns[]): LayerColumns[] {
  const both = (a: readonly Column[], b: readonly Column[]) => a.map((column, j) => norm(column, b[j]!));
  return p.map(({ pre, post }, k) => ({ pre: both(pre, q[k]!.pre), post: both(post, q[k]!.post) }));
}

/** A neuron is dead at a point where its rule passes nothing back on either side, or everything it feeds is dead. */
function deadImages(layers: readonly LayerValues[]): LayerColumns[] {
  const images: LayerColumns[] = [];
  let next: { readonly live: readonly Column[]; readonly weights: PlaneLayerWeights } | null = null;
  for (const { layer, x, weights } of layers.toReversed()) {
    const dead = x.map((column, j) => {
      const left = apply(layer.left, layer, column);
      const right = apply(layer.right, layer, column);
      return column.map((_, i) => ((left[i] !== 0 || right[i] !== 0) && isFed(next, j, i) ? 0 : 1));
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
