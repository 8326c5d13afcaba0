/** The crosshair's reading in a sentence, for those who hear the page. */
import type { LayerColumns } from '../../../domain/atlas/host.ts';
import type { PlanePoint } from '../../../state/plane-look.ts';
import { amount } from '../shared/text.ts';
import { shortCoordinate } from '../shared/window.ts';

/** More numbers than this, and only the last layer is read out. */
const MOST_NUMBERS = 12;

export function crosshairText([x, y]: PlanePoint, layers: readonly LayerColumns[], extent: number): string {
  const count = layers.reduce((sum, { pre }) => sum + 2 * pre.length, 0);
  const told = count <= MOST_NUMBERS ? layers : layers.slice(-1);
  const first = layers.length - told.length;
  const list = (columns: LayerColumns['pre']): string => columns.map((values) => amount(values[0]!)).join(', ');
  const parts = told.map(({ pre, post }, k) => `layer ${first + k}: x ${list(pre)}; a ${list(post)}`);
  return `At ${shortCoordinate(x, extent)}, ${shortCoordinate(y, extent)}. ${parts.join('. ')}.`;
}
