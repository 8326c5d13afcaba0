/** Every optimizer there is, by id and in the order of menus. */
import type { OptimizerName } from '../experiment/experiment.ts';
import { adam, adamw } from './adam.ts';
import type { Optimizer } from './optimizer.ts';
import { rmsprop } from './rmsprop.ts';
import { sgd } from './sgd.ts';

export const OPTIMIZERS: Readonly<Record<OptimizerName, Optimizer>> = { adam, adamw, rmsprop, sgd };
