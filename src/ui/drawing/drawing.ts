/** A drawing of what backpropagation sees: where it starts, what it shows, and the derivative it becomes. Pure. */
import { resolveActivation } from '../../domain/activations/index.ts';
import {
  keptPoints,
  piecewiseLinear,
  pointsOf,
  ruleByName,
  sigmaProgram,
  sigmaValues,
  simplified,
  thin,
  type Combine,
  type Point,
} from '../../domain/derivatives/index.ts';
import type { ActivationSpec, DerivativeSpec } from '../../domain/experiment/experiment.ts';
import { compile, parseFormula, type Expr, type Uniforms } from '../../domain/formula/index.ts';
import { sampleCurve } from '../plot/sample.ts';
import { tickStep, type Range } from '../plot/view.ts';

/** Which slope is drawn: one for both sides, or that of one side. */
export type Pen = 'both' | 'left' | 'right';
export type Side = 'left' | 'right';

/** With the pen `both`, left and right are the same. */
export interface Drawing {
  readonly pen: Pen;
  readonly left: readonly Point[];
  readonly right: readonly Point[];
  /** Which of two slopes backpropagation takes. */
  readonly combine: Combine;
}

/** What a drawing is made over: σ, its true slope, and the slopes in force before anything was drawn. */
export interface Ground {
  readonly derivative: DerivativeSpec;
  readonly uniforms: Uniforms;
  readonly sigma: Expr;
  readonly truth: Expr;
  readonly inForce: Readonly<Record<Side, Expr>>;
  readonly start: Drawing;
}

const NEAR: Range = { from: -4, to: 4 };
const SAMPLES = 1200;
const TOLERANCE = 0.004;
/** A slope is taken over with no more points than a thumb can tell apart. */
const MOST_AT_START = 32;
const STEEPEST = 100;

/** Prepares a drawing over σ, beginning with the slope in force. Throws what `sigmaProgram` throws. */
export function groundOf(activation: ActivationSpec, derivative: DerivativeSpec): Ground {
  const { sigma, pair } = sigmaProgram(activation, derivative);
  const { uniforms } = sigmaValues(activation, derivative);
  const oneSided = isOneSided(derivative);
  const left = startingPoints(pair.left, oneSided ? derivative.left : derivative.formula, uniforms);
  const right = oneSided ? startingPoints(pair.right, derivative.right, uniforms) : left;
  const pen = !oneSided ? 'both' : derivative.rule === 'right' ? 'right' : 'left';
  return {
    derivative,
    uniforms,
    sigma,
    truth: ruleByName('exact').pair(resolveActivation(activation), { rule: 'exact' }, 'width').left,
    inForce: { left: pair.left, right: pair.right },
    start: { pen, left, right, combine: oneSided ? pair.combine : 'best' },
  };
}

/** Whether a rule has a slope for each side. */
function isOneSided({ rule }: DerivativeSpec): boolean {
  return ruleByName(rule).inputs.includes('left');
}

/** The points of a slope that was drawn before; those that follow it near 0, for any other. */
function startingPoints(slope: Expr, source: string | undefined, uniforms: Uniforms): readonly Point[] {
  const drawn = source === undefined ? null : pointsOf(source);
  if (drawn !== null && drawn.length > 0) return drawn;
  const f = compile(slope);
  const lines = sampleCurve((x) => f(x, { uniforms }), NEAR.from, NEAR.to, SAMPLES, 0.02);
  const points = lines.flat().map(({ x, y }) => ({ x, y: Math.max(-STEEPEST, Math.min(STEEPEST, y)) }));
  const followed = keptPoints(withoutFlatEnds(thin(simplified(points, TOLERANCE), MOST_AT_START)));
  return followed.length > 0 ? followed : [{ x: 0, y: 0 }];
}

/** A drawn slope is constant beyond its ends anyway. A slope that is constant altogether is one point at 0. */
function withoutFlatEnds(points: readonly Point[]): readonly Point[] {
  const flat = (i: number, j: number): boolean => Math.abs(points[i]!.y - points[j]!.y) <= TOLERANCE;
  let [first, last] = [0, points.length - 1];
  while (first < last && flat(first, first + 1)) first++;
  while (last > first && flat(last, last - 1)) last--;
  return first === last ? points.slice(first, first + 1).map(({ y }) => ({ x: 0, y })) : points.slice(first, last + 1);
}

/** The points under the pen. */
export function pointsAt({ pen, left, right }: Drawing): readonly Point[] {
  return pen === 'right' ? right : left;
}

/** The drawing with other points under the pen. */
export function withPoints(drawing: Drawing, points: readonly Point[]): Drawing {
  if (drawing.pen === 'both') return { ...drawing, left: points, right: points };
  return { ...drawing, [drawing.pen]: points };
}

/** The drawing under another pen; with one slope again, that is the slope under the pen before. */
export function withPen(drawing: Drawing, pen: Pen): Drawing {
  const points = pointsAt(drawing);
  return pen === 'both' ? { ...drawing, pen, left: points, right: points } : { ...drawing, pen };
}

/** The slope that a drawing claims on a side: as it was in force until the first stroke. */
export function slopeOf(drawing: Drawing, side: Side, { start, inForce }: Ground): Expr {
  return drawing[side] === start[side] ? inForce[side] : parseFormula(piecewiseLinear(drawing[side]));
}

/** The derivative that a drawing becomes: unchanged where nothing was drawn, and on a side that wasn't. */
export function derivativeOf(drawing: Drawing, { derivative, start }: Ground): DerivativeSpec {
  const { pen, left, right, combine } = drawing;
  const untouched = left === start.left && right === start.right;
  if (pen === 'both')
    return untouched && start.pen === 'both'
      ? derivative
      : { ...derivative, rule: 'formula', formula: piecewiseLinear(left) };
  const keeps = (side: Side): boolean => isOneSided(derivative) && drawing[side] === start[side];
  const formulaFor = (side: Side): Pick<DerivativeSpec, Side> =>
    keeps(side) ? {} : { [side]: piecewiseLinear(drawing[side]) };
  return { ...derivative, rule: combine, ...formulaFor('left'), ...formulaFor('right') };
}

/** The range of x that shows all points: −4…4, or as far as they go. */
export function rangeOfX(...lists: readonly (readonly Point[])[]): Range {
  const farthest = Math.max(...lists.flat().map(({ x }) => Math.abs(x)));
  const to = Math.max(NEAR.to, Math.ceil(farthest));
  return { from: -to, to };
}

/** The range of y that shows all points and leaves them room to move. */
export function rangeOfY(...lists: readonly (readonly Point[])[]): Range {
  const heights = lists.flat().map(({ y }) => y);
  const [low, high] = [Math.min(-0.25, ...heights), Math.max(1.25, ...heights)];
  const room = (high - low) * 0.15;
  const grain = tickStep(high - low, 10);
  return { from: Math.floor((low - room) / grain) * grain, to: Math.ceil((high + room) / grain) * grain };
}
