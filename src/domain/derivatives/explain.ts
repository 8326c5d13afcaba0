/** Says in plain sentences what a derivative rule does at one point, for an upstream gradient of either sign. */
import { resolveActivation } from '../activations/index.ts';
import type { ActivationSpec } from '../experiment/experiment.ts';
import { compile } from '../formula/index.ts';
import { referenceSigma } from './combine.ts';
import type { Combine } from './program.ts';
import { ruleByName } from './rules.ts';
import { sigmaProgram, sigmaValues, type DerivativeInput } from './sigma-program.ts';

/** What goes back for g = 1 or g = −1. */
export interface Effect {
  /** ∂L/∂x. */
  readonly dx: number;
  /** What the loss asks of σ, and where descent moves x. */
  readonly sentence: string;
}

/** What a rule does at x. */
export interface Explanation {
  readonly x: number;
  readonly trueSlope: number;
  readonly left: number;
  readonly right: number;
  /** How σ runs at x. */
  readonly truth: string;
  /** What the rule takes for its slope. */
  readonly claim: string;
  /** For g = −1: the loss falls if σ rises. */
  readonly rising: Effect;
  /** For g = 1: the loss falls if σ falls. */
  readonly falling: Effect;
}

/** A number as people read it: three digits, and a real minus. */
function show(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return (Object.is(rounded, -0) ? '0' : String(rounded)).replace('-', '−');
}

const agree = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) <= 1e-9 * (1 + Math.abs(b));

const isFlat = (slope: number): boolean => Math.abs(slope) < 1e-9;

function truthAt(label: string, x: number, slope: number): string {
  const at = `At x = ${show(x)} ${label}`;
  if (Number.isNaN(slope)) return `${at} has no slope.`;
  if (isFlat(slope)) return `${at} is flat.`;
  return `${at} ${slope > 0 ? 'rises' : 'falls'} with slope ${show(Math.abs(slope))}.`;
}

interface Slopes {
  readonly left: number;
  readonly right: number;
}

/** What the rule claims about the slope, next to the truth. */
function claimOf(combine: Combine, { left, right }: Slopes, trueSlope: number, noise: number): string {
  const shaken = noise === 0 ? '' : `, shaken by ${show(100 * noise)} %`;
  if (!agree(left, right)) {
    const pair = `The rule sees slope ${show(left)} on the left, ${show(right)} on the right`;
    return `${pair}, and takes the ${combine === 'best' ? 'better' : combine} one${shaken}.`;
  }
  if (agree(left, trueSlope)) return `The rule sees just that${shaken}.`;
  return `The rule pretends that the slope is ${show(left)}${shaken}.`;
}

/** Where a step of gradient descent moves x. */
function effectOf(wish: string, dx: number): Effect {
  if (Number.isNaN(dx)) return { dx, sentence: `${wish}: what goes back is not a number.` };
  if (isFlat(dx)) return { dx, sentence: `${wish}: nothing goes back.` };
  return { dx, sentence: `${wish}: x moves ${dx < 0 ? 'right' : 'left'} by ${show(Math.abs(dx))}·|g|.` };
}

/**
 * A function that says what the rule does at any x, as numbers and as sentences; noise is named but not drawn. Throws as `sigmaProgram`
 * does.
 */
export function explainer(activation: ActivationSpec, derivative: DerivativeInput): (x: number) => Explanation {
  const resolved = resolveActivation(activation);
  const program = sigmaProgram(activation, derivative);
  const { uniforms, noise } = sigmaValues(activation, derivative);
  const slope = compile(ruleByName('exact').pair(resolved, { rule: 'exact' }, 'width').left);
  const back = referenceSigma(program);
  return (x) => {
    const trueSlope = slope(x, { uniforms });
    const { left, right, dx } = back({ x, g: -1, uniforms });
    return {
      x,
      trueSlope,
      left,
      right,
      truth: truthAt(resolved.entry?.label ?? 'σ', x, trueSlope),
      claim: claimOf(program.pair.combine, { left, right }, trueSlope, noise),
      rising: effectOf('σ should rise', dx),
      falling: effectOf('σ should fall', back({ x, g: 1, uniforms }).dx),
    };
  };
}
