/** Pictures of `docs/derivative-rules.md`: σ, and what backpropagation sees under a rule. */
import type { ActivationSpec, RuleSpec } from '../../src/domain/experiment/experiment.ts';
import { chooseSlope, sigmaProgram, sigmaValues } from '../../src/domain/derivatives/index.ts';
import { compile, integrate, parseFormula } from '../../src/domain/formula/index.ts';
import { plot, type Curve, type Frame } from './plot.ts';

function curves(activation: ActivationSpec, derivative: RuleSpec): readonly Curve[] {
  const { sigma, pair } = sigmaProgram(activation, derivative);
  const { uniforms } = sigmaValues(activation, derivative);
  const [value, left, right] = [sigma, pair.left, pair.right].map((expr) => {
    const f = compile(expr);
    return (x: number): number => f(x, { uniforms });
  }) as [Curve['f'], Curve['f'], Curve['f']];
  const slopes: readonly Curve[] =
    pair.left === pair.right
      ? [{ look: 'lie', f: left }]
      : [{ look: 'left', f: left }, { look: 'right', f: right }]; // prettier-ignore
  return [...slopes, { look: 'sigma', f: value }];
}

/** ∂L/∂x of `best` as a function of x, for g = 1 and g = −1, divided by g. */
function bestSlopes(activation: ActivationSpec): readonly Curve[] {
  const { pair } = sigmaProgram(activation, { rule: 'best' });
  const { uniforms } = sigmaValues(activation, { rule: 'best' });
  const [left, right] = [compile(pair.left), compile(pair.right)];
  const chosen = (g: number) => (x: number) => chooseSlope('best', g, left(x, { uniforms }), right(x, { uniforms }));
  return [
    { look: 'left', f: chosen(1) },
    { look: 'right', f: chosen(-1) },
    { look: 'sigma', f: compile(sigmaProgram(activation, { rule: 'exact' }).sigma) },
  ];
}

/** σ beside the function that a claimed derivative really belongs to, both 0 at 0. */
function integrals(formula: string, claimed: string, [from, to]: Frame['x']): readonly Curve[] {
  const n = 400;
  const integral = integrate(parseFormula(claimed), from, to, n);
  const index = (x: number): number => Math.round(((x - from) / (to - from)) * n);
  const atZero = integral[index(0)]!;
  return [
    { look: 'lie', f: (x) => integral[index(x)]! - atZero },
    { look: 'sigma', f: compile(parseFormula(formula)) },
  ];
}

const SLOPE_OF_SILU = 'sigmoid(x)*(1 + x*(1 - sigmoid(x)))';

const frame = (title: string, x: Frame['x'] = [-3, 3], y: Frame['y'] = [-1.5, 3]): Frame => ({ title, x, y });

/** Texts by path from `docs/`. */
export function rulePictures(): ReadonlyMap<string, string> {
  const steps = { formula: 'floor(x) + smoothstep(0, 1, frac(x))' };
  const pictures: readonly (readonly [string, Frame, readonly Curve[]])[] = [
    ['exact', frame('Smooth stairs and their true derivative'), curves(steps, { rule: 'exact' })],
    [
      'formula',
      frame('Rounding, and the slope of a soft staircase'),
      curves({ name: 'round' }, { rule: 'formula', formula: '1 - 0.9*cos(2*pi*x)' }),
    ],
    ['straight-through', frame('Rounding, with a slope of 1'), curves({ name: 'round' }, { rule: 'straight-through' })],
    [
      'blurred',
      frame('Sign, blurred over half a unit on either side'),
      curves({ name: 'sign' }, { rule: 'blurred', width: 0.5 }),
    ],
    ['pair', frame('ReLU, and the pair of slopes it declares'), curves({ name: 'relu' }, { rule: 'best' })],
    [
      'quotients',
      frame('The Cantor staircase, and its difference quotients of width ¼'),
      curves({ name: 'cantor' }, { rule: 'best', width: 0.25 }),
    ],
    ['best', frame('A sine, and the slope that best takes for g above and below 0'), bestSlopes({ name: 'sin' })],
    [
      'integral',
      frame('ReLU, and the function that the slope of SiLU belongs to'),
      integrals('relu(x)', SLOPE_OF_SILU, [-3, 3]),
    ],
  ];
  return new Map(pictures.map(([name, about, drawn]) => [`pictures/rules/${name}.svg`, plot(about, drawn)]));
}
