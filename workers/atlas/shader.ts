/**
 * The drawing kernel: for each pixel, the whole net at the point it stands for, and one number for each neuron's x and a.
 *
 * Layout: values[image · size² + pixel], images numbered as in `images.ts`. Weights as quads, layer after layer: for each quad of rows the
 * 4×4 blocks of its columns, then its bias; missing rows and columns are zero. They are a uniform buffer of fixed size: places in it are
 * constants, so no load is checked, and all threads read the same. Uniforms of σ: one struct a layer.
 * Threads: one a pixel. Neurons are worked off four at a time, so that σ, printed from its formula for vec4f, runs on four of them at once and a layer is a
 * few matrix products; the net's shape is constant and everything unrolled. Derivatives go forward beside the values (dual numbers): two
 * tangents for the gradient by the inputs, one for the derivative by a parameter.
 */
import { ruleSlope, type PlaneLayerProgram, type PlaneProgram } from '../../src/domain/atlas/plane-program.ts';
import { parseFormula, structuralKey, type Expr } from '../../src/domain/formula/index.ts';
import { libraryFor, shadingText, wgslPrelude, WGSL_UNIFORMS } from '../../src/domain/formula/shader/index.ts';
import { range } from '../kernels/plan/kernel.ts';
import { imageIndex, type Quantity } from '../../src/domain/atlas/images.ts';

export const ATLAS_WORKGROUP = 64;

/** Fields of the view's uniform buffer, in order: the first three floats, the others u32. `column` 0xffff is the bias; `only` all ones for all images; nothing is computed behind `lastLayer`. */
export const VIEW_STRUCT = `struct View {
  centreX: f32, centreY: f32, extent: f32,
  size: u32, firstRow: u32, rows: u32, only: u32,
  wrtLayer: u32, wrtRow: u32, wrtColumn: u32, rightSide: u32, lastLayer: u32,
}`;
export const VIEW_BYTES = 48;
export const BIAS_COLUMN = 0xffff;
export const ALL_IMAGES = 0xffffffff;

/** Quads that hold so many neurons. */
export const quadsOf = (count: number): number => Math.ceil(count / 4);

/** Where a layer's weights start, in vec4f. */
export function weightOffset(program: PlaneProgram, layer: number): number {
  return program.layers
    .slice(0, layer)
    .reduce((sum, { rows, columns }) => sum + quadsOf(rows) * (4 * quadsOf(columns) + 1), 0);
}

/** The kernel of a net's shape and formulas, for one quantity. */
export function atlasShader(program: PlaneProgram, quantity: Quantity): string {
  const functions = new Functions();
  const inputs = inputText(program, quantity, functions);
  const forward = program.layers.map((layer, k) => layerText(program, layer, k, quantity, functions)).join('\n');
  const ending = quantity === 'dead' ? deadText(program) : '';
  const text = functions.text();
  return `${WGSL_UNIFORMS}
${VIEW_STRUCT}
${wgslPrelude(4)}
var<private> sigmaValues: SigmaUniforms;
@group(0) @binding(0) var<storage, read_write> values: array<f32>;
@group(0) @binding(1) var<uniform> weights: array<vec4f, ${String(weightOffset(program, program.layers.length))}>;
@group(0) @binding(2) var<storage, read> layerValues: array<SigmaUniforms>;
@group(0) @binding(3) var<uniform> view: View;
${libraryFor(text)}
${text}
fn keep(image: u32, count: u32, pixel: u32, quad: vec4f) {
  let stride = view.size * view.rows;
  if (view.only == ${String(ALL_IMAGES)}u) {
    let at = image * stride + pixel;
    values[at] = quad.x;
    if (count > 1u) { values[at + stride] = quad.y; }
    if (count > 2u) { values[at + 2u * stride] = quad.z; }
    if (count > 3u) { values[at + 3u * stride] = quad.w; }
  } else if (view.only - image < count) { values[pixel] = quad[view.only - image]; }
}
fn connections(at: u32) -> mat4x4f {
  let m = block(at);
  // Not |w|, which underflows in the product: 1 where there is a weight at all.
  return mat4x4f(connected(m[0]), connected(m[1]), connected(m[2]), connected(m[3]));
}
fn connected(w: vec4f) -> vec4f { return select(vec4f(0), vec4f(1), w != vec4f(0)); }
fn block(at: u32) -> mat4x4f { return mat4x4f(weights[at], weights[at + 1u], weights[at + 2u], weights[at + 3u]); }
@compute @workgroup_size(${String(ATLAS_WORKGROUP)})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pixel = id.x + id.y * 32768u * ${String(ATLAS_WORKGROUP)}u;
  if (pixel >= view.size * view.rows) { return; }
  let column = f32(pixel % view.size);
  let row = f32(view.firstRow + pixel / view.size);
  let size = f32(view.size);
  // 2(c + ½)/size − 1 with whole numbers first: one rounding.
  let px = view.centreX + view.extent * ((2.0 * column + 1.0 - size) / size);
  let py = view.centreY + view.extent * ((size - 2.0 * row - 1.0) / size);
  let lane = vec4u(0, 1, 2, 3);
${inputs}
${forward}
${ending}
}
`;
}

