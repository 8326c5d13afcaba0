import { bag } from './bag.ts';
import { boot } from './boot.ts';
import { coat } from './coat.ts';
import { dress } from './dress.ts';
import { pullover } from './pullover.ts';
import type { Recipe } from './recipe.ts';
import { sandal } from './sandal.ts';
import { shirt } from './shirt.ts';
import { sneaker } from './sneaker.ts';
import { trouser } from './trouser.ts';
import { tshirt } from './tshirt.ts';

/** The ten classes, each at the place that is its label in Fashion-MNIST. */
export const RECIPES: readonly Recipe[] = [tshirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, boot];
