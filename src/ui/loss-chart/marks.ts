/** What is drawn over the lines: the crosshair, where the run was changed, and its best test loss. */
import type { Chart, Plugin } from 'chart.js';
import { loss } from '../shared/format.ts';
import type { Palette } from '../shared/palette.ts';
import type { RunSeries } from './series.ts';

/** What the marks are made of, as it is when they are drawn. */
export interface Marked {
  readonly series: readonly RunSeries[];
  readonly palette: Palette;
}

const FONT_PX = 11;
const RING_PX = 5;
const BESIDE_PX = 8;
const BAND_PX = 6;

/** The marks as a plug-in of Chart.js. */
export function marks(marked: () => Marked): Plugin<'line'> {
  return {
    id: 'marks',
    afterDatasetsDraw(chart) {
      const { ctx, chartArea } = chart;
      const { series, palette } = marked();
      ctx.save();
      ctx.font = `${FONT_PX}px ${palette.sans}`;
      ctx.lineWidth = 1;
      drawCrosshair(chart, palette);
      ctx.beginPath();
      ctx.rect(chartArea.left, 0, chartArea.width + BESIDE_PX, chart.height);
      ctx.clip();
      for (const run of series) {
        for (const { x, label } of run.changes) drawChange(chart, palette, x, label);
        if (run.live) drawBest(chart, palette, run);
        if (run.live) drawAnnealing(chart, palette, run);
      }
      ctx.restore();
    },
  };
}

/** A hairline through the point under the pointer. */
function drawCrosshair(chart: Chart, palette: Palette): void {
  const active = chart.getActiveElements()[0];
  if (active !== undefined) drawUpright(chart, palette.ink3, active.element.x);
}

/** A dotted line where the run was changed, and along it what was changed. */
function drawChange(chart: Chart, palette: Palette, x: number, label: string): void {
  const { ctx, chartArea, scales } = chart;
  const at = scales['x']!.getPixelForValue(x);
  ctx.setLineDash([2, 3]);
  drawUpright(chart, palette.ink3, at);
  ctx.setLineDash([]);
  ctx.save();
  ctx.translate(at + FONT_PX + 1, chartArea.top + 4);
  ctx.rotate(Math.PI / 2);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  drawWords(ctx, palette, label, 0, FONT_PX);
  ctx.restore();
}

/** A band along the top: the first rule's share in the accent, fading as it gives way to the next; dotted lines where that begins and ends. */
function drawAnnealing(chart: Chart, palette: Palette, { annealing }: RunSeries): void {
  if (annealing === null) return;
  const { ctx, chartArea, scales } = chart;
  const at = (x: number): number => scales['x']!.getPixelForValue(x);
  const [left, from, until] = [at(0), at(annealing.from), at(annealing.until)];
  const fading = ctx.createLinearGradient(from, 0, until, 0);
  fading.addColorStop(0, palette.seen);
  fading.addColorStop(1, palette.paper);
  ctx.fillStyle = palette.seen;
  ctx.fillRect(left, chartArea.top, from - left, BAND_PX);
  ctx.fillStyle = fading;
  ctx.fillRect(from, chartArea.top, until - from, BAND_PX);
  ctx.setLineDash([2, 3]);
  for (const x of [from, until]) drawUpright(chart, palette.seen, x);
  ctx.setLineDash([]);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'top';
  const start = Math.max(from, chartArea.left);
  drawWords(ctx, palette, annealing.label, start + 4, chartArea.top + BAND_PX + 4);
}

/** A ring round the least test loss, and its value on the side where there is room. */
function drawBest(chart: Chart, palette: Palette, { best, colour }: RunSeries): void {
  if (best === null) return;
  const { ctx, chartArea, scales } = chart;
  const x = scales['x']!.getPixelForValue(best.x);
  const y = scales['y']!.getPixelForValue(best.y);
  ctx.strokeStyle = palette.runs[colour % palette.runs.length]!;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.arc(x, y, RING_PX, 0, 2 * Math.PI);
  ctx.stroke();
  const words = `best ${loss(best.y)}`;
  const fits = x + BESIDE_PX + ctx.measureText(words).width < chartArea.right;
  ctx.textAlign = fits ? 'left' : 'right';
  ctx.textBaseline = 'bottom';
  const above = y - BESIDE_PX - FONT_PX > chartArea.top;
  drawWords(ctx, palette, words, fits ? x + BESIDE_PX : x - BESIDE_PX, above ? y - BESIDE_PX : y + BESIDE_PX + FONT_PX);
}

function drawUpright({ ctx, chartArea }: Chart, colour: string, x: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.moveTo(Math.round(x) + 0.5, chartArea.top);
  ctx.lineTo(Math.round(x) + 0.5, chartArea.bottom);
  ctx.stroke();
}

/** Words with a rim of paper, so that lines behind them don't cross them. */
function drawWords(ctx: CanvasRenderingContext2D, palette: Palette, words: string, x: number, y: number): void {
  ctx.strokeStyle = palette.paper;
  ctx.lineWidth = 3;
  ctx.lineJoin = 'round';
  ctx.strokeText(words, x, y);
  ctx.fillStyle = palette.ink2;
  ctx.fillText(words, x, y);
}