/** Distinct expressions as functions of (x, u), each printed once. */
class Functions {
  private readonly names = new Map<string, { readonly name: string; readonly expr: Expr }>();

  /** A call of the expression. */
  call(expr: Expr, x: string): string {
    const key = structuralKey([expr]);
    let known = this.names.get(key);
    if (!known) this.names.set(key, (known = { name: `formula_${String(this.names.size)}`, expr }));
    return `${known.name}(${x}, vec4f(0.5))`;
  }

  text(): string {
    return [...this.names.values()]
      .map(({ name, expr }) => {
        const { statements, results } = shadingText([expr]);
        return `fn ${name}(x: Num, u: Num) -> Num {\n${statements}  return ${results[0]!};\n}`;
      })
      .join('\n');
  }
}

/** One number that the first layer reads, and its derivatives by the two coordinates. */
interface InputText {
  readonly value: string;
  readonly byX: string;
  readonly byY: string;
}

/** Quads of what the first layer reads, with their tangents: of the point, and its oscillators (`networks/plane-inputs.ts`). */
function inputText({ frequencies }: PlaneProgram, quantity: Quantity, functions: Functions): string {
  const waves = frequencies.map((f, i) => {
    const angles = `vec4f(${wgslNumber(f)} * px, ${wgslNumber(f)} * py, 0.0, 0.0)`;
    return `  let sine${String(i)} = ${functions.call(SINE, angles)};\n  let cosine${String(i)} = ${functions.call(COSINE, angles)};`;
  });
  const list: InputText[] = [
    { value: 'px', byX: '1.0', byY: '0.0' },
    { value: 'py', byX: '0.0', byY: '1.0' },
    ...frequencies.flatMap((f, i) => oscillators(f, i)),
  ];
  const quads = (letter: string, part: keyof InputText): string[] =>
    range(quadsOf(list.length)).map((q) => {
      const lanes = range(4).map((lane) => list[4 * q + lane]?.[part] ?? '0.0');
      return `  let ${letter}_${String(q)} = vec4f(${lanes.join(', ')});`;
    });
  const still = range(quadsOf(list.length)).map((q) => `  let p_${String(q)} = vec4f(0);`);
  const tangents =
    quantity === 'slope' ? [...quads('p', 'byX'), ...quads('q', 'byY')] : quantity === 'wrt' ? still : [];
  return [...waves, ...quads('a', 'value'), ...tangents].join('\n');
}

function oscillators(f: number, i: number): InputText[] {
  const [sine, cosine] = [`sine${String(i)}`, `cosine${String(i)}`];
  const [rise, fall] = [`${wgslNumber(f)} * ${cosine}`, `${wgslNumber(-f)} * ${sine}`];
  return [
    { value: `${sine}.x`, byX: `${rise}.x`, byY: '0.0' },
    { value: `${cosine}.x`, byX: `${fall}.x`, byY: '0.0' },
    { value: `${sine}.y`, byX: '0.0', byY: `${rise}.y` },
    { value: `${cosine}.y`, byX: '0.0', byY: `${fall}.y` },
  ];
}

const SINE = parseFormula('sin(x)');
const COSINE = parseFormula('cos(x)');

const wgslNumber = (value: number): string => `f32(${String(value)})`;

/** Names of a layer's input quads: of the plane's point for layer 0. */
const inputName = (letter: string, k: number, q: number): string =>
  k === 0 ? `${letter}_${String(q)}` : `${letter}${String(k - 1)}_${String(q)}`;

function layerText(
  program: PlaneProgram,
  layer: PlaneLayerProgram,
  k: number,
  quantity: Quantity,
  functions: Functions,
): string {
  const quads = range(quadsOf(layer.rows)).map((r) => quadText(program, layer, k, r, quantity, functions));
  return [
    `  sigmaValues = layerValues[${String(k)}];`,
    quantity === 'wrt' ? seedOfParameter(layer, k) : '',
    ...quads,
    quantity === 'dead' ? '' : `  if (view.lastLayer == ${String(k)}u) { return; }`,
  ].join('\n');
}

/** A·(input named `letter`) for a quad of rows. */
function product(program: PlaneProgram, layer: PlaneLayerProgram, k: number, r: number, letter: string): string {
  const at = weightOffset(program, k) + r * (4 * quadsOf(layer.columns) + 1);
  return range(quadsOf(layer.columns))
    .map((c) => `block(${String(at + 4 * c)}u) * ${inputName(letter, k, c)}`)
    .join(' + ');
}

