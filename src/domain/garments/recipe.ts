import type { Canvas } from './canvas.ts';
import type { Dice } from './dice.ts';

/** One class of garments: its name in Fashion-MNIST, and how to draw one of them on a blank canvas. */
export interface Recipe {
  readonly name: string;
  readonly draw: (canvas: Canvas, dice: Dice) => void;
}
