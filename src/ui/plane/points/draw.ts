/** Draws points of a task: values in the colour that the atlas would have there if the net were right, labels in those of the scale's ends; circles to train on, squares kept for testing. */
import { colourOf, type AtlasColours } from '../../../domain/atlas/colours.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { placeOf } from '../shared/window.ts';
import type { Points } from './edits.ts';

export interface PointScene {
  /** CSS pixels along the square. */
  readonly side: number;
  readonly window: PlaneWindow;
  readonly points: Points;
  readonly colours: AtlasColours;
  readonly range: readonly [number, number];
  /** The value whose colour a point with this target gets. */
  readonly shade: (target: number) => number;
  readonly selected: number | null;
  /** CSS pixels from a point's middle to its edge. */
  readonly radius: number;
}

const EDGE = '#111';
const HALO = '#fff';
/** A square of the same area as a circle is this much narrower than the circle is wide. */
const SQUARE = Math.sqrt(Math.PI) / 2;

export function drawPoints(context: CanvasRenderingContext2D, scene: PointScene): void {
  const { points, selected } = scene;
  context.clearRect(0, 0, scene.side, scene.side);
  points.forEach((_, index) => {
    if (index !== selected) drawPoint(context, scene, index);
  });
  if (selected !== null && selected < points.length) drawSelected(context, scene, selected);
}

function drawPoint(context: CanvasRenderingContext2D, scene: PointScene, index: number): void {
  const { side, window, points, radius, colours, range, shade } = scene;
  const [x, y, target, test] = points[index]!;
  const { left, top } = placeOf(window, [x, y]);
  if (left < -0.05 || left > 1.05 || top < -0.05 || top > 1.05) return;
  outline(context, left * side, top * side, radius, test);
  context.lineWidth = radius > 3 ? 3 : 1.5;
  context.strokeStyle = HALO;
  context.stroke();
  context.fillStyle = `rgb(${colourOf(colours, shade(target), range).join(' ')})`;
  context.fill();
  context.lineWidth = radius > 3 ? 1.25 : 0.75;
  context.strokeStyle = EDGE;
  context.stroke();
}

/** A field of values as what it is: colours side by side, no points. */
export function drawField(context: CanvasRenderingContext2D, scene: Omit<PointScene, 'selected'>): void {
  const { side, window, points, radius, colours, range, shade } = scene;
  context.clearRect(0, 0, side, side);
  for (const [x, y, target] of points) {
    const { left, top } = placeOf(window, [x, y]);
    context.fillStyle = `rgb(${colourOf(colours, shade(target), range).join(' ')})`;
    context.fillRect(left * side - radius, top * side - radius, 2 * radius, 2 * radius);
  }
}

function drawSelected(context: CanvasRenderingContext2D, scene: PointScene, index: number): void {
  drawPoint(context, { ...scene, radius: scene.radius + 1.5 }, index);
  const { side, window, points, radius } = scene;
  const [x, y] = points[index]!;
  const { left, top } = placeOf(window, [x, y]);
  for (const [width, style] of [
    [4, HALO],
    [1.5, EDGE],
  ] as const) {
    context.beginPath();
    context.arc(left * side, top * side, radius + 6, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = style;
    context.stroke();
  }
}

function outline(context: CanvasRenderingContext2D, x: number, y: number, radius: number, test: 0 | 1): void {
  context.beginPath();
  if (test === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else context.rect(x - radius * SQUARE, y - radius * SQUARE, 2 * radius * SQUARE, 2 * radius * SQUARE);
}
