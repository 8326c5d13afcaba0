/** The square of the plane on show, and the way between its points and places on an atlas. Pure. */
import { LIMITS } from '../../../domain/experiment/defaults.ts';
import type { PlaneWindow } from '../../../domain/atlas/view.ts';
import type { PlanePoint } from '../../../state/plane-look.ts';

/** A place on an atlas as fractions of its side, from the upper left. */
export interface Place {
  readonly left: number;
  readonly top: number;
}

const SMALLEST = 1e-4;

export function placeOf({ centreX, centreY, extent }: PlaneWindow, [x, y]: PlanePoint): Place {
  return { left: (x - centreX + extent) / (2 * extent), top: (centreY + extent - y) / (2 * extent) };
}

export function pointAt({ centreX, centreY, extent }: PlaneWindow, { left, top }: Place): PlanePoint {
  return [centreX + extent * (2 * left - 1), centreY + extent * (1 - 2 * top)];
}

/** The window after a zoom by `factor` (above 1: more of the plane) that leaves `about` where it is. */
export function zoomedWindow(window: PlaneWindow, factor: number, [x, y]: PlanePoint): PlaneWindow {
  const extent = Math.min(LIMITS.zoom, Math.max(SMALLEST, window.extent * factor));
  const scale = extent / window.extent;
  return { extent, centreX: x + (window.centreX - x) * scale, centreY: y + (window.centreY - y) * scale };
}

/** A coordinate with as many decimals as a window of this extent tells apart. */
export function shortCoordinate(value: number, extent: number): string {
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(extent / 2))));
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? (0).toFixed(decimals) : text).replace('-', '−');
}

/** The same rounded, so that what is pinned is what is read. */
export function roundedPoint([x, y]: PlanePoint, extent: number): PlanePoint {
  const decimals = Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(extent / 2))));
  return [Number(x.toFixed(decimals)), Number(y.toFixed(decimals))];
}
