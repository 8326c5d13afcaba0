/**
 * Drawn derivatives: a list of points becomes a formula of the language, piecewise linear and constant beyond its ends, and such a
 * formula gives its points back. Two points with the same x make a jump.
 */
import { number, parseFormula, printFormula, type CallNode, type Expr } from '../formula/index.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Points that a drawn formula may have; each costs it one choice. */
export const MAX_DRAWN_POINTS = 64;

/** Coordinates are rounded to this many decimals: finer than a pixel, and short to read. */
const DECIMALS = 4;

const round = (value: number): number => Number(value.toFixed(DECIMALS)) + 0; // + 0 makes 0 of −0

/** In order, rounded, without what is not finite; of points with the same x the first and the last, or one where those are equal. */
function tidy(points: readonly Point[]): Point[] {
  const ordered = points
    .filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))
    .map(({ x, y }) => ({ x: round(x), y: round(y) }))
    .sort((a, b) => a.x - b.x);
  const outermost = ordered.filter(({ x }, i) => ordered[i - 1]?.x !== x || ordered[i + 1]?.x !== x);
  return outermost.filter(({ x, y }, i) => outermost[i - 1]?.x !== x || outermost[i - 1]?.y !== y);
}

/** The points that a formula keeps of those drawn: in order, rounded, at most `MAX_DRAWN_POINTS`. */
export function keptPoints(points: readonly Point[]): readonly Point[] {
  return thin(tidy(points), MAX_DRAWN_POINTS);
}

function triangleArea(a: Point, b: Point, c: Point): number {
  return Math.abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
}

/** As few of the points as keep every one of them within `tolerance` of the lines between them, measured upwards (Ramer 1972; Douglas & Peucker 1973). */
export function simplified(points: readonly Point[], tolerance: number): readonly Point[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return points;
  const height = ({ x }: Point): number =>
    last.x === first.x ? first.y : first.y + ((last.y - first.y) * (x - first.x)) / (last.x - first.x);
  let [farthest, distance] = [0, tolerance];
  for (let i = 1; i < points.length - 1; i++) {
    const off = Math.abs(points[i]!.y - height(points[i]!));
    if (off > distance) [farthest, distance] = [i, off];
  }
  if (farthest === 0) return [first, last];
  const before = simplified(points.slice(0, farthest + 1), tolerance);
  return [...before.slice(0, -1), ...simplified(points.slice(farthest), tolerance)];
}

/** The `count` points that keep the shape best: the point whose triangle with its neighbours is smallest goes first (Visvalingam & Whyatt 1993). */
export function thin(points: readonly Point[], count: number): readonly Point[] {
  const kept = [...points];
  while (kept.length > Math.max(count, 2)) {
    let smallest = 1;
    let area = Infinity;
    for (let i = 1; i < kept.length - 1; i++) {
      const candidate = triangleArea(kept[i - 1]!, kept[i]!, kept[i + 1]!);
      if (candidate < area) [smallest, area] = [i, candidate];
    }
    kept.splice(smallest, 1);
  }
  return kept;
}

const text = (value: number): string => printFormula(number(value));

/** `x - 2`, `x + 2`, `x`. */
function offset(value: number): string {
  if (value === 0) return 'x';
  return value < 0 ? `x + ${text(-value)}` : `x - ${text(value)}`;
}

/** The line from a to b, with 0 at a and 1 at b as the third argument of `mix`. */
function segment(a: Point, b: Point): string {
  if (a.y === b.y) return text(a.y);
  const width = round(b.x - a.x);
  const t = width === 1 ? offset(a.x) : a.x === 0 ? `x/${text(width)}` : `(${offset(a.x)})/${text(width)}`;
  return `mix(${text(a.y)}, ${text(b.y)}, ${t})`;
}

/**
 * Source text of the function that joins the points by lines and stays constant beyond them. At most `MAX_DRAWN_POINTS` are kept,
 * those that matter most; no points make 0.
 */
export function piecewiseLinear(points: readonly Point[]): string {
  const kept = keptPoints(points);
  const [first] = kept;
  const last = kept.at(-1);
  if (!first || !last) return '0';
  const pieces = kept.slice(1).flatMap((point, i) => {
    const before = kept[i]!;
    return point.x > before.x ? [`x < ${text(point.x)} ? ${segment(before, point)} : `] : [];
  });
  if (kept.length === 1 && first.x === 0) return text(first.y);
  return `x < ${text(first.x)} ? ${text(first.y)} : ${pieces.join('')}${text(last.y)}`;
}

function isCall(expr: Expr | undefined, operation: CallNode['operation']): expr is CallNode {
  return expr?.kind === 'call' && expr.operation === operation;
}

const valueOf = (expr: Expr | undefined): number | null => (expr?.kind === 'number' ? expr.value : null);

/** b of a condition `x < b`, or null. */
function boundOf(condition: Expr | undefined): number | null {
  if (!isCall(condition, 'lt')) return null;
  const [x, bound] = condition.args;
  return x?.kind === 'variable' && x.name === 'x' ? valueOf(bound) : null;
}

/** Heights at both ends of a piece, or null. */
function heightsOf(piece: Expr | undefined): readonly [number, number] | null {
  const constant = valueOf(piece);
  if (constant !== null) return [constant, constant];
  if (!isCall(piece, 'mix')) return null;
  const [from, to] = [valueOf(piece.args[0]), valueOf(piece.args[1])];
  return from === null || to === null ? null : [from, to];
}

/** Bounds and pieces of a chain `x < b₀ ? p₀ : x < b₁ ? p₁ : … : p`, or null. */
function chainOf(expr: Expr): { bounds: number[]; pieces: (readonly [number, number])[] } | null {
  const bounds: number[] = [];
  const pieces: (readonly [number, number])[] = [];
  let rest: Expr | undefined = expr;
  while (isCall(rest, 'select')) {
    const [bound, heights] = [boundOf(rest.args[0]), heightsOf(rest.args[1])];
    if (bound === null || heights === null) return null;
    bounds.push(bound);
    pieces.push(heights);
    rest = rest.args[2];
  }
  const heights = heightsOf(rest);
  return heights && { bounds, pieces: [...pieces, heights] };
}

/** Points of a chain: at each bound the end of one piece and, where it differs, the start of the next. */
function pointsAtBounds(bounds: readonly number[], pieces: readonly (readonly [number, number])[]): Point[] {
  return bounds.flatMap((x, i) => {
    const [before, after] = [pieces[i]![1], pieces[i + 1]![0]];
    return before === after
      ? [{ x, y: before }]
      : [
          { x, y: before },
          { x, y: after },
        ];
  });
}

/** The points of a formula that `piecewiseLinear` could have written, or null for any other formula. Throws nothing. */
export function pointsOf(formula: string): readonly Point[] | null {
  let expr: Expr;
  try {
    expr = parseFormula(formula);
  } catch {
    return null;
  }
  const constant = valueOf(expr);
  if (constant !== null) return [{ x: 0, y: constant }];
  const chain = chainOf(expr);
  if (!chain) return null;
  const points = pointsAtBounds(chain.bounds, chain.pieces);
  // What looks like one may have other divisors or other bounds: only writing it again tells.
  const again = parseFormula(piecewiseLinear(points));
  return printFormula(again) === printFormula(expr) ? points : null;
}
