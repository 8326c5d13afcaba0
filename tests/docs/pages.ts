/** Everything under `docs/` that is made from the code: texts by path. `npm run docs` writes them; a test holds them up to date. */
import { activationsPage } from './activations-page.ts';
import { rulePictures } from './rule-pictures.ts';

export function generatedPages(): ReadonlyMap<string, string> {
  return new Map([...activationsPage(), ...rulePictures()]);
}
