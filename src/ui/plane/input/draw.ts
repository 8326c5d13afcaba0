/** Draws the input plane: a lattice of two-pixel images, axes with numbers, samples. */
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import { plain } from '../../shared/format.ts';
import type { Palette } from '../../shared/palette.ts';
import { ticks, tickStep } from '../../plot/view.ts';
import type { Samples } from '../samples/distribution.ts';
import { placeOf } from '../shared/window.ts';

export interface InputScene {
  readonly side: number;
  readonly window: PlaneWindow;
  readonly palette: Palette;
  readonly samples: Samples | null;
  readonly colour: (value: number) => string;
}

const PIXEL = 7;
/** Share of the plane that the lattice covers. */
const LATTICE = 0.84;

export function drawInput(context: CanvasRenderingContext2D, scene: InputScene): void {
  const { side, palette } = scene;
  context.fillStyle = palette.paper;
  context.fillRect(0, 0, side, side);
  const step = tickStep(2 * scene.window.extent, 8);
  if (scene.samples === null) drawLattice(context, scene, step);
  drawAxes(context, scene);
  if (scene.samples !== null) drawSamples(context, scene, scene.samples);
  drawNumbers(context, scene, step);
}

function at({ side, window }: InputScene, x: number, y: number): [number, number] {
  const { left, top } = placeOf(window, [x, y]);
  return [left * side, top * side];
}

function drawLattice(context: CanvasRenderingContext2D, scene: InputScene, step: number): void {
  const { window, palette } = scene;
  const { centreX, centreY, extent } = window;
  context.strokeStyle = palette.hairline;
  context.lineWidth = 1;
  const most = extent * LATTICE; // whole images only, clear of the numbers at the edges
  for (const x of ticks({ from: centreX - most, to: centreX + most }, step))
    for (const y of ticks({ from: centreY - most, to: centreY + most }, step)) {
      const [left, top] = at(scene, x, y).map(Math.round) as [number, number];
      context.fillStyle = scene.colour(x);
      context.fillRect(left - PIXEL, top - PIXEL / 2, PIXEL, PIXEL);
      context.fillStyle = scene.colour(y);
      context.fillRect(left, top - PIXEL / 2, PIXEL, PIXEL);
      context.strokeRect(left - PIXEL - 0.5, top - PIXEL / 2 - 0.5, 2 * PIXEL + 1, PIXEL + 1);
    }
}

function drawAxes(context: CanvasRenderingContext2D, scene: InputScene): void {
  const [x, y] = at(scene, 0, 0).map((pixel) => Math.round(pixel) + 0.5) as [number, number];
  context.strokeStyle = scene.palette.ink3;
  context.globalAlpha = 0.5;
  context.beginPath();
  context.moveTo(x, 0);
  context.lineTo(x, scene.side);
  context.moveTo(0, y);
  context.lineTo(scene.side, y);
  context.stroke();
  context.globalAlpha = 1;
}

function drawSamples(context: CanvasRenderingContext2D, scene: InputScene, { xs, ys }: Samples): void {
  context.fillStyle = scene.palette.ink;
  context.globalAlpha = 0.45;
  for (let i = 0; i < xs.length; i++) {
    const [left, top] = at(scene, xs[i]!, ys[i]!);
    context.fillRect(left - 0.75, top - 0.75, 1.5, 1.5);
  }
  context.globalAlpha = 1;
}

function drawNumbers(context: CanvasRenderingContext2D, scene: InputScene, step: number): void {
  const { side, palette, window } = scene;
  const { centreX, centreY, extent } = window;
  context.font = `10px ${palette.sans}`;
  context.fillStyle = palette.ink2;
  context.strokeStyle = palette.paper;
  context.lineWidth = 3;
  context.lineJoin = 'round';
  const write = (text: string, x: number, y: number): void => {
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  };
  context.textAlign = 'center';
  context.textBaseline = 'bottom';
  const wide = step * 2;
  for (const x of ticks({ from: centreX - 0.9 * extent, to: centreX + 0.9 * extent }, wide))
    write(signed(x), at(scene, x, 0)[0], side - 2);
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const y of ticks({ from: centreY - 0.8 * extent, to: centreY + 0.9 * extent }, wide))
    write(signed(y), 3, at(scene, 0, y)[1]);
}

const signed = (value: number): string => plain(value, 6).replace('-', '−');
