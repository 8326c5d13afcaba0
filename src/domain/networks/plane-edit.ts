/** The 2D net's numbers out of named arrays, and what an edit by hand changes of a net that trains. */
import type { PlaneParameter } from '../atlas/view.ts';
import { ExperimentError } from '../errors.ts';
import type { LayerOverride, PlaneSpec } from '../experiment/experiment.ts';
import { sameData } from '../experiment/objects.ts';
import type { LayerNumbers } from '../run/plane-step.ts';
import type { SetNumber } from '../run/run.ts';
import type { NamedArrays } from './description.ts';
import { columnsOf } from './plane-inputs.ts';
import { layerName } from './plane.ts';

/** A_k row by row and b_k of every layer. */
export function layerNumbers(arrays: NamedArrays): LayerNumbers[] {
  const layers: LayerNumbers[] = [];
  for (let k = 0; ; k++) {
    const weight = arrays.get(`${layerName(k)}.weight`);
    const bias = arrays.get(`${layerName(k)}.bias`);
    if (!weight || !bias) return layers;
    const columns = weight.shape[1]!;
    const row = (j: number): number[] => Array.from(weight.data.subarray(j * columns, (j + 1) * columns), short);
    layers.push({
      weights: Array.from({ length: weight.shape[0]! }, (_, j) => row(j)),
      bias: Array.from(bias.data, short),
    });
  }
}

/** The shortest decimal that is the same float32: 0.1 is 0.1. */
function short(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.fround(rounded) === value) return rounded;
  }
  return value;
}

/** What an edit changes. */
export interface PlaneEdit {
  readonly numbers: readonly SetNumber[];
  /** σ and rules of all layers from now on; null where none changes. */
  readonly layers: readonly LayerOverride[] | null;
  /** A sentence for people. */
  readonly label: string;
}

/** What differs between the net as it is (`now` with these weights) and as it was edited. Throws ExperimentError where it isn't of the same shape. */
export function planeEdit(now: PlaneSpec, arrays: NamedArrays, edited: PlaneSpec): PlaneEdit {
  checkShape(now, edited);
  const numbers = edited.layers.flatMap(({ weights, bias }, layer) => [
    ...(weights ?? []).flatMap((row, j) =>
      row.flatMap((value, column) => setNumber(arrays, { layer, row: j, column }, value)),
    ),
    ...(bias ?? []).flatMap((value, row) => setNumber(arrays, { layer, row, bias: true }, value)),
  ]);
  const changed = edited.layers.flatMap((layer, k) => (sameSigma(layer, now.layers[k]!) ? [] : [k]));
  const layers = edited.layers.map(({ activation, derivative }) => ({ activation, derivative }));
  return { numbers, layers: changed.length > 0 ? layers : null, label: labelOf(numbers, changed) };
}

/** The arrays with these numbers set; others are shared. */
export function withNumbers(arrays: NamedArrays, numbers: readonly SetNumber[]): NamedArrays {
  const edited: NamedArrays = new Map(
    Array.from(arrays, ([name, array]) => [name, { ...array, data: array.data.slice() }]),
  );
  for (const { at, value } of numbers) {
    const { array, index } = placeOf(edited, at);
    array.data[index] = value;
  }
  return edited;
}

function placeOf(arrays: NamedArrays, at: PlaneParameter) {
  const array = arrays.get(`${layerName(at.layer)}.${at.bias ? 'bias' : 'weight'}`)!;
  return { array, index: at.bias ? at.row : at.row * array.shape[1]! + at.column };
}

function setNumber(arrays: NamedArrays, at: PlaneParameter, value: number): SetNumber[] {
  const { array, index } = placeOf(arrays, at);
  return array.data[index] === Math.fround(value) ? [] : [{ at, value }];
}

function sameSigma(a: LayerOverride, b: LayerOverride): boolean {
  return sameData(a.activation, b.activation) && sameData(a.derivative, b.derivative);
}

function checkShape(now: PlaneSpec, edited: PlaneSpec): void {
  const shape = (spec: PlaneSpec): string => [columnsOf(spec, 0), ...spec.layers.map(({ width }) => width)].join('–');
  if (shape(now) !== shape(edited) || !sameData(now.frequencies, edited.frequencies))
    throw new ExperimentError(
      `Expected an edit of the net that trains, of ${shape(now)} neurons, got one of ${shape(edited)}: its shape is that of the run.`,
    );
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇';

function labelOf(numbers: readonly SetNumber[], changed: readonly number[]): string {
  const [first] = numbers;
  const set =
    numbers.length === 1
      ? `${nameOf(first!.at)} = ${String(Number(first!.value.toPrecision(4)))}`
      : `${numbers.length} numbers set by hand`;
  const sigmas = changed.length > 0 ? [`σ of layer ${changed.join(', ')} edited`] : [];
  return [...(numbers.length > 0 ? [set] : []), ...sigmas].join('; ');
}

function nameOf({ layer, row, column, bias }: PlaneParameter): string {
  const subscript = SUBSCRIPTS[layer] ?? String(layer);
  return bias ? `b${subscript}[${row}]` : `A${subscript}[${row}, ${column}]`;
}
