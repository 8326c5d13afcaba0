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

/** The window after a zoom by `factor` (above 1: more of the plane) that leaves `about` where it is, or takes it to where `to` was. */
export function zoomedWindow(
  { centreX, centreY, extent: before }: PlaneWindow,
  factor: number,
  about: PlanePoint,
  to: PlanePoint = about,
): PlaneWindow {
  const extent = Math.min(LIMITS.zoom, Math.max(SMALLEST, before * factor));
  const scale = extent / before;
  return { extent, centreX: about[0] + (centreX - to[0]) * scale, centreY: about[1] + (centreY - to[1]) * scale };
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

/** The place of a pointer on a picture. */
export function placeUnder(picture: HTMLElement, { clientX, clientY }: Pick<MouseEvent, 'clientX' | 'clientY'>): Place {
  const box = picture.getBoundingClientRect();
  return { left: (clientX - box.left) / box.width, top: (clientY - box.top) / box.height };
}
