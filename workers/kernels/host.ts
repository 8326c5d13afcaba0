/**
 * Kernels in plain TypeScript, for the backends whose tensors lie in this thread's memory: cpu and wasm. There a
 * fused loop over typed arrays beats a chain of stock kernels, and can sum in float64. On wasm the arrays are views
 * of the heap, so nothing is copied; they are made last, because growing the heap detaches views.
 */
import * as tf from '@tensorflow/tfjs-core';

/** What is used of tfjs's wasm backend (4.22). */
interface WasmBackend extends tf.KernelBackend {
  makeOutput(shape: readonly number[], dtype: 'float32'): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array;
}

type Loop = (inputs: readonly Float32Array[], outputs: readonly Float32Array[]) => void;

/** Whether the current backend computes in this thread's memory. */
export function isHostBackend(): boolean {
  const name = tf.getBackend();
  return name === 'cpu' || name === 'wasm';
}

/**
 * Runs a loop over float32 inputs into new tensors of these shapes, whose memory holds anything at first: the loop
 * must write all of it.
 */
export function hostKernel(
  inputs: readonly tf.Tensor[],
  shapes: readonly (readonly number[])[],
  loop: Loop,
): tf.Tensor[] {
  return tf.getBackend() === 'wasm' ? onWasm(inputs, shapes, loop) : onCpu(inputs, shapes, loop);
}

function onWasm(inputs: readonly tf.Tensor[], shapes: readonly (readonly number[])[], loop: Loop): tf.Tensor[] {
  const backend = tf.backend() as WasmBackend;
  const outputs = shapes.map((shape) => backend.makeOutput(shape, 'float32'));
  const view = (info: tf.TensorInfo): Float32Array => backend.typedArrayFromHeap(info);
  loop(inputs.map(view), outputs.map(view));
  return outputs.map((info) => tf.engine().makeTensorFromTensorInfo(info));
}

function onCpu(inputs: readonly tf.Tensor[], shapes: readonly (readonly number[])[], loop: Loop): tf.Tensor[] {
  const outputs = shapes.map((shape) => new Float32Array(tf.util.sizeFromShape([...shape])));
  loop(
    inputs.map((tensor) => tensor.dataSync<'float32'>()),
    outputs,
  );
  return outputs.map((values, i) => tf.tensor(values, [...shapes[i]!]));
}
