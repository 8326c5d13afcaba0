/** Edits of a 2D net by hand, each from one net to the next. Every net that comes out has all its numbers written down. Pure. */
import { resolveActivation } from '../domain/activations/index.ts';
import { LIMITS } from '../domain/experiment/defaults.ts';
import type {
  ActivationSpec,
  DerivativeSpec,
  PlaneLayerSpec,
  PlaneSpec,
  ParameterValues,
} from '../domain/experiment/experiment.ts';
import type { PlaneParameter } from '../domain/atlas/view.ts';
import { initialPlaneWeights, planeLayers } from '../domain/networks/plane.ts';
import { columnsOf } from '../domain/networks/plane-inputs.ts';
import { Xoshiro128 } from '../domain/random/xoshiro.ts';

/** A layer with all its numbers. */
export interface WrittenLayer extends PlaneLayerSpec {
  readonly weights: readonly (readonly number[])[];
  readonly bias: readonly number[];
}

/** A net with all its numbers. */
export interface WrittenPlane extends PlaneSpec {
  readonly layers: readonly WrittenLayer[];
}

/** Parameters that all σ of the net share. */
export const SHARED_PARAMETERS = ['alpha', 'beta', 'gamma', 'delta'] as const;
export type SharedParameter = (typeof SHARED_PARAMETERS)[number];

const RELU = { activation: { name: 'relu' }, derivative: { rule: 'exact', noise: 0 } } as const;

/** What a visitor meets: 2–2–2, with something to see. */
export const START_NET: WrittenPlane = {
  kind: 'plane',
  layers: [
    { width: 2, weights: [[1, 0.5], [-0.75, 1]], bias: [0, 0.5], ...RELU },
    { width: 2, weights: [[1, -1], [-0.5, 1]], bias: [0.5, -1], ...RELU },
  ],
  zoom: 4,
}; // prettier-ignore

/** The net with numbers in place of those that the seed stands for. */
export function written(spec: PlaneSpec, seed: number): WrittenPlane {
  if (spec.layers.every(({ weights, bias }) => weights && bias)) return spec as WrittenPlane;
  const drawn = planeLayers(spec, initialPlaneWeights(spec, seed));
  const layers = spec.layers.map((layer, k): WrittenLayer => {
    const { rows, columns, weights, bias } = drawn[k]!;
    const row = (j: number): number[] => [...weights.slice(j * columns, (j + 1) * columns)].map(short);
    return {
      ...layer,
      weights: layer.weights ?? Array.from({ length: rows }, (_, j) => row(j)),
      bias: layer.bias ?? [...bias].map(short),
    };
  });
  return { ...spec, layers };
}

/** Float32's digits without float64's tail: 0.1 is 0.1. */
const short = (value: number): number => Number(value.toPrecision(7));

/** One number of A_k or b_k set. */
export function withNumber(spec: WrittenPlane, at: PlaneParameter, value: number): WrittenPlane {
  return withLayer(spec, at.layer, (layer) =>
    at.bias === true
      ? { ...layer, bias: layer.bias.with(at.row, value) }
      : { ...layer, weights: layer.weights.with(at.row, layer.weights[at.row]!.with(at.column, value)) },
  );
}

function withLayer(spec: WrittenPlane, k: number, change: (layer: WrittenLayer) => WrittenLayer): WrittenPlane {
  return { ...spec, layers: spec.layers.with(k, change(spec.layers[k]!)) };
}

/** σ_k set, with the net's shared parameters where it uses them. */
export function withActivation(spec: WrittenPlane, k: number, activation: ActivationSpec): WrittenPlane {
  const shared = sharedValues(spec);
  const own = Object.fromEntries(
    parametersOf(activation).map(({ uniform, default: initial }) => [
      uniform,
      activation[uniform] ?? (isShared(uniform) ? shared[uniform] : undefined) ?? initial,
    ]),
  ) as ParameterValues;
  return withLayer(spec, k, (layer) => ({ ...layer, activation: { ...activation, ...own } }));
}

/** What backpropagation sees of σ_k set. */
export function withDerivative(spec: WrittenPlane, k: number, derivative: DerivativeSpec): WrittenPlane {
  return withLayer(spec, k, (layer) => ({ ...layer, derivative }));
}

/** σ_k set as it was picked; a person's own entry brings what backpropagation sees of it. */
export function withPicked(
  spec: WrittenPlane,
  k: number,
  { activation, derivative }: { readonly activation: ActivationSpec; readonly derivative: DerivativeSpec | null },
): WrittenPlane {
  const picked = withActivation(spec, k, activation);
  return derivative === null ? picked : withDerivative(picked, k, derivative);
}

/** α, β, γ or δ, for every σ that uses it. */
export function withShared(spec: WrittenPlane, name: SharedParameter, value: number): WrittenPlane {
  const layers = spec.layers.map((layer) =>
    parametersOf(layer.activation).some(({ uniform }) => uniform === name)
      ? { ...layer, activation: { ...layer.activation, [name]: value } }
      : layer,
  );
  return { ...spec, layers };
}

