import { html, nothing, type TemplateResult } from 'lit';
import { coordinate } from '../shared/format.ts';
import { agreeAt, deadAt, type Curves } from './curves.ts';
import type { Range } from './view.ts';

const PROBES = 64;

/** The legend, whose slots hold the values at the cursor while there is one. */
export function renderReadout(curves: Curves | null, cursor: number | null, range: Range): TemplateResult {
  const show = (value: (shown: Curves, x: number) => number): string =>
    curves === null || cursor === null ? '' : coordinate(value(curves, cursor));
  const differ = curves !== null && probes(range).some((x) => !agreeAt(curves, x));
  const left = show((shown, x) => shown.left(x));
  const right = show((shown, x) => shown.right(x));
  return html`<dl aria-hidden="true">
    ${slot('sigma', html`<i>σ(x)</i>`, show((shown, x) => shown.sigma(x)))}
    ${differ ? [slot('left', 'left', left), slot('right', 'right', right)] : slot('seen', 'backward sees', left)}
    ${cursor === null ? renderDead(curves, range) : html`<div class="end"><dt><i>x</i></dt><dd>${coordinate(cursor)}</dd></div>`}
  </dl>`; // prettier-ignore
}

function renderDead(curves: Curves | null, range: Range): TemplateResult | typeof nothing {
  if (curves === null || !probes(range).some((x) => deadAt(curves, x))) return nothing;
  return html`<div class="end">
    <dt><span class="key dead"></span>no gradient</dt>
  </div>`;
}

function slot(key: string, name: TemplateResult | string, value: string): TemplateResult {
  return html`<div>
    <dt><span class="key ${key}"></span>${name}</dt>
    <dd>${value}</dd>
  </div>`;
}

/** Places over the range to look at, off the round numbers at which kinks lie. */
function probes({ from, to }: Range): number[] {
  return Array.from({ length: PROBES }, (_, index) => from + ((to - from) * (index + 0.5)) / PROBES);
}
