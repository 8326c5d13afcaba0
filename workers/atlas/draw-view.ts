/** One atlas of an experiment as numbers (SPEC §6 `atlas`): the view's neuron, drawn by the kernel that draws the page's atlases, or on the processor. */
import { planeProgram } from '../../src/domain/atlas/plane-program.ts';
import { checkView, windowOf, type AtlasView } from '../../src/domain/atlas/view.ts';
import { ExperimentError } from '../../src/domain/errors.ts';
import type { Experiment } from '../../src/domain/experiment/experiment.ts';
import { initialPlaneWeights, planeLayers } from '../../src/domain/networks/plane.ts';
import type { AtlasRowsRequest } from '../../src/protocol/atlas.ts';
import type { GpuAtlas } from './gpu.ts';
import { allParts } from './parts.ts';
import { inBands, type Band } from '../../src/domain/atlas/bands.ts';
import { bandsOnHost } from '../../src/domain/atlas/host.ts';
import { imageIndex, type Drawing } from '../../src/domain/atlas/images.ts';

export interface AtlasImage {
  readonly size: number;
  /** size×size, row 0 at the top. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** Throws ExperimentError where the experiment isn't a 2D net or the view names what it doesn't have. */
export async function drawView(
  { network, seed }: Experiment,
  view: AtlasView,
  gpu: GpuAtlas | null,
): Promise<AtlasImage> {
  if (network.kind !== 'plane')
    throw new ExperimentError(`expected an experiment whose network is a "plane" net, got "${network.kind}"`);
  const { layer, neuron, of, size, side, wrt } = checkView(network, view);
  const program = planeProgram(network);
  const drawing: Drawing = {
    program,
    weights: planeLayers(network, initialPlaneWeights(network, seed)),
    window: windowOf(network),
    size,
    quantity: wrt ? 'wrt' : of === 'slope' ? 'slope' : 'value',
    wrt,
    side,
    only: imageIndex(program, layer, neuron, of === 'pre' ? 0 : 1),
  };
  const draw = ({ firstRow, rows }: Band) => drawRows(drawing, gpu, firstRow, rows);
  const values = await inBands(size, () => performance.now(), draw);
  return { size, values };
}

/** Rows of one image of a frame. Rejects as the formulas of its net do. */
export function drawFrameRows(request: AtlasRowsRequest, gpu: GpuAtlas | null): Promise<Float32Array<ArrayBuffer>> {
  const { network, seed, image, firstRow, rows, window, size, quantity, wrt, side } = request;
  const drawing: Drawing = {
    program: planeProgram(network),
    weights: planeLayers(network, initialPlaneWeights(network, seed)),
    window,
    size,
    quantity,
    wrt,
    side,
    only: image,
  };
  return drawRows(drawing, gpu, firstRow, rows);
}

/** On the processor the worker hears its messages in between. */
function drawRows(
  drawing: Drawing,
  gpu: GpuAtlas | null,
  firstRow: number,
  rows: number,
): Promise<Float32Array<ArrayBuffer>> {
  return gpu ? gpu.read(drawing, firstRow, rows) : allParts(bandsOnHost(drawing, firstRow, rows));
}
