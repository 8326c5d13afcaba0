/** Reads what a run trains on: a source that the network can use, and what the plane's tasks are given by hand. */
import * as v from 'valibot';

import { DATA_SOURCES, findDataSource } from '../data/sources.ts';
import { DEFAULT_DATA, defaultSource, LIMITS } from './defaults.ts';
import { PLANE_SOURCES, type DataSpec, type HandPoint, type ImageTarget, type NetworkSpec } from './experiment.ts';
import { mistakeOnPlane } from './language.ts';
import { localName } from './local-source.ts';
import { withoutUndefined } from './objects.ts';
import { readFormula } from './parse-sigma.ts';
import { describe, isList, quote } from './plain.ts';
import { integer, number, oneOf, type FieldReader, type Kind } from './reader.ts';

const examples = integer(1, LIMITS.examples);
const dataNoise = number({ min: 0, max: LIMITS.noise });
const imageSide = integer(1, LIMITS.imageSide);
const coordinate = number({ min: -LIMITS.coordinate, max: LIMITS.coordinate }).schema;

const handPoint: Kind<HandPoint> = {
  expected: `[x, y, target, 0 or 1 for test], numbers from ${-LIMITS.coordinate} to ${LIMITS.coordinate}`,
  schema: v.pipe(
    v.strictTuple([coordinate, coordinate, coordinate, v.picklist([0, 1])]),
    v.transform((point): HandPoint => point),
  ),
};

/** What the plane's tasks that aren't made from the seed alone cannot do without. */
const NEEDED: Readonly<Record<string, 'formula' | 'image' | 'points'>> = {
  formula: 'formula',
  image: 'image',
  points: 'points',
};

/** The data of an experiment, with a warning for each part of it that is wrong. */
export function parseData(reader: FieldReader, network: NetworkSpec): DataSpec {
  const given = {
    formula: readFormula(reader, 'formula', { mistakeIn: mistakeOnPlane }),
    image: reader.has('image') ? readImage(reader.inner('image')) : undefined,
    points: readPoints(reader),
  };
  const data = withoutUndefined({
    source: readSource(reader, network, given),
    trainSize: reader.nullable('trainSize', examples, 'which is all'),
    testSize: reader.nullable('testSize', examples, 'which is all'),
    noise: reader.read('noise', dataNoise, DEFAULT_DATA.noise),
    ...given,
  });
  reader.finish();
  return data;
}

function readSource(reader: FieldReader, network: NetworkSpec, given: Readonly<Record<string, unknown>>): string {
  const source = reader.raw('source');
  const fallback = defaultSource(network);
  if (source === undefined) return fallback;
  const using = `using ${quote(fallback)}`;
  if (typeof source !== 'string' || !isSourceFor(network, source)) {
    reader.warn('source', `expected ${sourcesFor(network)}, got ${describe(source)}; ${using}`);
    return fallback;
  }
  const needed = NEEDED[source];
  if (needed === undefined || given[needed] !== undefined) return source;
  reader.warn('source', `expected a data.${needed} for the source ${quote(source)}, got none; ${using}`);
  return fallback;
}

function readImage(reader: FieldReader): ImageTarget | undefined {
  const size = reader.optional('size', imageSide);
  const levels = size === undefined ? reader.raw('levels') : reader.optional('levels', greyLevels(size));
  reader.finish();
  return size === undefined || typeof levels !== 'string' ? undefined : { size, levels };
}

/** Base64 of exactly size² bytes. */
function greyLevels(size: number): Kind<string> {
  const letters = 4 * Math.ceil((size * size) / 3);
  const padding = (3 - ((size * size) % 3)) % 3;
  const pattern = new RegExp(`^[A-Za-z0-9+/]{${letters - padding}}={${padding}}$`);
  return { expected: `base64 of ${size * size} bytes`, schema: v.pipe(v.string(), v.regex(pattern)) };
}

/** The points that can be read; those that cannot are dropped with one warning. */
function readPoints(reader: FieldReader): readonly HandPoint[] | undefined {
  const list = reader.raw('points');
  if (list === undefined) return undefined;
  if (!isList(list)) {
    reader.warn('points', `expected a list of at most ${LIMITS.points} points, got ${describe(list)}; dropped`);
    return undefined;
  }
  const read = list.slice(0, LIMITS.points).map((value) => v.safeParse(handPoint.schema, value));
  const good = read.flatMap((result) => (result.success ? [result.output] : []));
  const lost = list.length - good.length;
  if (lost > 0)
    reader.warn(
      'points',
      `expected at most ${LIMITS.points} points ${handPoint.expected}; ${lost} of ${list.length} dropped`,
    );
  return good;
}

function isSourceFor(network: NetworkSpec, source: string): boolean {
  if (network.kind === 'plane') return PLANE_SOURCES.some((name) => name === source);
  const found = findDataSource(source);
  return found !== null && (found.origin !== 'added' || localName(source) !== null);
}

function sourcesFor(network: NetworkSpec): string {
  if (network.kind === 'plane') return oneOf(PLANE_SOURCES).expected;
  return `one of ${DATA_SOURCES.map(({ id, origin }) => quote(origin === 'added' ? `${id}NAME` : id)).join(', ')}`;
}
