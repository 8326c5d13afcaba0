/**
 * The chart itself: Chart.js, of which only the parts for lines on linear and logarithmic axes are registered. Loaded after the
 * first paint. Owns one canvas and the stretch of it that is shown; takes series, gives back what is under the pointer.
 */
import { Chart, Decimation, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from 'chart.js';
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import type { Palette } from '../shared/palette.ts';
import { watchGestures } from './gestures.ts';
import { decadeLabel, decadeTicks } from './log-ticks.ts';
import { marks } from './marks.ts';
import { panRange, zoomRange, type Range } from './range.ts';
import type { Axis, ChartPoint, RunSeries } from './series.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Decimation);

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
  #series: readonly RunSeries[] = [];
  #axis: Axis = 'epochs';
  #palette: Palette;
  /** What of the horizontal axis is shown; null for all. */
  #range: Range | null = null;

  constructor(canvas: HTMLCanvasElement, palette: Palette, events: ChartEvents) {
    this.#events = events;
    this.#palette = palette;
    this.#chart = new Chart<'line', ChartPoint[]>(canvas, this.#configuration());
    canvas.addEventListener('pointerleave', () => events.onHover(null));
    canvas.addEventListener('contextrestored', () => this.#restore());
    canvas.addEventListener('dblclick', () => this.resetZoom());
    watchGestures(canvas, {
      onZoom: (factor, x) => this.zoom(factor, this.#chart.scales['x']!.getValueForPixel(x)),
      onPan: (dx) => this.#pan(-dx * this.#perPixel()),
    });
  }

  /** Draws these runs. */
  show(series: readonly RunSeries[], axis: Axis, palette: Palette): void {
    this.#series = series;
    this.#axis = axis;
    this.#palette = palette;
    this.#update();
  }

  /** Looks closer (below 1) or from further away, about a place or the middle. */
  zoom(factor: number, centre?: number): void {
    const shown = this.#shown();
    this.#range = zoomRange(shown, this.#whole(), factor, centre ?? (shown.min + shown.max) / 2);
    this.#events.onZoom(this.#range !== null);
    this.#update();
  }

  /** Moves along the axis by a share of what is shown. */
  pan(share: number): void {
    const { min, max } = this.#shown();
    this.#pan(share * (max - min));
  }

  resetZoom(): void {
    this.#range = null;
    this.#events.onZoom(false);
    this.#update();
  }

  /** A context that the browser lost and restored has forgotten the scale of the screen's pixels. */
  #restore(): void {
    const { ctx, currentDevicePixelRatio: ratio } = this.#chart;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#update();
  }

  destroy(): void {
    this.#chart.destroy();
  }

  #pan(distance: number): void {
    if (this.#range === null) return;
    this.#range = panRange(this.#range, this.#whole(), distance);
    this.#update();
  }

  #whole(): Range {
    const last = this.#series.flatMap(({ train, test }) => [train.at(-1)?.x ?? 0, test.at(-1)?.x ?? 0]);
    return { min: 0, max: Math.max(1e-9, ...last) };
  }

  #shown(): Range {
    return this.#range ?? this.#whole();
  }

  #perPixel(): number {
    const { min, max } = this.#shown();
    return (max - min) / Math.max(1, this.#chart.chartArea.width);
  }

  /** New arrays each time: decimation loses what is pushed into old ones. */
  #update(): void {
    this.#chart.data.datasets = this.#series.flatMap((run) => datasetsOf(run, this.#palette));
    this.#chart.options.scales = scalesOf(this.#axis, this.#shown(), this.#palette);
    this.#chart.update('none');
  }

  #configuration(): ChartConfiguration<'line', ChartPoint[]> {
    return {
      type: 'line',
      data: { datasets: [] },
      plugins: [marks(() => ({ series: this.#series, palette: this.#palette }))],
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: 'nearest', axis: 'xy', intersect: false },
        layout: { padding: { top: 8, right: 8 } },
        scales: scalesOf(this.#axis, this.#whole(), this.#palette),
        onHover: (_event, active) => this.#events.onHover(this.#hovered(active[0])),
        plugins: { decimation: { enabled: true, algorithm: 'lttb', samples: SAMPLES, threshold: SAMPLES * 2 } },
      },
    };
  }

  #hovered(active: { readonly datasetIndex: number; readonly index: number } | undefined): Hovered | null {
    if (active === undefined) return null;
    const dataset = this.#chart.data.datasets[active.datasetIndex] as LineDataset | undefined;
    const point = dataset?.data[active.index];
    return dataset === undefined || point === undefined ? null : { runId: dataset.run, kind: dataset.kind, point };
  }
}

/** Train thin and pale, test strong. */
function datasetsOf({ id, colour: index, live, train, test }: RunSeries, palette: Palette): LineDataset[] {
  const colour = palette.runs[index % palette.runs.length]!;
  const common = { run: id, pointHoverRadius: 4, pointBackgroundColor: colour, pointBorderWidth: 0 };
  const pale = `color-mix(in srgb, ${colour} ${live ? 55 : 30}%, transparent)`;
  const dots = test.length <= MOST_DOTS ? 2.5 : 0;
  return [
    { ...common, kind: 'train', data: [...train], borderColor: pale, borderWidth: 1, pointRadius: 0, order: 2 },
    { ...common, kind: 'test', data: [...test], borderColor: colour, borderWidth: 2.25, pointRadius: dots, order: 1, borderJoinStyle: 'round' },
  ]; // prettier-ignore
}

function scalesOf(axis: Axis, { min, max }: Range, palette: Palette) {
  const font = { size: 11, family: palette.sans };
  const ticks = { color: palette.ink3, font, maxRotation: 0, padding: 6 };
  const grid = { color: palette.grid, drawTicks: false };
  const border = { color: palette.hairline };
  const title = { display: true, color: palette.ink3, font, text: axis };
  return {
    x: { type: 'linear', min, max, ticks: { ...ticks, maxTicksLimit: 7, includeBounds: false }, grid, border, title },
    y: {
      type: 'logarithmic',
      ticks: { ...ticks, autoSkip: false, callback: decadeLabel },
      afterBuildTicks: decadeTicks,
      grid,
      border,
      grace: '5%',
    },
  } as const;
}
