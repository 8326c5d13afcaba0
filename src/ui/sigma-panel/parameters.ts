/** A row for a parameter of σ: a slider, or its few values side by side. */
import { html, type TemplateResult } from 'lit';
import type { Parameter } from '../../domain/activations/index.ts';
import '../segmented/sigma-segmented.ts';
import type { SegmentChange } from '../segmented/sigma-segmented.ts';
import '../slider/sigma-slider.ts';
import type { SliderChange } from '../slider/sigma-slider.ts';

/** The row of `parameter`, whose value is its default where none is given. */
export function renderParameter(
  parameter: Parameter,
  value: number | undefined,
  set: (value: number) => void,
): TemplateResult {
  const { uniform, label, min, max, step, choices } = parameter;
  const now = value ?? parameter.default;
  if (choices !== undefined) return renderChoices(parameter, choices, now, set);
  return html`<sigma-slider
    label=${label}
    name=${uniform}
    hint="${uniform} in the formula of σ. Changing it compiles nothing."
    min=${min}
    max=${max}
    step=${step}
    .value=${now}
    @change=${({ detail }: SliderChange) => set(detail.value)}
  ></sigma-slider>`;
}

function renderChoices(
  { label, uniform }: Parameter,
  choices: readonly number[],
  now: number,
  set: (value: number) => void,
): TemplateResult {
  const segments = choices.map((choice) => ({
    value: String(choice),
    label: String(choice),
    hint: `${uniform} in the formula of σ: ${String(choice)}.`,
  }));
  return html`<div class="choices">
    <span>${label}</span>
    <sigma-segmented
      label=${label}
      .segments=${segments}
      .value=${String(now)}
      @change=${({ detail }: SegmentChange) => set(Number(detail.value))}
    ></sigma-segmented>
  </div>`;
}