/** A slider's worth of a parameter: its value and its range over all σ that use it. */
export interface SharedRange {
  readonly name: SharedParameter;
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** The shared parameters that any σ of the net uses. */
export function sharedRanges(spec: PlaneSpec): SharedRange[] {
  return SHARED_PARAMETERS.flatMap((name) => {
    const uses = spec.layers.flatMap(({ activation }) =>
      parametersOf(activation)
        .filter(({ uniform }) => uniform === name)
        .map((parameter) => ({ ...parameter, value: activation[name] ?? parameter.default })),
    );
    const [first] = uses;
    if (first === undefined) return [];
    const min = Math.min(...uses.map((use) => use.min));
    const max = Math.max(...uses.map((use) => use.max));
    return [{ name, label: first.label, value: first.value, min, max, step: first.step }];
  });
}

function sharedValues(spec: PlaneSpec): Partial<Record<SharedParameter, number>> {
  return Object.fromEntries(sharedRanges(spec).map(({ name, value }) => [name, value]));
}

function parametersOf(activation: ActivationSpec): ReturnType<typeof resolveActivation>['parameters'] {
  try {
    return resolveActivation(activation).parameters;
  } catch {
    return [];
  }
}

function isShared(name: string): name is SharedParameter {
  return (SHARED_PARAMETERS as readonly string[]).includes(name);
}

/** A layer like the last one, as wide, with numbers of its own; none where there are eight. */
export function withLayerAdded(spec: WrittenPlane, seed: number): WrittenPlane {
  if (spec.layers.length >= LIMITS.planeLayers) return spec;
  const last = spec.layers.at(-1)!;
  const random = new Xoshiro128(seed + 7919 * spec.layers.length);
  const weights = Array.from({ length: last.width }, () => draw(random, last.width));
  const added = { ...last, weights, bias: draw(random, last.width, 0.5) };
  return { ...spec, layers: [...spec.layers, added] };
}

/** Numbers of two decimals that keep images about as varied as they were: uniform, of variance 2/n. */
function draw(random: Xoshiro128, count: number, scale = 1): number[] {
  const bound = scale * Math.sqrt(6 / count);
  return Array.from({ length: count }, () => Math.round((2 * random.uniform() - 1) * bound * 100) / 100 + 0);
}

/** Layer k gone; the next one reads what it read. The last layer stays. */
export function withoutLayer(spec: WrittenPlane, k: number): WrittenPlane {
  if (spec.layers.length <= 1) return spec;
  return fitted({ ...spec, layers: spec.layers.toSpliced(k, 1) });
}

/** Layer k moved to the place of layer `to`. */
export function withLayerMoved(spec: WrittenPlane, k: number, to: number): WrittenPlane {
  const moved = spec.layers[k];
  if (moved === undefined || to < 0 || to >= spec.layers.length) return spec;
  return fitted({ ...spec, layers: spec.layers.toSpliced(k, 1).toSpliced(to, 0, moved) });
}

/** Layer k with so many neurons: new ones get numbers of their own, and the next layer columns for them. */
export function withWidth(spec: WrittenPlane, k: number, width: number, seed: number): WrittenPlane {
  const rows = Math.min(LIMITS.planeWidth, Math.max(1, width));
  const columns = columnsOf(spec, k);
  const random = new Xoshiro128(seed + 104_729 * k + rows);
  return fitted(
    withLayer(spec, k, (layer) => ({
      ...layer,
      width: rows,
      weights: Array.from({ length: rows }, (_, j) => layer.weights[j] ?? draw(random, columns)),
      bias: Array.from({ length: rows }, (_, j) => layer.bias[j] ?? draw(random, 1, 0.2)[0]!),
    })),
    random,
  );
}

/** The net reading sin and cos of its coordinates at these frequencies: numbers for what it no longer reads go, new ones are drawn. */
export function withFrequencies(spec: PlaneSpec, frequencies: readonly number[], seed: number): WrittenPlane {
  const { layers, zoom, kind } = written(spec, seed);
  return fitted(
    { kind, layers, zoom, ...(frequencies.length > 0 && { frequencies }) },
    new Xoshiro128(seed + frequencies.length),
  );
}

/** Matrices cut or grown to the widths before them. */
function fitted(spec: WrittenPlane, random = new Xoshiro128(1)): WrittenPlane {
  const layers = spec.layers.map((layer, k) => {
    const columns = columnsOf(spec, k);
    if (layer.weights.every((row) => row.length === columns)) return layer;
    const weights = layer.weights.map((row) => [
      ...row.slice(0, columns),
      ...draw(random, columns).slice(0, Math.max(0, columns - row.length)),
    ]);
    return { ...layer, weights };
  });
  return { ...spec, layers };
}
