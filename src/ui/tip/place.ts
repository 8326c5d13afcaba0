/** Where a tip goes: below its control if it fits, else above, never over the window's edge. Pure. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const GAP = 6;
const MARGIN = 8;

/** The tip's top left corner, in the window's coordinates. */
export function placeTip(
  anchor: Box,
  tip: { readonly width: number; readonly height: number },
  page: { readonly width: number; readonly height: number },
): { left: number; top: number } {
  const centred = anchor.left + anchor.width / 2 - tip.width / 2;
  const below = anchor.top + anchor.height + GAP;
  const fitsBelow = below + tip.height + MARGIN <= page.height;
  const above = Math.max(MARGIN, anchor.top - GAP - tip.height);
  return {
    left: Math.round(Math.max(MARGIN, Math.min(centred, page.width - tip.width - MARGIN))),
    top: Math.round(fitsBelow ? below : above),
  };
}
