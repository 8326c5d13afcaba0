/** What lies over every picture of the plane: the crosshair, which follows two custom properties and so costs nothing, the pins, and the line of a slice. */
import { css, html, nothing, svg, type TemplateResult } from 'lit';
import { colourOf, type AtlasColours } from '../../../domain/atlas/colours.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlaneLine, PlanePoint } from '../../../state/plane-look.ts';
import { placeOf } from './window.ts';

/** Their look. `--cross-x` and `--cross-y` are fractions of a side, `--cross` is `visible` where there is a crosshair. */
export const marks = css`
  /* Backgrounds alone: blending and opacity would make a layer of every tile, and a deep net has hundreds. */
  .cross {
    --line: linear-gradient(rgb(17 17 17 / 0.8), rgb(17 17 17 / 0.8));
    --halo: linear-gradient(rgb(255 255 255 / 0.4), rgb(255 255 255 / 0.4));
    position: absolute;
    inset: 0;
    background:
      var(--line) calc(100% * var(--cross-x, 0.5)) 0 / 1px 100% no-repeat,
      var(--line) 0 calc(100% * var(--cross-y, 0.5)) / 100% 1px no-repeat,
      var(--halo) calc(100% * var(--cross-x, 0.5)) 0 / 3px 100% no-repeat,
      var(--halo) 0 calc(100% * var(--cross-y, 0.5)) / 100% 3px no-repeat;
    visibility: var(--cross, hidden);
    pointer-events: none;
  }
  .marks {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    overflow: hidden;
    pointer-events: none;
  }
  .marks line,
  .marks circle {
    vector-effect: non-scaling-stroke;
  }
  .marks .halo {
    stroke: #fff;
    stroke-width: 3.5;
    fill: none;
  }
  .marks .stroke {
    stroke: #111;
    stroke-width: 1.5;
    fill: none;
  }
  .pinned {
    position: absolute;
    width: 22px;
    height: 12px;
    border: 1px solid #111;
    background: linear-gradient(to right, var(--first) 50%, var(--second) 50%);
    box-shadow: 0 0 0 1px #fff;
    translate: 8px -50%;
    pointer-events: none;
  }
  .pin {
    position: absolute;
    width: 7px;
    height: 7px;
    border: 1.5px solid #111;
    border-radius: 50%;
    background: #fff;
    box-shadow: 0 0 0 1px #fff;
    translate: -50% -50%;
    pointer-events: none;
  }
`;

/** The colour of one pixel of a two-pixel image. */
export type PixelColour = (value: number) => string;

/** Colours of two-pixel images: 0 is in the middle of them or, in grey, black. */
export function pixelColour(colours: AtlasColours, { extent }: PlaneWindow): PixelColour {
  return (value) => `rgb(${colourOf(colours, value, [colours === 'grey' ? 0 : -extent, extent]).join(' ')})`;
}

/** `pixel`: show each pin as a two-pixel image beside it. */
export function renderMarks(
  window: PlaneWindow,
  pins: readonly PlanePoint[],
  line: PlaneLine | null,
  pixel: PixelColour | null = null,
): TemplateResult {
  return html`${line === null ? nothing : renderLine(window, line)} ${pins.map((pin) => renderPin(window, pin, pixel))}
    <span class="cross"></span>`;
}

function renderLine(window: PlaneWindow, { from, to }: PlaneLine): TemplateResult {
  const a = placeOf(window, from);
  const b = placeOf(window, to);
  const drawn = (name: string) => svg`<line class=${name} x1=${a.left} y1=${a.top} x2=${b.left} y2=${b.top}></line>`;
  return html`<svg class="marks" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
    ${drawn('halo')}${drawn('stroke')}
  </svg>`;
}

function renderPin(window: PlaneWindow, pin: PlanePoint, pixel: PixelColour | null): TemplateResult | typeof nothing {
  const { left, top } = placeOf(window, pin);
  if (left < 0 || left > 1 || top < 0 || top > 1) return nothing;
  const place = `left:${100 * left}%;top:${100 * top}%`;
  const image =
    pixel === null
      ? nothing
      : html`<span class="pinned" style="${place};--first:${pixel(pin[0])};--second:${pixel(pin[1])}"></span>`;
  return html`${image}<span class="pin" style=${place}></span>`;
}
