/**
 * One step of the 2D net taken apart, on the processor, with σ and rules as the engines have them, random numbers included: the batch forward and backward in float32, and all
 * there is to know of one of its examples. The step itself is the engine's.
 */
import { chooseSlope, sigmaProgram, sigmaValues, type SigmaProgram } from '../../src/domain/derivatives/index.ts';
import { RunError } from '../../src/domain/errors.ts';
import type { Experiment, Loss, PlaneSpec } from '../../src/domain/experiment/experiment.ts';
import { compileBlock } from '../../src/domain/formula/index.ts';
import type { NamedArrays } from '../../src/domain/networks/description.ts';
import { layerNumbers } from '../../src/domain/networks/plane-edit.ts';
import { planeLayers, type PlaneLayerWeights } from '../../src/domain/networks/plane.ts';
import type { LayerNumbers, LayerStep, PassedSide, PlaneStep } from '../../src/domain/run/plane-step.ts';
import type { Examples } from '../engine/engine.ts';
import type { SigmaCall } from '../kernels/sigma/call.ts';
import { hostBackward, hostForward } from '../kernels/sigma/host.ts';

/** A net at a step. */
export interface WatchedNet {
  readonly network: PlaneSpec;
  readonly experiment: Experiment;
  readonly before: NamedArrays;
  /** How far annealing has got, one a layer. */
  readonly anneal: readonly number[];
  /** Steps taken before this one. */
  readonly step: number;
}

/** A layer while it is computed: rows of the batch. */
interface Layer {
  readonly weights: PlaneLayerWeights;
  readonly call: SigmaCall;
  readonly input: Float32Array;
  readonly x: Float32Array;
  readonly a: Float32Array;
  /** ∂L/∂a and ∂L/∂x, L each example's own loss. */
  upstream: Float32Array;
  passed: Float32Array;
}

/** Computes the step on the batch of these indices; the weights after it complete the answer. Throws RunError where the batch has no such place. */
export function watchPlaneStep(
  net: WatchedNet,
  train: Examples,
  batch: Uint32Array,
  place: number,
): (after: NamedArrays) => PlaneStep {
  if (!Number.isInteger(place) || place < 0 || place >= batch.length)
    throw new RunError(`Expected a place in the batch from 0 to ${batch.length - 1}, got ${place}.`);
  const rows = batch.length;
  const layers = forward(net, rowsOf(train.inputs, train.inputLength, batch));
  const targets = rowsOf(train.targets ?? train.inputs, train.targetLength, batch);
  const losses = backward(layers, targets, train.targetLength, net.experiment.loss);
  const [before, gradient] = [layerNumbers(net.before), layers.map((layer) => gradientOf(layer, rows))];
  const point = layers[0]!.input.subarray(place * layers[0]!.weights.columns);
  return (after) => {
    const afterwards = layerNumbers(after);
    return {
      step: net.step + 1,
      network: net.network,
      example: batch[place]!,
      place,
      point: [point[0]!, point[1]!],
      target: [...targets.subarray(place * train.targetLength, (place + 1) * train.targetLength)],
      batch: [...batch],
      loss: losses[place]!,
      batchLoss: losses.reduce((sum, loss) => sum + loss, 0) / rows,
      layers: layers.map((layer, k) => ({
        ...exampleOf(layer, place),
        gradient: gradient[k]!,
        before: before[k]!,
        after: afterwards[k]!,
      })),
    };
  };
}

function rowsOf(values: Uint8Array | Float32Array, length: number, batch: Uint32Array): Float32Array {
  const rows = new Float32Array(batch.length * length);
  batch.forEach((index, i) => rows.set(values.subarray(index * length, (index + 1) * length), i * length));
  return rows;
}

function forward({ network, experiment, before, anneal, step }: WatchedNet, first: Float32Array): Layer[] {
  let input = first;
  return planeLayers(network, before).map((weights, k) => {
    const { activation, derivative } = network.layers[k]!;
    const context = { seed: experiment.seed, step, layer: k, training: true, anneal: anneal[k] ?? 0 };
    const call: SigmaCall = {
      program: sigmaProgram(activation, derivative),
      values: sigmaValues(activation, derivative),
      context,
    };
    const x = affine(weights, input);
    const a = new Float32Array(x.length);
    hostForward(x, a, call);
    const layer = { weights, call, input, x, a, upstream: a, passed: a };
    input = a;
    return layer;
  });
}

