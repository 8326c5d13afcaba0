/** Says in plain sentences what a derivative rule does at one point. */
import { resolveActivation } from '../activations/index.ts';
import type { ActivationSpec } from '../experiment/experiment.ts';
import { compile } from '../formula/index.ts';
import { referenceSigma } from './combine.ts';
import type { SigmaProgram } from './program.ts';
import { ruleByName } from './rules.ts';
import { sigmaProgram, sigmaValues, type DerivativeInput } from './sigma-program.ts';

/** What a rule does at x for an upstream gradient of g = 1 or g = −1. */
export interface Explanation {
  readonly x: number;
  readonly trueSlope: number;
  readonly left: number;
  readonly right: number;
  /** ∂L/∂x. */
  readonly dx: number;
  readonly sentence: string;
}

/** A number as people read it: three digits, and a real minus. */
function show(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return (Object.is(rounded, -0) ? '0' : String(rounded)).replace('-', '−');
}

const isFlat = (slope: number): boolean => Math.abs(slope) < 1e-9;

function truth(label: string, x: number, slope: number): string {
  const at = `At x = ${show(x)} ${label}`;
  if (Number.isNaN(slope)) return `${at} has no slope.`;
  if (isFlat(slope)) return `${at} is flat.`;
  return `${at} ${slope > 0 ? 'rises' : 'falls'} with slope ${show(Math.abs(slope))}.`;
}

function wish(g: number): string {
  return g < 0 ? 'The loss falls if the activation rises (g < 0).' : 'The loss falls if the activation falls (g > 0).';
}

/** What the rule claims about the slope, next to the truth. */
function claim(
  { left, right, combine }: SigmaProgram['pair'],
  slopes: { left: number; right: number },
  trueSlope: number,
): string {
  if (left !== right) {
    const pair = `The rule takes the slope to be ${show(slopes.left)} on the left and ${show(slopes.right)} on the right`;
    return combine === 'best' ? `${pair}, and compares` : `${pair}, and uses the ${combine} one`;
  }
  const agrees = Math.abs(slopes.left - trueSlope) <= 1e-9 * (1 + Math.abs(trueSlope));
  return agrees ? 'The rule sees just that' : `The rule pretends that the slope is ${show(slopes.left)}`;
}

/** Where a step of gradient descent moves x. */
function effect(dx: number): string {
  if (Number.isNaN(dx)) return 'what goes back is not a number.';
  if (isFlat(dx)) return 'nothing goes back: x gets no reason to move.';
  return `${show(dx)}·|g| goes back: a step of descent moves x to the ${dx < 0 ? 'right' : 'left'}.`;
}

/**
 * What the rule does at x for a positive or negative upstream gradient, as numbers and as sentences. Throws as `sigmaProgram` does.
 */
export function explain(
  activation: ActivationSpec,
  derivative: DerivativeInput,
  x: number,
  gSign: 1 | -1,
): Explanation {
  const resolved = resolveActivation(activation);
  const program = sigmaProgram(activation, derivative);
  const { uniforms } = sigmaValues(activation, derivative);
  const trueSlope = compile(ruleByName('exact').pair(resolved, { rule: 'exact' }, 'width').left)(x, { uniforms });
  const { left, right, dx } = referenceSigma(program)({ x, g: gSign, uniforms });
  const sentence = [
    truth(resolved.label, x, trueSlope),
    wish(gSign),
    `${claim(program.pair, { left, right }, trueSlope)}: ${effect(dx)}`,
  ].join(' ');
  return { x, trueSlope, left, right, dx, sentence };
}
