/** Draws σ and its slopes on a 2D canvas. Owns no state: everything comes in, pixels go out. */
import type { Palette } from '../shared/palette.ts';
import { agreeAt, deadAt, type Curves } from './curves.ts';
import { sampleCurve, stretches } from './sample.ts';
import { ticks, tickStep, toPixelX, toPixelY, type Area, type View } from './view.ts';

export interface Scene {
  readonly curves: Curves;
  readonly view: View;
  readonly palette: Palette;
  readonly width: number;
  readonly height: number;
  /** Small and without words, for a gallery. */
  readonly compact: boolean;
  readonly cursor: number | null;
}

type Context = CanvasRenderingContext2D;

const DASH = [5, 4];

/** The plotting area of a canvas of this size. */
export function areaOf(width: number, height: number, compact: boolean): Area {
  if (compact) return { left: 1, top: 3, width: width - 2, height: height - 6 };
  return { left: 28, top: 8, width: width - 32, height: height - 28 };
}

/** Draws the whole scene; the context is scaled to CSS pixels. */
export function drawScene(context: Context, scene: Scene): void {
  const area = areaOf(scene.width, scene.height, scene.compact);
  context.clearRect(0, 0, scene.width, scene.height);
  drawDead(context, scene, area);
  if (scene.compact) drawAxes(context, scene, area);
  else drawGrid(context, scene, area);
  context.save();
  context.beginPath();
  context.rect(area.left - 1, area.top - 2, area.width + 2, area.height + 4);
  context.clip();
  drawCurve(context, scene, area, scene.curves.sigma, scene.palette.ink, scene.compact ? 1.5 : 2, []);
  // Over σ, which would hide a slope of 0 on its own flat.
  drawSlopes(context, scene, area);
  context.restore();
  if (scene.cursor !== null) drawCursor(context, scene, area, scene.cursor);
}

function drawSlopes(context: Context, scene: Scene, area: Area): void {
  const { curves, palette, compact } = scene;
  const width = compact ? 1.25 : 1.75;
  const seen = (side: 'left' | 'right'): number => (curves.combine === 'best' || curves.combine === side ? 1 : 0.35);
  const where = (agree: boolean, slope: (x: number) => number) => (x: number) =>
    agreeAt(curves, x) === agree ? slope(x) : NaN;
  drawCurve(context, scene, area, where(true, curves.left), palette.seen, width, DASH);
  context.globalAlpha = seen('left');
  drawCurve(context, scene, area, where(false, curves.left), palette.left, width, DASH);
  context.globalAlpha = seen('right');
  drawCurve(context, scene, area, where(false, curves.right), palette.right, width, DASH, DASH[0]);
  context.globalAlpha = 1;
}

function drawCurve(
  context: Context,
  { view }: Scene,
  area: Area,
  f: (x: number) => number,
  colour: string,
  width: number,
  dash: number[],
  offset = 0,
): void {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.setLineDash(dash);
  context.lineDashOffset = offset;
  context.beginPath();
  const jump = (view.y.to - view.y.from) / 24;
  for (const line of sampleCurve(f, view.x.from, view.x.to, Math.ceil(area.width * 1.5), jump)) {
    line.forEach(({ x, y }, index) => {
      const at = [toPixelX(view, area, x), clampPixel(toPixelY(view, area, y), area)] as const;
      if (index === 0) context.moveTo(...at);
      else context.lineTo(...at);
    });
  }
  context.stroke();
  context.setLineDash([]);
}

/** Hatches the stretches of x through which no gradient passes. */
function drawDead(context: Context, { curves, view, palette, compact }: Scene, area: Area): void {
  const spacing = compact ? 5 : 7;
  context.save();
  context.beginPath();
  for (const [from, to] of stretches((x) => deadAt(curves, x), view.x.from, view.x.to, Math.ceil(area.width))) {
    const left = toPixelX(view, area, from);
    context.rect(left, area.top, toPixelX(view, area, to) - left, area.height);
  }
  context.clip();
  context.beginPath();
  for (let x = area.left - area.height; x < area.left + area.width; x += spacing) {
    context.moveTo(x, area.top + area.height);
    context.lineTo(x + area.height, area.top);
  }
  context.strokeStyle = palette.dead;
  context.globalAlpha = compact ? 0.3 : 0.4;
  context.lineWidth = 0.75;
  context.stroke();
  context.restore();
}

function drawGrid(context: Context, scene: Scene, area: Area): void {
  const { view, palette } = scene;
  const xStep = tickStep(view.x.to - view.x.from, area.width / 44);
  const yStep = tickStep(view.y.to - view.y.from, area.height / 32);
  const xTicks = ticks(view.x, xStep);
  const yTicks = ticks(view.y, yStep);
  context.lineWidth = 1;
  for (const x of xTicks) rule(context, palette.grid, vertical(area, crisp(toPixelX(view, area, x))));
  for (const y of yTicks) rule(context, palette.grid, horizontal(area, crisp(toPixelY(view, area, y))));
  drawAxes(context, scene, area);
  context.fillStyle = palette.ink3;
  context.font = `11px ${palette.sans}`;
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const x of xTicks) context.fillText(label(x), toPixelX(view, area, x), scene.height - 5);
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const y of yTicks) context.fillText(label(y), area.left - 7, toPixelY(view, area, y));
}

function drawAxes(context: Context, { view, palette, compact }: Scene, area: Area): void {
  context.lineWidth = 1;
  const colour = compact ? palette.hairline : palette.dead;
  if (view.x.from <= 0 && view.x.to >= 0) rule(context, colour, vertical(area, crisp(toPixelX(view, area, 0))));
  if (view.y.from <= 0 && view.y.to >= 0) rule(context, colour, horizontal(area, crisp(toPixelY(view, area, 0))));
}

function drawCursor(context: Context, { curves, view, palette }: Scene, area: Area, x: number): void {
  const at = toPixelX(view, area, x);
  rule(context, palette.ink3, vertical(area, crisp(at)));
  const agree = agreeAt(curves, x);
  const dots: [number, string][] = agree
    ? [[curves.left(x), palette.seen]]
    : [[curves.left(x), palette.left], [curves.right(x), palette.right]]; // prettier-ignore
  for (const [y, colour] of [...dots, [curves.sigma(x), palette.ink] as const]) {
    if (!Number.isFinite(y) || y < view.y.from || y > view.y.to) continue;
    context.beginPath();
    context.arc(at, toPixelY(view, area, y), 4, 0, 2 * Math.PI);
    context.fillStyle = colour;
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = palette.paper;
    context.stroke();
  }
}

type Line = readonly [number, number, number, number];

function rule(context: Context, colour: string, [x0, y0, x1, y1]: Line): void {
  context.strokeStyle = colour;
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}

function vertical(area: Area, x: number): Line {
  return [x, area.top, x, area.top + area.height];
}

function horizontal(area: Area, y: number): Line {
  return [area.left, y, area.left + area.width, y];
}

/** The middle of a pixel, so that hairlines are one pixel wide. */
function crisp(pixel: number): number {
  return Math.round(pixel - 0.5) + 0.5;
}

/** Far-off points stay drawable: canvases lose precision beyond some thousand pixels. */
function clampPixel(pixel: number, area: Area): number {
  return Math.max(area.top - 4000, Math.min(area.top + area.height + 4000, pixel));
}

function label(value: number): string {
  return String(value).replace('-', '−');
}
