/** Reads the two networks: sizes within their limits, plane weights that fit together, overrides for layers that exist. */
import { describeAutoencoder } from '../networks/autoencoder.ts';
import { inputCount } from '../networks/plane-inputs.ts';
import { DEFAULT_AUTOENCODER, DEFAULT_PLANE_WIDTHS, DEFAULT_ZOOM, LIMITS } from './defaults.ts';
import type {
  ActivationSpec,
  AutoencoderSpec,
  DerivativeSpec,
  LayerOverride,
  NetworkSpec,
  PlaneLayerSpec,
  PlaneSpec,
} from './experiment.ts';
import { withoutUndefined } from './objects.ts';
import { parseActivation, parseDerivative } from './parse-sigma.ts';
import { describe, isList, type Plain } from './plain.ts';
import { FieldReader, flag, integer, matrix, number, numberList, numbers, oneOf } from './reader.ts';

/** σ and rule of the experiment, which a layer has where it names none of its own. */
export interface Sigma {
  readonly activation: ActivationSpec;
  readonly derivative: DerivativeSpec;
}

const kind = oneOf(['autoencoder', 'plane']);
const channels = integer(1, LIMITS.channels);
const latent = integer(1, LIMITS.latent);
const zoom = number({ above: 0, max: LIMITS.zoom });
const width = integer(1, LIMITS.planeWidth);
const frequencies = numberList(LIMITS.frequencies, number({ above: 0, max: LIMITS.frequency }));

/** Names of the autoencoder's layers that have a σ: the weights before it, "encoder.0" … "decoder.18". */
export const SIGMA_LAYERS: readonly string[] = describeAutoencoder(DEFAULT_AUTOENCODER)
  .blocks.filter(({ after }) => after === 'sigma')
  .map(({ name }) => name);

/** The network, with a warning for each part of it that is wrong. */
export function parseNetwork(reader: FieldReader, sigma: Sigma): NetworkSpec {
  const network =
    reader.read('kind', kind, 'autoencoder') === 'plane' ? readPlane(reader, sigma) : readAutoencoder(reader, sigma);
  reader.finish();
  return network;
}

function readAutoencoder(reader: FieldReader, sigma: Sigma): AutoencoderSpec {
  return withoutUndefined({
    kind: 'autoencoder' as const,
    channels: reader.read('channels', channels, DEFAULT_AUTOENCODER.channels),
    latent: reader.read('latent', latent, DEFAULT_AUTOENCODER.latent),
    coordinates: reader.read('coordinates', flag, DEFAULT_AUTOENCODER.coordinates),
    layers: reader.has('layers') ? readOverrides(reader.inner('layers'), sigma) : undefined,
  });
}

function readOverrides(reader: FieldReader, sigma: Sigma): Record<string, LayerOverride> | undefined {
  const overrides = SIGMA_LAYERS.filter((name) => reader.has(name)).map(
    (name) => [name, readOverride(reader.inner(name), sigma)] as const,
  );
  reader.finish();
  const useful = overrides.filter(([, override]) => Object.keys(override).length > 0);
  return useful.length === 0 ? undefined : Object.fromEntries(useful);
}

function readOverride(reader: FieldReader, sigma: Sigma): LayerOverride {
  const override = withoutUndefined({
    activation: unlessIs(sigma.activation, readActivation(reader, sigma)),
    derivative: unlessIs(sigma.derivative, readDerivative(reader, sigma)),
  });
  reader.finish();
  return override;
}

/** A field that is missing or wrong falls back on the experiment's, which is to say that the layer overrides nothing. */
function unlessIs<T>(fallback: T, value: T): T | undefined {
  return value === fallback ? undefined : value;
}

function readActivation(reader: FieldReader, sigma: Sigma): ActivationSpec {
  return parseActivation(reader.raw('activation'), reader.pathOf('activation'), reader.warnings, sigma.activation);
}

function readDerivative(reader: FieldReader, sigma: Sigma): DerivativeSpec {
  return parseDerivative(reader.raw('derivative'), reader.pathOf('derivative'), reader.warnings, sigma.derivative);
}

function readPlane(reader: FieldReader, sigma: Sigma): PlaneSpec {
  const oscillators = reader.optional('frequencies', frequencies, 'using none');
  const spec = {
    kind: 'plane' as const,
    layers: readLayers(reader, inputCount({ frequencies: oscillators }), sigma),
    zoom: reader.read('zoom', zoom, DEFAULT_ZOOM),
  };
  return oscillators === undefined || oscillators.length === 0 ? spec : { ...spec, frequencies: oscillators };
}

function readLayers(reader: FieldReader, inputs: number, sigma: Sigma): PlaneLayerSpec[] {
  const list = listOfLayers(reader);
  const layers: PlaneLayerSpec[] = [];
  for (const [index, value] of list.entries()) {
    const layer = FieldReader.of(value, `${reader.pathOf('layers')}[${index}]`, reader.warnings);
    layers.push(readLayer(layer, layers.at(-1)?.width ?? inputs, sigma));
    layer.finish();
  }
  return layers;
}

function listOfLayers(reader: FieldReader): readonly Plain[] {
  const usual = DEFAULT_PLANE_WIDTHS.map((usualWidth) => new Map([['width', usualWidth]]));
  const value = reader.raw('layers');
  if (value === undefined) return usual;
  if (!isList(value) || value.length === 0) {
    reader.warn(
      'layers',
      `expected a list of 1 to ${LIMITS.planeLayers} layers, got ${describe(value)}; using layers of width ${DEFAULT_PLANE_WIDTHS.join(', ')}`,
    );
    return usual;
  }
  if (value.length > LIMITS.planeLayers)
    reader.warn(
      'layers',
      `expected at most ${LIMITS.planeLayers} layers, got ${value.length}; using the first ${LIMITS.planeLayers}`,
    );
  return value.slice(0, LIMITS.planeLayers);
}

function readLayer(reader: FieldReader, columns: number, sigma: Sigma): PlaneLayerSpec {
  const rows = readWidth(reader);
  return withoutUndefined({
    width: rows,
    weights: reader.optional('weights', matrix(rows, columns), 'drawn from the seed instead'),
    bias: reader.optional('bias', numbers(rows), 'drawn from the seed instead'),
    activation: readActivation(reader, sigma),
    derivative: readDerivative(reader, sigma),
  });
}

/** The width, or where none is named the number of rows of the weights, of entries of the bias, or 8. */
function readWidth(reader: FieldReader): number {
  const implied = [reader.raw('weights'), reader.raw('bias')].find(isList)?.length;
  if (reader.has('width') || implied === undefined) return reader.read('width', width, 8);
  if (implied >= 1 && implied <= LIMITS.planeWidth) return implied;
  reader.warn('width', `expected ${width.expected}, got ${implied} rows; using 8`);
  return 8;
}
