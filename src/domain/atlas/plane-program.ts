/**
 * A 2D net as those who draw it need it: for each layer σ, its true slope and the slopes its rule claims, as expressions, with their numbers. Made from
 * the experiment alone; weights come beside it, since they change far more often.
 */
import { sigmaProgram, sigmaValues, type Combine } from '../derivatives/index.ts';
import type { PlaneSpec } from '../experiment/experiment.ts';
import { structuralKey, type Expr, type Uniforms } from '../formula/index.ts';
import { columnsOf } from '../networks/plane-inputs.ts';
import type { Side } from './view.ts';

export interface PlaneLayerProgram {
  readonly rows: number;
  readonly columns: number;
  readonly sigma: Expr;
  /** True derivative of σ. */
  readonly exact: Expr;
  /** What the rule claims on each side. */
  readonly left: Expr;
  readonly right: Expr;
  readonly combine: Combine;
  readonly uniforms: Uniforms;
}

export interface PlaneProgram {
  /** Equal keys mean equal kernels: shapes and expressions, no numbers. */
  readonly key: string;
  readonly layers: readonly PlaneLayerProgram[];
  /** Of the oscillators that the first layer reads beside the point. */
  readonly frequencies: readonly number[];
}

/** Throws FormulaError or ExperimentError where σ or a rule is wrong. */
export function planeProgram(spec: PlaneSpec): PlaneProgram {
  const layers = spec.layers.map(({ width, activation, derivative }, k): PlaneLayerProgram => {
    const { sigma, pair } = sigmaProgram(activation, derivative);
    return {
      rows: width,
      columns: columnsOf(spec, k),
      sigma,
      exact: sigmaProgram(activation, { rule: 'exact' }).pair.left,
      left: pair.left,
      right: pair.right,
      combine: pair.combine,
      uniforms: sigmaValues(activation, derivative).uniforms,
    };
  });
  const keys = layers.map(
    (layer) =>
      `${String(layer.rows)} ${layer.combine} ${structuralKey([layer.sigma, layer.exact, layer.left, layer.right])}`,
  );
  const { frequencies = [] } = spec;
  return { key: [`frequencies ${frequencies.join(' ')}`, ...keys].join('\n'), layers, frequencies };
}

/** The slope that a chain of derivatives uses under the layer's rule: the rule's own side, or for `best` the one asked for. */
export function ruleSlope({ left, right, combine }: PlaneLayerProgram, side: Side): Expr {
  return (combine === 'best' ? side : combine) === 'left' ? left : right;
}
