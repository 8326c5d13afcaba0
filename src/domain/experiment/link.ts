/**
 * Links: an experiment as the fragment of an address, `#v=1&activation=gelu&lr=0.01`. Readable keys for what differs from the
 * defaults; `z` packs what is too long to read. Decoding never throws: it reads what it can and names what it drops. The
 * experiment itself is validated by `parseExperiment`, like any other that comes from outside.
 */
import { DEFAULT_EXPERIMENT, DEFAULT_ZOOM, defaultSource } from './defaults.ts';
import type { Experiment, LayerOverride, PlaneLayerSpec, PlaneSpec } from './experiment.ts';
import { LINK_FIELDS, putAt, valueAt, type LinkField } from './link-fields.ts';
import { sameData, withoutUndefined } from './objects.ts';
import { pack, unpack } from './packing.ts';
import { parseExperiment, type ParsedExperiment } from './parse.ts';
import { quote } from './plain.ts';
import { didYouMean } from './reader.ts';

/** The version that this code writes. */
export const LINK_VERSION = 1;

const MAX_LINK = 262_144;
const MAX_PARTS = 100;
const LONGEST_READABLE = 160;
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The link to an experiment: `base` without its own fragment, then `#v=1&…`. Throws a LinkError where formulas and weights are
 * over 256 kB.
 */
export function encodeLink(experiment: Experiment, base = ''): string {
  const defaults = defaultsFor(experiment);
  const parts = [`v=${LINK_VERSION}`];
  const packed: Record<string, unknown> = {};
  for (const field of LINK_FIELDS) {
    const value = valueAt(experiment, field.path);
    if (value === undefined || value === null || sameData(value, valueAt(defaults, field.path))) continue;
    const text = field.type === 'widths' ? widthsOf(experiment) : textOf(value, field);
    if (text === null) putAt(packed, field.path, field.type === 'widths' ? packedLayers(experiment) : value);
    else parts.push(`${field.key}=${encodeText(text)}`);
  }
  if (Object.keys(packed).length > 0) parts.push(`z=${pack(packed)}`);
  return `${base.split('#')[0]!}#${parts.join('&')}`;
}

/** What a link leaves out, given the experiment's kind of network. */
function defaultsFor(experiment: Experiment): unknown {
  const plane = { kind: 'autoencoder', zoom: DEFAULT_ZOOM };
  return {
    ...DEFAULT_EXPERIMENT,
    network: experiment.network.kind === 'plane' ? plane : DEFAULT_EXPERIMENT.network,
    data: { ...DEFAULT_EXPERIMENT.data, source: defaultSource(experiment.network) },
    derivative: { ...DEFAULT_EXPERIMENT.derivative, anneal: { from: 0 } },
  };
}

/** Layers of the 2D net that only differ in width, as "8,8,1"; null where they need more words than that. */
function widthsOf(experiment: Experiment): string | null {
  if (experiment.network.kind !== 'plane') return null;
  const plain = experiment.network.layers.every((layer) =>
    sameData(Object.keys(spokenLayer(layer, experiment)), ['width']),
  );
  return plain ? experiment.network.layers.map((layer) => layer.width).join(',') : null;
}

function packedLayers(
  experiment: Experiment,
): readonly Partial<PlaneLayerSpec>[] | Readonly<Record<string, LayerOverride>> | undefined {
  const { network } = experiment;
  return network.kind === 'plane' ? network.layers.map((layer) => spokenLayer(layer, experiment)) : network.layers;
}

/** A layer of the 2D net without what it takes from the experiment. */
function spokenLayer(layer: PlaneSpec['layers'][number], experiment: Experiment): Partial<PlaneLayerSpec> {
  return withoutUndefined({
    ...layer,
    activation: sameData(layer.activation, experiment.activation) ? undefined : layer.activation,
    derivative: sameData(layer.derivative, experiment.derivative) ? undefined : layer.derivative,
  });
}

/** A value as text that people like to read; null where it is too long for that, or no text that an address can hold. */
function textOf(value: unknown, { type }: LinkField): string | null {
  if (type === 'packed') return null;
  if (type === 'numbers') return (value as readonly number[]).join(',');
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (typeof value === 'number') return String(value);
  const readable = typeof value === 'string' && value.length <= LONGEST_READABLE && !/\p{Surrogate}/u.test(value);
  return readable ? value : null;
}

