/** Shapes of parameters that several entries have. */
import type { Parameter, ParameterName } from './activation.ts';

type Range = Partial<Pick<Parameter, 'label' | 'min' | 'max' | 'step' | 'alias' | 'choices'>>;

const SYMBOLS: Readonly<Record<ParameterName, string>> = {
  alpha: 'α',
  beta: 'β',
  gamma: 'γ',
  delta: 'δ',
  resolution: 'resolution',
};

/** A parameter with a slider. */
export function parameter(uniform: ParameterName, value: number, range: Range = {}): Parameter {
  return { uniform, label: SYMBOLS[uniform], default: value, min: 0, max: 1, step: 0.01, ...range };
}
