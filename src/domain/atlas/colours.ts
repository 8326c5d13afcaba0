/**
 * How a value becomes a colour, for shaders, canvases and colour bars alike. Grey: black is 0 (and less), white the top of the range, as in an image. Diverging: white is
 * 0, purple below, green above (ends of ColorBrewer's PRGn, which colour-blind people can tell apart; blue and orange mean left and right here).
 */

export type AtlasColours = 'grey' | 'diverging';

/** Red, green, blue, 0…255. */
export type Rgb = readonly [number, number, number];

/** Colours at t = −1, −½, 0, ½, 1 of the diverging map, and at 0, ¼ … 1 of the grey one; linear in between. */
export const COLOUR_STOPS: Readonly<Record<AtlasColours, readonly Rgb[]>> = {
  grey: [0, 64, 128, 191, 255].map((level) => [level, level, level] as const),
  diverging: [
    [118, 42, 131],
    [194, 165, 207],
    [250, 250, 248],
    [166, 219, 160],
    [27, 120, 55],
  ],
};

/** What stands for NaN, and for the hatching of dead regions. */
export const NOT_A_NUMBER: Rgb = [213, 94, 0];
export const HATCH: Rgb = [138, 138, 138];

/** The line where a value changes sign. */
export const CONTOUR: Readonly<Record<AtlasColours, Rgb>> = { diverging: [18, 18, 18], grey: HATCH };

/** Pixels from one line of the hatching to the next, and how many of them it takes. */
export const HATCH_PERIOD = 8;
export const HATCH_WIDTH = 2;

/** The range that colours run over: from 0 for grey, symmetric about 0 for diverging; never empty. */
export function colourRange(colours: AtlasColours, [low, high]: readonly [number, number]): [number, number] {
  if (colours === 'grey') return [0, high > 0 ? high : 1];
  const most = Math.max(Math.abs(low), Math.abs(high));
  return most > 0 ? [-most, most] : [-1, 1];
}

/** The colour of a value within a range (from `colourRange`, or fixed by the person). */
export function colourOf(colours: AtlasColours, value: number, [low, high]: readonly [number, number]): Rgb {
  if (Number.isNaN(value)) return NOT_A_NUMBER;
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  const at = t * 4;
  const stop = Math.min(3, Math.floor(at));
  const [from, to] = [COLOUR_STOPS[colours][stop]!, COLOUR_STOPS[colours][stop + 1]!];
  return [0, 1, 2].map((i) => Math.round(from[i]! + (to[i]! - from[i]!) * (at - stop))) as unknown as Rgb;
}