function affine({ rows, columns, weights, bias }: PlaneLayerWeights, input: Float32Array): Float32Array {
  return Float32Array.from({ length: (input.length / columns) * rows }, (_, at) => {
    const [example, row] = [Math.floor(at / rows), at % rows];
    let sum = bias[row]!;
    for (let c = 0; c < columns; c++) sum += weights[row * columns + c]! * input[example * columns + c]!;
    return sum;
  });
}

/** Fills in what goes backward, and returns each example's loss. */
function backward(layers: Layer[], targets: Float32Array, outputs: number, loss: Loss): number[] {
  const last = layers.at(-1)!;
  const { rows } = last.weights;
  const losses: number[] = [];
  let upstream = new Float32Array(last.a.length);
  for (let i = 0; i < targets.length / outputs; i++) {
    const pairs = Array.from({ length: outputs }, (_, c) =>
      lossOf(loss, last.a[i * rows + c]!, targets[i * outputs + c]!),
    );
    losses.push(pairs.reduce((sum, [value]) => sum + value, 0) / outputs);
    pairs.forEach(([, slope], c) => (upstream[i * rows + c] = slope / outputs));
  }
  for (const layer of layers.toReversed()) {
    layer.upstream = upstream;
    layer.passed = new Float32Array(upstream.length);
    hostBackward(upstream, layer.x, layer.passed, layer.call);
    upstream = passedOn(layer);
  }
  return losses;
}

/** Loss of one output and its slope: as the engines' losses have it. */
function lossOf(loss: Loss, a: number, t: number): readonly [number, number] {
  if (loss === 'mse') return [(a - t) ** 2, 2 * (a - t)];
  const e = Math.exp(-Math.abs(a));
  return [Math.max(a, 0) - a * t + Math.log1p(e), (a >= 0 ? 1 : e) / (1 + e) - t];
}

/** Aᵀ·∂L/∂x. */
function passedOn({ weights: { rows, columns, weights }, passed }: Layer): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: (passed.length / rows) * columns }, (_, at) => {
    const [example, column] = [Math.floor(at / columns), at % columns];
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += weights[row * columns + column]! * passed[example * rows + row]!;
    return sum;
  });
}

/** Mean gradient of A and b over the batch. */
function gradientOf({ weights: { rows, columns }, passed, input }: Layer, examples: number): LayerNumbers {
  const mean = (row: number, factor: (example: number) => number): number => {
    let sum = 0;
    for (let i = 0; i < examples; i++) sum += passed[i * rows + row]! * factor(i);
    return sum / examples;
  };
  const all = Array.from({ length: rows }, (_, row) => row);
  return {
    weights: all.map((row) => Array.from({ length: columns }, (_, c) => mean(row, (i) => input[i * columns + c]!))),
    bias: all.map((row) => mean(row, () => 1)),
  };
}

function exampleOf(layer: Layer, place: number): Omit<LayerStep, 'gradient' | 'before' | 'after'> {
  const { rows, columns } = layer.weights;
  const mine = (values: Float32Array, length: number): number[] => [
    ...values.subarray(place * length, (place + 1) * length),
  ];
  const [x, upstream] = [mine(layer.x, rows), mine(layer.upstream, rows)];
  const { left, right } = slopesAt(layer.call, x);
  return {
    input: mine(layer.input, columns),
    x,
    a: mine(layer.a, rows),
    upstream,
    left,
    right,
    side: x.map((_, j) => sideOf(layer.call.program, upstream[j]!, left[j]!, right[j]!)),
    passed: mine(layer.passed, rows),
  };
}

function slopesAt({ program, values }: SigmaCall, x: readonly number[]): { left: number[]; right: number[] } {
  const [left, right] = [new Float64Array(x.length), new Float64Array(x.length)];
  const block = compileBlock([program.pair.left, program.pair.right]);
  block.run({ x: Float64Array.from(x), uniforms: values.uniforms }, [left, right]);
  return { left: [...left], right: [...right] };
}

function sideOf({ pair: { combine } }: SigmaProgram, g: number, left: number, right: number): PassedSide {
  if (combine !== 'best') return combine;
  const slope = chooseSlope('best', g, left, right);
  if (slope === 0) return 'none';
  return -g * right >= g * left ? 'right' : 'left';
}
