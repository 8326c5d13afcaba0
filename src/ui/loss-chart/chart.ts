/**
 * The chart itself: Chart.js, of which only the parts for lines on linear and logarithmic axes are registered. Loaded after the
 * first paint. Owns one canvas; takes series, gives back what is under the pointer.
 */
import { Chart, Decimation, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import annotation, { type AnnotationOptions } from 'chartjs-plugin-annotation';
import zoom from 'chartjs-plugin-zoom';
import type { Palette } from '../shared/palette.ts';
import { loss } from '../shared/format.ts';
import { decadeLabel, decadeTicks } from './log-ticks.ts';
import type { Axis, ChartPoint, RunSeries } from './series.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Decimation, annotation, zoom);

/** The point nearest to the pointer. */
export interface Hovered {
  readonly runId: string;
  readonly kind: 'train' | 'test';
  readonly point: ChartPoint;
}

export interface ChartEvents {
  onHover(hovered: Hovered | null): void;
  onZoom(zoomed: boolean): void;
}

type LineDataset = ChartDataset<'line', ChartPoint[]> & { readonly run: string; readonly kind: 'train' | 'test' };

const SAMPLES = 600;
const MOST_DOTS = 60;

/** A loss chart on a canvas. */
export class LossChart {
  readonly #chart: Chart<'line', ChartPoint[]>;
  readonly #events: ChartEvents;
  #palette: Palette;

  constructor(canvas: HTMLCanvasElement, palette: Palette, events: ChartEvents) {
    this.#events = events;
    this.#palette = palette;
    this.#chart = new Chart<'line', ChartPoint[]>(canvas, this.#configuration(palette));
    canvas.addEventListener('pointerleave', () => events.onHover(null));
  }

  /** Draws these runs. New arrays each time: decimation loses what is pushed into old ones. */
  show(series: readonly RunSeries[], axis: Axis, palette: Palette): void {
    this.#palette = palette;
    const options = this.#chart.options;
    this.#chart.data.datasets = series.flatMap((run) => datasetsOf(run, palette));
    options.scales = scalesOf(axis, palette);
    const furthest = Math.max(0, ...series.map(({ train }) => train.at(-1)?.x ?? 0));
    options.plugins!.annotation = { annotations: series.flatMap((run) => annotationsOf(run, palette, furthest)) };
    this.#chart.update('none');
  }

  resetZoom(): void {
    this.#chart.resetZoom('none');
    this.#events.onZoom(false);
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #configuration(palette: Palette): ChartConfiguration<'line', ChartPoint[]> {
    return {
      type: 'line',
      data: { datasets: [] },
      plugins: [crosshair(() => this.#palette)],
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'xy', intersect: false },
        layout: { padding: { top: 8, right: 8 } },
        scales: scalesOf('epochs', palette),
        onHover: (_event, active) => this.#events.onHover(this.#hovered(active[0])),
        plugins: {
          decimation: { enabled: true, algorithm: 'lttb', samples: SAMPLES, threshold: SAMPLES * 2 },
          zoom: {
            zoom: {
              wheel: { enabled: true, speed: 0.08 },
              pinch: { enabled: true },
              mode: 'x',
              onZoom: ({ chart }) => this.#zoomChanged(chart),
            },
            pan: { enabled: true, mode: 'x', threshold: 6, onPanStart: ({ chart }) => chart.isZoomedOrPanned() },
            limits: { x: { min: 'original', max: 'original' } },
          },
        },
      },
    };
  }

  #zoomChanged(chart: Chart): void {
    this.#events.onZoom(chart.isZoomedOrPanned());
  }

  #hovered(active: { readonly datasetIndex: number; readonly index: number } | undefined): Hovered | null {
    if (active === undefined) return null;
    const dataset = this.#chart.data.datasets[active.datasetIndex] as LineDataset | undefined;
    const point = dataset?.data[active.index];
    return dataset === undefined || point === undefined ? null : { runId: dataset.run, kind: dataset.kind, point };
  }
}

/** Train thin and pale, test strong. */
function datasetsOf(series: RunSeries, palette: Palette): LineDataset[] {
  const colour = palette.runs[series.colour % palette.runs.length]!;
  const common = {
    run: series.id,
    borderColor: colour,
    pointHoverRadius: 4,
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
  };
  const train: LineDataset = {
    ...common, kind: 'train', data: [...series.train], borderWidth: 1, pointRadius: 0, order: 2,
    borderColor: withAlpha(colour, series.live ? 0.55 : 0.3),
  }; // prettier-ignore
  const test: LineDataset = {
    ...common, kind: 'test', data: [...series.test], borderWidth: 2.25, order: 1, borderJoinStyle: 'round',
    pointRadius: series.test.length <= MOST_DOTS ? 2.5 : 0,
  }; // prettier-ignore
  return [train, test];
}

function annotationsOf(series: RunSeries, palette: Palette, furthest: number): AnnotationOptions[] {
  const changes = series.changes.map(({ x, label }): AnnotationOptions => ({
    type: 'line', scaleID: 'x', value: x, borderColor: palette.ink3, borderWidth: 1, borderDash: [2, 3],
    label: { display: true, content: label, position: 'start', rotation: -90, xAdjust: 8, backgroundColor: palette.paper, color: palette.ink2, font: { size: 10, weight: 'normal' }, padding: 2 },
  })); // prettier-ignore
  if (!series.live || series.best === null) return changes;
  const { x, y } = series.best;
  const fits = x < 0.75 * furthest;
  const colour = palette.runs[series.colour % palette.runs.length]!;
  const best: AnnotationOptions[] = [
    { type: 'point', xValue: x, yValue: y, radius: 5, backgroundColor: 'transparent', borderColor: colour, borderWidth: 1.5 },
    { type: 'label', xValue: x, yValue: y, content: `best ${loss(y)}`, backgroundColor: withAlpha(palette.paper, 0.75), padding: 1, color: palette.ink2, font: { size: 11, family: palette.sans }, position: { x: fits ? 'start' : 'end', y: 'end' }, xAdjust: fits ? 4 : -4, yAdjust: -4 },
  ]; // prettier-ignore
  return [...changes, ...best];
}

function scalesOf(axis: Axis, palette: Palette) {
  const ticks = { color: palette.ink3, font: { size: 11, family: palette.sans }, maxRotation: 0 };
  const grid = { color: palette.grid, drawTicks: false };
  const border = { color: palette.hairline };
  const title = { display: true, color: palette.ink3, font: { size: 11, family: palette.sans } };
  return {
    x: {
      type: 'linear',
      min: 0,
      ticks: { ...ticks, padding: 6, maxTicksLimit: 7 },
      grid,
      border,
      title: { ...title, text: axis },
    },
    y: {
      type: 'logarithmic',
      ticks: { ...ticks, padding: 6, autoSkip: false, callback: decadeLabel },
      afterBuildTicks: decadeTicks,
      grid,
      border,
      grace: '5%',
    },
  } as const;
}

/** A hairline through the point under the pointer. */
function crosshair(palette: () => Palette): Plugin<'line'> {
  return {
    id: 'crosshair',
    afterDatasetsDraw(chart) {
      const active = chart.getActiveElements()[0];
      if (active === undefined) return;
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.strokeStyle = palette().ink3;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.moveTo(Math.round(active.element.x) + 0.5, chartArea.top);
      ctx.lineTo(Math.round(active.element.x) + 0.5, chartArea.bottom);
      ctx.stroke();
      ctx.restore();
    },
  };
}

function withAlpha(colour: string, alpha: number): string {
  return `color-mix(in srgb, ${colour} ${alpha * 100}%, transparent)`;
}
