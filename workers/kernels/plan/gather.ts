/**
 * Makes a batch of images from the data set, which lies on the device as bytes (four pixels a u32): pixel / 255, of the images whose indices
 * this step names. The batch may come in parts, of examples from `first` on, and the data set too: what lies in another of its parts is left to another dispatch. With coordinates each pixel becomes a quad (value, x, y, 0), coordinates from −1 to 1.
 */
import { kernel, reads, writes, type Kernel } from './kernel.ts';

/** Threads: one for each four pixels. The target is the same image, one float a pixel. */
export function gatherImages(): Kernel {
  return kernel({
    key: 'gather',
    bindings: [writes('image', 'vec4f'), reads('bytes', 'u32'), reads('indices', 'u32')],
    sizes: ['wordsPerImage', 'first', 'firstExample', 'examples'],
    workgroupSize: 64,
    body: `
  let b = thread / sizes.wordsPerImage;
  let index = indices[sizes.first + b] - sizes.firstExample;
  if (index >= sizes.examples) { return; }
  // Not unpack4x8unorm: it may round otherwise than a division.
  let word = vec4u(bytes[index * sizes.wordsPerImage + thread % sizes.wordsPerImage]);
  image[thread] = vec4f((word >> vec4u(0, 8, 16, 24)) & vec4u(255)) / 255.0;`,
  });
}

/** Appends the coordinates. Threads: one a pixel. */
export function appendCoordinates(): Kernel {
  return kernel({
    key: 'coordinates',
    bindings: [writes('x', 'vec4f'), reads('image', 'f32')],
    sizes: ['size'],
    workgroupSize: 64,
    body: `
  let column = thread % sizes.size;
  let row = (thread / sizes.size) % sizes.size;
  let at = vec2f(f32(column), f32(row)) * 2.0 / f32(sizes.size - 1u) - 1.0;
  x[thread] = vec4f(image[thread], at, 0.0);`,
  });
}