function quadText(
  program: PlaneProgram,
  layer: PlaneLayerProgram,
  k: number,
  r: number,
  quantity: Quantity,
  functions: Functions,
): string {
  const id = `${String(k)}_${String(r)}`;
  const bias = weightOffset(program, k) + r * (4 * quadsOf(layer.columns) + 1) + 4 * quadsOf(layer.columns);
  const [first, second, lines] = quantityText(program, layer, k, r, quantity, functions);
  return `  let x${id} = weights[${String(bias)}u] + ${product(program, layer, k, r, 'a')};
  let a${id} = ${functions.call(layer.sigma, `x${id}`)};
${lines}
${quantity === 'dead' ? '' : storeText(program, layer, k, r, first, second)}`;
}

/** Names of the values to store for x and a, and the lines that compute them. */
function quantityText(
  program: PlaneProgram,
  layer: PlaneLayerProgram,
  k: number,
  r: number,
  quantity: Quantity,
  functions: Functions,
): [string, string, string] {
  const id = `${String(k)}_${String(r)}`;
  const call = (expr: Expr) => functions.call(expr, `x${id}`);
  const tangent = (letter: string) => product(program, layer, k, r, letter);
  switch (quantity) {
    case 'value':
      return [`x${id}`, `a${id}`, ''];
    case 'rule':
      return [`l${id}`, `r${id}`, `  let l${id} = ${call(layer.left)};\n  let r${id} = ${call(layer.right)};`];
    case 'dead':
      return ['', '', `  let s${id} = (${call(layer.left)} != vec4f(0)) | (${call(layer.right)} != vec4f(0));`];
    case 'slope':
      return [
        `sqrt(dp${id} * dp${id} + dq${id} * dq${id})`,
        `sqrt(p${id} * p${id} + q${id} * q${id})`,
        `  let s${id} = ${call(layer.exact)};
  let dp${id} = ${tangent('p')};
  let dq${id} = ${tangent('q')};
  let p${id} = s${id} * dp${id};
  let q${id} = s${id} * dq${id};`,
      ];
    case 'wrt':
      return [
        `dp${id}`,
        `p${id}`,
        `  let dp${id} = ${tangent('p')} + select(vec4f(0), vec4f(seed${String(k)}), lane + ${String(4 * r)}u == vec4u(view.wrtRow));
  let p${id} = dp${id} * ${sidedSlope(layer, call)};`,
      ];
    default:
      return quantity satisfies never;
  }
}

function sidedSlope(layer: PlaneLayerProgram, call: (expr: Expr) => string): string {
  const left = call(ruleSlope(layer, 'left'));
  const right = call(ruleSlope(layer, 'right'));
  return left === right ? left : `select(${left}, ${right}, view.rightSide == 1u)`;
}

/** ∂x_row/∂(the parameter) where it belongs to this layer: the input it multiplies, or 1. */
function seedOfParameter(layer: PlaneLayerProgram, k: number): string {
  const inputs = range(quadsOf(layer.columns)).map(
    (c) =>
      `dot(select(vec4f(0), ${inputName('a', k, c)}, lane + ${String(4 * c)}u == vec4u(view.wrtColumn)), vec4f(1))`,
  );
  return `  let seed${String(k)} = select(0.0, select(${inputs.join(' + ')}, 1.0, view.wrtColumn == ${String(BIAS_COLUMN)}u), view.wrtLayer == ${String(k)}u);`;
}

function storeText(
  program: PlaneProgram,
  { rows }: PlaneLayerProgram,
  k: number,
  r: number,
  pre: string,
  post: string,
): string {
  const count = Math.min(4, rows - 4 * r);
  const store = (stage: 0 | 1, quad: string): string =>
    `  keep(${String(imageIndex(program, k, 4 * r, stage))}u, ${String(count)}u, pixel, ${quad});`;
  return `${store(0, pre)}\n${store(1, post)}`;
}

/**
 * A neuron is dead at a point where its rule passes nothing back on either side, or everything it feeds is dead. Flags go backward; those of
 * missing neurons don't matter, since their weights are zero.
 */
function deadText(program: PlaneProgram): string {
  const last = program.layers.length - 1;
  const lines: string[] = [];
  for (let k = last; k >= 0; k--) {
    const layer = program.layers[k]!;
    for (const r of range(quadsOf(layer.rows))) {
      const id = `${String(k)}_${String(r)}`;
      const fed = k === last ? 'vec4<bool>(true)' : fedText(program, k, r);
      lines.push(
        `  let f${id} = select(vec4f(0), vec4f(1), s${id} & (${fed}));`,
        `  let dead${id} = vec4f(1) - f${id};`,
      );
      lines.push(storeText(program, layer, k, r, `dead${id}`, `dead${id}`));
    }
  }
  return lines.join('\n');
}

/** Whether a live neuron of the next layer reads each of a quad: (A ≠ 0)ᵀ·live > 0. */
function fedText(program: PlaneProgram, k: number, r: number): string {
  const next = program.layers[k + 1]!;
  const terms = range(quadsOf(next.rows)).map((i) => {
    const at = weightOffset(program, k + 1) + i * (4 * quadsOf(next.columns) + 1) + 4 * r;
    return `f${String(k + 1)}_${String(i)} * connections(${String(at)}u)`;
  });
  return `(${terms.join(' + ')}) > vec4f(0)`;
}
