/**
 * How the images of a whole net are numbered in one drawing: layer by layer, the layer's pre-activation images (one a neuron), then its activation images. Every
 * drawer writes image after image, size×size float32 each, row 0 at the top.
 */
import type { PlaneProgram } from './plane-program.ts';
import type { PlaneParameter, PlaneWindow, Side } from './view.ts';
import type { PlaneLayerWeights } from '../networks/plane.ts';

/**
 * What the pair of images of a neuron shows: `value` x and a; `slope` ‖∇x‖ and ‖∇a‖ by the two inputs, exact derivatives; `wrt` the derivative of x and of a by one
 * parameter under the rules in force; `rule` the slope the rule claims at x on the left and on the right; `dead` 1 where no gradient can pass
 * to the neuron's weights (in both images).
 */
export type Quantity = 'value' | 'slope' | 'wrt' | 'rule' | 'dead';

export interface Drawing {
  readonly program: PlaneProgram;
  readonly weights: readonly PlaneLayerWeights[];
  readonly window: PlaneWindow;
  readonly size: number;
  readonly quantity: Quantity;
  readonly wrt?: PlaneParameter | undefined;
  readonly side: Side;
  /** Draw this image alone; all of them where missing. */
  readonly only?: number;
}

/** Number of the image of a neuron's x (`stage` 0) or a (`stage` 1). */
export function imageIndex(program: PlaneProgram, layer: number, neuron: number, stage: 0 | 1): number {
  const before = program.layers.slice(0, layer).reduce((sum, { rows }) => sum + 2 * rows, 0);
  return before + stage * program.layers[layer]!.rows + neuron;
}

/** How many images a net has. */
export const imageCount = (program: PlaneProgram): number =>
  program.layers.reduce((sum, { rows }) => sum + 2 * rows, 0);

/** How many of them a drawing makes. */
export const imagesOf = ({ program, only }: Drawing): number => (only === undefined ? imageCount(program) : 1);

/** The layer whose neuron an image shows. */
export function layerOfImage({ layers }: PlaneProgram, image: number): number {
  let end = 0;
  return layers.findIndex(({ rows }) => image < (end += 2 * rows));
}
