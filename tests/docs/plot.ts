/** Small pictures of functions as SVG text: deterministic, a few kilobytes, readable on light and dark pages. */

export interface Curve {
  readonly f: (x: number) => number;
  /** A class of the stylesheet below. */
  readonly look: 'sigma' | 'lie' | 'left' | 'right';
}

export interface Frame {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly title: string;
}

const WIDTH = 240;
const HEIGHT = 160;
const SAMPLES = 480;

/** The page's colours: σ in ink, what backpropagation sees dashed, left blue, right orange. */
const STYLE =
  'path{fill:none;stroke-width:2;stroke-linejoin:round}' +
  '.axis{stroke:#999;stroke-width:1}.sigma{stroke:#222}.lie{stroke:#b0307a;stroke-dasharray:5 3}' +
  '.left{stroke:#0072b2;stroke-dasharray:5 3}.right{stroke:#d55e00;stroke-dasharray:2 3}' +
  '@media(prefers-color-scheme:dark){.sigma{stroke:#eee}.axis{stroke:#777}}';

const digits = (value: number): string => String(Number(value.toFixed(1)));

function scales({ x, y }: Frame): { readonly toX: (x: number) => number; readonly toY: (y: number) => number } {
  return {
    toX: (value) => ((value - x[0]) / (x[1] - x[0])) * WIDTH,
    toY: (value) => HEIGHT - ((value - y[0]) / (y[1] - y[0])) * HEIGHT,
  };
}

/** Points of the picture. */
type Spot = readonly [x: number, y: number];

/** Unbroken pieces of a curve: it breaks where the function is no number or jumps by more than a tenth of the picture between samples. */
function piecesOf({ f }: Curve, frame: Frame): readonly (readonly Spot[])[] {
  const { toX, toY } = scales(frame);
  const [from, to] = frame.x;
  const pieces: Spot[][] = [];
  let before = NaN;
  for (let i = 0; i <= SAMPLES; i++) {
    const x = from + ((to - from) * i) / SAMPLES;
    const y = Math.max(-HEIGHT, Math.min(2 * HEIGHT, toY(f(x))));
    if (!(Math.abs(y - before) < HEIGHT / 10)) pieces.push([]);
    if (!Number.isNaN(y)) pieces.at(-1)?.push([toX(x), y]);
    before = y;
  }
  return pieces.filter(({ length }) => length > 0);
}

/** The points that keep a line in shape to an eighth of a pixel (Ramer 1972, Douglas & Peucker 1973). */
function outline(spots: readonly Spot[]): readonly Spot[] {
  const [first, last] = [spots[0]!, spots.at(-1)!];
  const slope = (last[1] - first[1]) / (last[0] - first[0]);
  const distances = spots.map(([x, y]) => Math.abs(y - first[1] - slope * (x - first[0])));
  const farthest = distances.reduce((best, distance, i) => (distance > distances[best]! ? i : best), 0);
  if (!(distances[farthest]! > 1 / 8)) return spots.length > 1 ? [first, last] : [first];
  return [...outline(spots.slice(0, farthest + 1)), ...outline(spots.slice(farthest)).slice(1)];
}

function pathOf(curve: Curve, frame: Frame): string {
  const text = ([x, y]: Spot): string => `${digits(x)} ${digits(y)}`;
  return piecesOf(curve, frame)
    .map((piece) => `M${outline(piece).map(text).join('L')}`)
    .join('');
}

function axes(frame: Frame): string {
  const { toX, toY } = scales(frame);
  return `<path class="axis" d="M0 ${digits(toY(0))}H${WIDTH}M${digits(toX(0))} 0V${HEIGHT}"/>`;
}

/** A picture of some curves. */
export function plot(frame: Frame, curves: readonly Curve[]): string {
  const paths = curves.map((curve) => `<path class="${curve.look}" d="${pathOf(curve, frame)}"/>`);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">` +
    `<title>${frame.title}</title><style>${STYLE}</style>${axes(frame)}${paths.join('')}</svg>\n`
  );
}
