/**
 * The readable keys of a link: one line a field, saying where in an experiment it stands and how its text is read. The codec
 * beside this file, and the table in docs/links.md, follow from it. Keys are forever: links are in other people's notes.
 */

export interface LinkField {
  readonly key: string;
  /** Where the value stands in the experiment. */
  readonly path: readonly [string, ...string[]];
  /** How its text is read; 'packed' values are never readable. */
  readonly type: 'text' | 'number' | 'numbers' | 'flag' | 'widths' | 'packed';
}

const field = (key: string, path: string, type: LinkField['type']): LinkField => ({
  key,
  path: path.split('.') as [string, ...string[]],
  type,
});

/** Every readable key, in the order in which links have them. */
export const LINK_FIELDS: readonly LinkField[] = [
  field('net', 'network.kind', 'text'),
  field('channels', 'network.channels', 'number'),
  field('latent', 'network.latent', 'number'),
  field('coordinates', 'network.coordinates', 'flag'),
  field('widths', 'network.layers', 'widths'),
  field('zoom', 'network.zoom', 'number'),
  field('frequencies', 'network.frequencies', 'numbers'),
  field('activation', 'activation.name', 'text'),
  field('formula', 'activation.formula', 'text'),
  field('alpha', 'activation.alpha', 'number'),
  field('beta', 'activation.beta', 'number'),
  field('gamma', 'activation.gamma', 'number'),
  field('delta', 'activation.delta', 'number'),
  field('resolution', 'activation.resolution', 'number'),
  field('rule', 'derivative.rule', 'text'),
  field('slope', 'derivative.formula', 'text'),
  field('left', 'derivative.left', 'text'),
  field('right', 'derivative.right', 'text'),
  field('width', 'derivative.width', 'number'),
  field('noise', 'derivative.noise', 'number'),
  field('to', 'derivative.anneal.to.rule', 'text'),
  field('toSlope', 'derivative.anneal.to.formula', 'text'),
  field('toLeft', 'derivative.anneal.to.left', 'text'),
  field('toRight', 'derivative.anneal.to.right', 'text'),
  field('toWidth', 'derivative.anneal.to.width', 'number'),
  field('from', 'derivative.anneal.from', 'number'),
  field('until', 'derivative.anneal.until', 'number'),
  field('optimizer', 'optimizer.name', 'text'),
  field('lr', 'optimizer.learningRate', 'number'),
  field('momentum', 'optimizer.momentum', 'number'),
  field('decay', 'optimizer.weightDecay', 'number'),
  field('clip', 'optimizer.clipNorm', 'number'),
  field('cautious', 'optimizer.cautious', 'flag'),
  field('loss', 'loss', 'text'),
  field('batch', 'batchSize', 'number'),
  field('epochs', 'epochs', 'number'),
  field('steps', 'steps', 'number'),
  field('seed', 'seed', 'number'),
  field('shuffle', 'shuffle', 'flag'),
  field('precision', 'precision', 'text'),
  field('data', 'data.source', 'text'),
  field('dataFormula', 'data.formula', 'text'),
  field('train', 'data.trainSize', 'number'),
  field('test', 'data.testSize', 'number'),
  field('dataNoise', 'data.noise', 'number'),
  field('image', 'data.image', 'packed'),
  field('points', 'data.points', 'packed'),
];

/** The value at a path of plain data; undefined where there is none. */
export function valueAt(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) => (isRecord(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    data,
  );
}

/** Puts a value at a path, making objects on the way. Paths come from the table above, never from a link. */
export function putAt(data: Record<string, unknown>, path: readonly string[], value: unknown): void {
  let node = data;
  for (const key of path.slice(0, -1)) {
    const next = Object.hasOwn(node, key) ? node[key] : undefined;
    node = isRecord(next) ? next : (node[key] = {});
  }
  node[path.at(-1)!] = value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
