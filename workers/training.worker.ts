/** The training worker's entry. */
import { TrainingService } from './session/service.ts';
import { expose } from './wire.ts';

expose(new TrainingService());
