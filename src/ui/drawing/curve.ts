/** Ways from numbers to the text of SVG paths and to the grid behind them. Pure but for the templates. */
import { svg, type SVGTemplateResult } from 'lit';
import { ticks, tickStep, toPixelX, toPixelY, type Area, type View } from '../plot/view.ts';

/** Where curves are drawn. */
export interface Frame {
  readonly view: View;
  readonly area: Area;
}

/** The plotting area in an element, as large as it is now. */
export function areaOf(element: Element | null): Area {
  const { clientWidth: width, clientHeight: height } = element ?? { clientWidth: 0, clientHeight: 0 };
  return { left: 32, top: 12, width: Math.max(1, width - 44), height: Math.max(1, height - 34) };
}

/** Path text of a line through points; it breaks where one is not finite. */
export function pathOf({ view, area }: Frame, xs: ArrayLike<number>, ys: ArrayLike<number>): string {
  let text = '';
  let pen = 'M';
  for (let i = 0; i < xs.length; i++) {
    if (!Number.isFinite(ys[i])) {
      pen = 'M';
      continue;
    }
    text += `${pen}${toPixelX(view, area, xs[i]!).toFixed(1)} ${clamped(toPixelY(view, area, ys[i]!)).toFixed(1)}`;
    pen = 'L';
  }
  return text;
}

/** Path text of the ground between two curves over the same x, where both are finite. */
export function between(frame: Frame, xs: Float64Array, above: Float64Array, below: Float64Array): string {
  const keep = [...xs.keys()].filter((i) => Number.isFinite(above[i]) && Number.isFinite(below[i]));
  const back = [...keep].reverse();
  const along = [...keep, ...back].map((i) => xs[i]!);
  const heights = [...keep.map((i) => above[i]!), ...back.map((i) => below[i]!)];
  return along.length === 0 ? '' : `${pathOf(frame, along, heights)}Z`;
}

/** Far-off points stay drawable. */
function clamped(pixel: number): number {
  return Math.max(-4000, Math.min(4000, pixel));
}

/** What is drawn inside the plotting area and cut off at its edges. */
export function renderInside({ area: { left, top, width, height } }: Frame, content: unknown): SVGTemplateResult {
  return svg`<svg x=${left} y=${top - 2} width=${width} height=${height + 4} viewBox="${left} ${top - 2} ${width} ${height + 4}">${content}</svg>`;
}

/** Hairlines and labels of both axes. */
export function renderGrid({ view, area }: Frame): SVGTemplateResult {
  const right = area.left + area.width;
  const bottom = area.top + area.height;
  const xs = ticks(view.x, tickStep(view.x.to - view.x.from, area.width / 56));
  const ys = ticks(view.y, tickStep(view.y.to - view.y.from, area.height / 36));
  const name = (value: number): string => String(value).replace('-', '−');
  const line = (value: number): string => (value === 0 ? 'axis' : 'grid');
  return svg`${xs.map((x) => {
    const at = Math.round(toPixelX(view, area, x)) + 0.5;
    return svg`<line class=${line(x)} x1=${at} x2=${at} y1=${area.top} y2=${bottom}></line>
      <text class="across" x=${at} y=${bottom + 16}>${name(x)}</text>`;
  })}${ys.map((y) => {
    const at = Math.round(toPixelY(view, area, y)) + 0.5;
    return svg`<line class=${line(y)} x1=${area.left} x2=${right} y1=${at} y2=${at}></line>
      <text class="up" x=${area.left - 6} y=${at + 4}>${name(y)}</text>`;
  })}`;
}