/** Percent-encoding that leaves alone what a fragment may hold and people like to read; `+` always means plus. */
function encodeText(text: string): string {
  return encodeURIComponent(text)
    .replace(/%(2C|3A|2F|40|3B|24|3F)/g, (code) => decodeURIComponent(code))
    .replaceAll("'", '%27');
}

/** Reads a link, or a fragment with or without its `#`; whatever it is, the result is a complete experiment. */
export function decodeLink(link: string): ParsedExperiment {
  const warnings: string[] = [];
  const parts = splitLink(link, warnings);
  checkVersion(parts, warnings);
  const input = unpackedPart(parts, warnings);
  for (const field of LINK_FIELDS) {
    const text = parts.get(field.key);
    if (text !== undefined) putAt(input, field.path, readText(field, text));
    parts.delete(field.key);
  }
  for (const key of parts.keys())
    warnings.push(
      `The link's ${quote(key)} is not known and was dropped${didYouMean(
        key,
        LINK_FIELDS.map((field) => field.key),
      )}`,
    );
  const { experiment, warnings: more } = parseExperiment(input);
  return { experiment, warnings: [...warnings, ...more] };
}

function splitLink(link: string, warnings: string[]): Map<string, string> {
  const fragment = link
    .slice(link.indexOf('#') + 1)
    .trim()
    .replace(/[\n\r\t]/g, '');
  const parts = new Map<string, string>();
  if (fragment.length > MAX_LINK) {
    warnings.push(`The link is ${fragment.length} characters long, more than ${MAX_LINK}, and was not read`);
    return parts;
  }
  const pieces = fragment.split('&', MAX_PARTS + 1);
  if (pieces.length > MAX_PARTS) warnings.push(`The link has more than ${MAX_PARTS} parts; the others were dropped`);
  for (const piece of pieces.slice(0, MAX_PARTS)) if (piece !== '') addPart(piece, parts, warnings);
  return parts;
}

function addPart(piece: string, parts: Map<string, string>, warnings: string[]): void {
  const [, key = '', value] = /^(?:amp;)?([^=]*)(?:=(.*))?$/s.exec(piece) ?? [];
  const text = decodeText(value);
  if (text === undefined)
    warnings.push(`The link's ${quote(key)} ${value === undefined ? 'says nothing' : 'is damaged'} and was dropped`);
  else if (parts.has(key)) warnings.push(`The link says ${quote(key)} twice; the second was dropped`);
  else parts.set(key, text);
}

function decodeText(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function checkVersion(parts: Map<string, string>, warnings: string[]): void {
  const version = parts.get('v');
  parts.delete('v');
  if (version === String(LINK_VERSION) || (version === undefined && parts.size === 0)) return;
  if (version === undefined) warnings.push(`The link doesn't say its version; read as version ${LINK_VERSION}`);
  else if (/^\d+$/.test(version) && Number(version) > LINK_VERSION)
    warnings.push(
      `The link is of version ${version.slice(0, 12)}, made by a newer playground; what version ${LINK_VERSION} knows of it was read`,
    );
  else
    warnings.push(`The link's version is ${quote(version)}, expected ${LINK_VERSION}; read as version ${LINK_VERSION}`);
}

function unpackedPart(parts: Map<string, string>, warnings: string[]): Record<string, unknown> {
  const text = parts.get('z');
  parts.delete('z');
  if (text === undefined) return {};
  const data = unpack(text);
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Record<string, unknown>;
  warnings.push(
    'The link\'s packed part "z" is damaged and was dropped: layers, weights and long formulas are missing',
  );
  return {};
}

/** A value of a link as JSON would have it. What doesn't look like one stays text, for the schema to complain about. */
function readText({ type }: LinkField, text: string): unknown {
  switch (type) {
    case 'packed':
    case 'text':
      return text;
    case 'number':
      return readNumber(text);
    case 'numbers':
      return text.split(',', 100).map(readNumber);
    case 'flag':
      return text === '1' || text === 'true' ? true : text === '0' || text === 'false' ? false : text;
    case 'widths':
      return text.split(',', 100).map((width) => ({ width: readNumber(width) }));
    default:
      return type satisfies never;
  }
}

function readNumber(text: string): unknown {
  if (text === 'null') return null;
  return NUMBER.test(text) ? Number(text) : text;
}
