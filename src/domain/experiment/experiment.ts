/**
 * The complete, serialisable description of a run (SPEC §6). `Experiment` is the whole thing with every default filled in;
 * what people write or link is an `ExperimentInput`, which `parseExperiment` completes, naming each part it had to drop.
 */

/** Values for parameters of a formula, by name; what is missing takes the catalogue's default. */
export interface ParameterValues {
  readonly alpha?: number;
  readonly beta?: number;
  readonly gamma?: number;
  readonly delta?: number;
  readonly resolution?: number;
}

export type ActivationSpec = (
  { readonly name: string; readonly formula?: never } | { readonly formula: string; readonly name?: never }
) &
  ParameterValues;

export const RULE_NAMES = ['exact', 'formula', 'straight-through', 'blurred', 'left', 'right', 'best'] as const;
export type RuleName = (typeof RULE_NAMES)[number];

/** One derivative rule with its inputs (SPEC §3). */
export interface RuleSpec {
  readonly rule: RuleName;
  /** σ̃'(x), for `formula`. */
  readonly formula?: string;
  /** The user's own one-sided pair, for `left`, `right` and `best`. */
  readonly left?: string;
  readonly right?: string;
  /** w of `blurred` and of difference quotients, > 0. */
  readonly width?: number;
}

/** Moves linearly from the rule above to `to` between the ends of two epochs (fractions allowed): lie at first, tell the truth later. */
export interface Annealing {
  readonly to: RuleSpec;
  readonly from: number;
  readonly until: number;
}

export interface DerivativeSpec extends RuleSpec {
  /** s of the derivative noise, ≥ 0. */
  readonly noise: number;
  readonly anneal?: Annealing;
}

/** A layer's own σ and rule, in place of the experiment's. */
export interface LayerOverride {
  readonly activation?: ActivationSpec;
  readonly derivative?: DerivativeSpec;
}

export interface AutoencoderSpec {
  readonly kind: 'autoencoder';
  readonly channels: number;
  readonly latent: number;
  readonly coordinates: boolean;
  /** Keyed by the name of the weights before σ: "encoder.0", "decoder.3". */
  readonly layers?: Readonly<Record<string, LayerOverride>>;
}

export interface PlaneLayerSpec {
  readonly width: number;
  /** A_k, rows × columns; drawn from the seed where missing. */
  readonly weights?: readonly (readonly number[])[];
  readonly bias?: readonly number[];
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec;
}

export interface PlaneSpec {
  readonly kind: 'plane';
  readonly layers: readonly PlaneLayerSpec[];
  readonly zoom: number;
  /** Oscillators beside the two coordinates: for each f the first layer also reads sin fx, cos fx, sin fy, cos fy. Missing means none. */
  readonly frequencies?: readonly number[];
}

export type NetworkSpec = AutoencoderSpec | PlaneSpec;

export const OPTIMIZER_NAMES = ['sgd', 'adam', 'adamw', 'rmsprop'] as const;
export type OptimizerName = (typeof OPTIMIZER_NAMES)[number];

export interface OptimizerSpec {
  readonly name: OptimizerName;
  readonly learningRate: number;
  readonly momentum: number;
  readonly weightDecay: number;
  /** Largest global gradient norm, or null for no clipping. */
  readonly clipNorm: number | null;
  readonly cautious: boolean;
}

export type Loss = 'mse' | 'bce';

export const PRECISIONS = ['float32', 'float16'] as const;
export type Precision = (typeof PRECISIONS)[number];

export const PLANE_SOURCES = [
  'spirals',
  'circles',
  'xor',
  'gaussians',
  'checkerboard',
  'moons',
  'identity',
  'formula',
  'image',
  'points',
] as const;
export type PlaneSource = (typeof PLANE_SOURCES)[number];

/** A point set by hand: the two coordinates, the label or value it should get, and whether it is kept for testing (1) or trained on (0). */
export type HandPoint = readonly [x: number, y: number, target: number, test: 0 | 1];

/** A grey picture to learn: `size`² bytes, row 0 at the top, 0 black to 255 white, as base64. */
export interface ImageTarget {
  readonly size: number;
  readonly levels: string;
}

export interface DataSpec {
  /** "fashion-mnist", "garments", "local:NAME", or a task of the plane. */
  readonly source: string;
  /** Examples taken from the front of the set; null means all. */
  readonly trainSize: number | null;
  readonly testSize: number | null;
  /** Of the plane: standard deviation of what is added to the coordinates, or for formulas and images to the value. */
  readonly noise: number;
  /** Of the plane's task "formula": the value at (x, y). */
  readonly formula?: string;
  /** Of the plane's task "image". */
  readonly image?: ImageTarget;
  /** Of the plane's task "points". */
  readonly points?: readonly HandPoint[];
}

export interface Experiment {
  readonly network: NetworkSpec;
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec;
  readonly optimizer: OptimizerSpec;
  readonly loss: Loss;
  readonly batchSize: number;
  readonly epochs: number;
  /** When set, the run ends after that many steps and is then evaluated once. */
  readonly steps: number | null;
  readonly seed: number;
  readonly shuffle: boolean;
  /** How the autoencoder's images between layers are kept, on devices that can; float32, if missing. Everything else is float32 always. */
  readonly precision?: Precision;
  readonly data: DataSpec;
}

type DeepPartial<T> = T extends readonly (infer U)[]
  ? readonly DeepPartial<U>[]
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;

/** What a person or a link may say: anything may be missing. */
export type ExperimentInput = DeepPartial<Experiment>;
