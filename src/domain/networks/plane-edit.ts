/** The 2D net's numbers out of named arrays, and what an edit by hand changes of a net that trains. */
import type { PlaneParameter } from '../atlas/view.ts';
import { ExperimentError } from '../errors.ts';
import type { LayerOverride, PlaneLayerSpec, PlaneSpec } from '../experiment/experiment.ts';
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

/** What was edited by hand, apart from the net that it was edited on: twins may get the same edit. */
export interface PlaneEdit {
  readonly numbers: readonly SetNumber[];
  readonly sigmas: readonly SetSigma[];
}

/** σ and rule of a layer, set by hand. */
export interface SetSigma extends Pick<PlaneLayerSpec, 'activation' | 'derivative'> {
  readonly layer: number;
}

/** What was edited between two nets. Throws ExperimentError where they aren't of the same shape. */
export function planeEdit(before: PlaneSpec, after: PlaneSpec): PlaneEdit {
  checkShape(before, after);
  const numbers = after.layers.flatMap(({ weights, bias }, layer) => {
    const was = before.layers[layer]!;
    return [
      ...(weights ?? []).flatMap((row, j) =>
        row.flatMap((value, column) =>
          value === was.weights?.[j]?.[column] ? [] : [{ at: { layer, row: j, column }, value }],
        ),
      ),
      ...(bias ?? []).flatMap((value, row) =>
        value === was.bias?.[row] ? [] : [{ at: { layer, row, bias: true } as const, value }],
      ),
    ];
  });
  const sigmas = after.layers.flatMap(({ activation, derivative }, layer) =>
    sameSigma({ activation, derivative }, before.layers[layer]!) ? [] : [{ layer, activation, derivative }],
  );
  return { numbers, sigmas };
}

/** Both edits as one; where they set the same, the later holds. */
export function bothEdits(earlier: PlaneEdit, later: PlaneEdit): PlaneEdit {
  const set = new Set(later.numbers.map(({ at }) => keyOf(at)));
  const layers = new Set(later.sigmas.map(({ layer }) => layer));
  return {
    numbers: [...earlier.numbers.filter(({ at }) => !set.has(keyOf(at))), ...later.numbers],
    sigmas: [...earlier.sigmas.filter(({ layer }) => !layers.has(layer)), ...later.sigmas],
  };
}

/** The net with an edit made; numbers that it doesn't write stay unwritten. */
export function withEdit(network: PlaneSpec, { numbers, sigmas }: PlaneEdit): PlaneSpec {
  const layers = editedNumbers(network.layers, numbers).map((layer, k) => {
    const sigma = sigmas.find((one) => one.layer === k);
    return sigma ? { ...layer, activation: sigma.activation, derivative: sigma.derivative } : layer;
  });
  return { ...network, layers };
}

/** Layers with these numbers set, as far as they write any. */
export function editedNumbers<T extends Partial<LayerNumbers>>(
  layers: readonly T[],
  numbers: readonly SetNumber[],
): T[] {
  const edited = layers.slice();
  for (const { at, value } of numbers) {
    const { weights, bias, ...rest } = edited[at.layer]!;
    const set = at.bias
      ? { weights, bias: bias?.with(at.row, value) }
      : { bias, weights: weights?.with(at.row, weights[at.row]!.with(at.column, value)) };
    edited[at.layer] = {
      ...rest,
      ...(set.weights && { weights: set.weights }),
      ...(set.bias && { bias: set.bias }),
    } as T;
  }
  return edited;
}

/** The edit that takes this one back, on the net that it was made on. */
export function reversed({ numbers, sigmas }: PlaneEdit, { layers }: PlaneSpec): PlaneEdit {
  return {
    numbers: numbers.map(({ at }) => {
      const { weights, bias } = layers[at.layer]!;
      return { at, value: at.bias ? bias![at.row]! : weights![at.row]![at.column]! };
    }),
    sigmas: sigmas.map(({ layer }) => {
      const { activation, derivative } = layers[layer]!;
      return { layer, activation, derivative };
    }),
  };
}

/** What an edit changes of a net that trains. */
export interface EditMade {
  readonly numbers: readonly SetNumber[];
  /** σ and rules of all layers from now on; null where none changes. */
  readonly layers: readonly LayerOverride[] | null;
  /** A sentence for people. */
  readonly label: string;
}

/** What the edit changes of the net as it is (`now` with these weights). Throws ExperimentError where it sets what the net hasn't. */
export function editMade(now: PlaneSpec, arrays: NamedArrays, { numbers, sigmas }: PlaneEdit): EditMade {
  const set = numbers.filter(({ at, value }) => {
    const { array, index } = placeOf(arrays, at);
    return array.data[index] !== Math.fround(value);
  });
  const after = withEdit(now, { numbers: [], sigmas });
  const changed = now.layers.flatMap((layer, k) => (sameSigma(layer, after.layers[k]!) ? [] : [k]));
  const layers = after.layers.map(({ activation, derivative }) => ({ activation, derivative }));
  return { numbers: set, layers: changed.length > 0 ? layers : null, label: labelOf(set, changed) };
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
  const array = arrays.get(`${layerName(at.layer)}.${at.bias ? 'bias' : 'weight'}`);
  const [rows = 0, columns = 1] = array?.shape ?? [];
  if (!array || at.row >= rows || (!at.bias && at.column >= columns))
    throw new ExperimentError(`Expected a number of the net that trains, got ${nameOf(at)}, which it hasn’t.`);
  return { array, index: at.bias ? at.row : at.row * columns + at.column };
}

const keyOf = (at: PlaneParameter): string => [at.layer, at.row, at.bias ? 'b' : at.column].join();

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
