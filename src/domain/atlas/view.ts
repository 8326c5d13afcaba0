/**
 * What an atlas shows (SPEC §6 `atlas`): which neuron, which quantity, how large. Its horizontal axis is the first input, its vertical one (upwards) the
 * second; pixels stand for the points at their centres, row 0 at the top.
 */
import { ExperimentError } from '../errors.ts';
import type { PlaneSpec } from '../experiment/experiment.ts';
import { columnsOf } from '../networks/plane-inputs.ts';

/** A number of the net: an entry of A_layer, or of b_layer. */
export type PlaneParameter =
  | { readonly layer: number; readonly row: number; readonly column: number; readonly bias?: false }
  | { readonly layer: number; readonly row: number; readonly bias: true; readonly column?: never };

export type Side = 'left' | 'right';

/**
 * `pre` x, `post` a; `slope` the Euclidean norm of the gradient of a by the two inputs, with exact derivatives, or with `wrt` the derivative of a
 * by that parameter under the rules in force (`side` for `best`).
 */
export interface AtlasView {
  readonly layer: number;
  readonly neuron: number;
  readonly of: 'pre' | 'post' | 'slope';
  /** Pixels along a side. */
  readonly size?: number;
  readonly wrt?: PlaneParameter;
  readonly side?: Side;
}

export const DEFAULT_ATLAS_SIZE = 128;
export const MAX_ATLAS_SIZE = 4096;

/** The square of the plane on show: its centre, and half its side. */
export interface PlaneWindow {
  readonly centreX: number;
  readonly centreY: number;
  readonly extent: number;
}

/** The window of an experiment: [−zoom, zoom]². */
export const windowOf = (spec: PlaneSpec): PlaneWindow => ({ centreX: 0, centreY: 0, extent: spec.zoom });

/** First input at column c. */
export function columnCentre({ centreX, extent }: PlaneWindow, size: number, c: number): number {
  return centreX + extent * ((2 * (c + 0.5)) / size - 1);
}

/** Second input at row r, row 0 at the top. */
export function rowCentre({ centreY, extent }: PlaneWindow, size: number, r: number): number {
  return centreY + extent * (1 - (2 * (r + 0.5)) / size);
}

/** The view with its defaults, or an ExperimentError that names what doesn't exist. */
export function checkView(
  spec: PlaneSpec,
  view: AtlasView,
): Required<Pick<AtlasView, 'layer' | 'neuron' | 'of' | 'size' | 'side'>> & Pick<AtlasView, 'wrt'> {
  object('the view', view, '{ layer: 0, neuron: 0, of: "post" }');
  const { layer, neuron, of, size = DEFAULT_ATLAS_SIZE, wrt, side = 'right' } = view;
  const layers = spec.layers.length;
  index('layer', layer, layers);
  index('neuron', neuron, spec.layers[layer]!.width);
  if (!['pre', 'post', 'slope'].includes(of))
    throw new ExperimentError(`expected "of" to be "pre", "post" or "slope", got ${said(of)}`);
  if (!['left', 'right'].includes(side))
    throw new ExperimentError(`expected "side" to be "left" or "right", got ${said(side)}`);
  if (!Number.isInteger(size) || size < 1 || size > MAX_ATLAS_SIZE)
    throw new ExperimentError(
      `expected "size" to be a whole number from 1 to ${String(MAX_ATLAS_SIZE)}, got ${said(size)}`,
    );
  if (wrt) checkParameter(spec, wrt);
  return { layer, neuron, of, size, side, ...(wrt ? { wrt } : {}) };
}

function checkParameter(spec: PlaneSpec, wrt: PlaneParameter): void {
  object('"wrt"', wrt, '{ layer: 0, row: 0, column: 0 } or { layer: 0, row: 0, bias: true }');
  index('wrt.layer', wrt.layer, spec.layers.length);
  index('wrt.row', wrt.row, spec.layers[wrt.layer]!.width);
  if (!wrt.bias) index('wrt.column', wrt.column, columnsOf(spec, wrt.layer));
}

function object(name: string, value: unknown, example: string): void {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new ExperimentError(`expected ${name} to be an object as in ${example}, got ${said(value)}`);
}

function index(name: string, value: unknown, count: number): void {
  if (Number.isInteger(value) && (value as number) >= 0 && (value as number) < count) return;
  throw new ExperimentError(
    `expected "${name}" to be a whole number from 0 to ${String(count - 1)}, got ${said(value)}`,
  );
}

/** What came, as a person would write it. */
function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
