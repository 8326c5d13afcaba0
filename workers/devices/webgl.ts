/** WebGL 2 on an offscreen canvas. */
import * as tf from '@tensorflow/tfjs-core';
import { DeviceLostError } from '../../src/domain/errors.ts';
import type { BackendKind, DeviceWatch, Sighting } from './backend.ts';
import { isSoftwareName } from './software.ts';
import { useBackend } from './tfjs.ts';

/** What is used of tfjs's WebGL backend (4.22). */
interface WebGlInternals {
  readonly gpgpu: { readonly gl: { readonly canvas: EventTarget } };
}

const watched = new WeakSet<EventTarget>();

export const webgl: BackendKind = {
  backend: 'webgl',
  label: 'WebGL',
  look: () => Promise.resolve(look()),
  async open(watch) {
    await import('@tensorflow/tfjs-backend-webgl');
    // Small tensors would be computed on the processor, by other code than large ones.
    tf.env().set('WEBGL_CPU_FORWARD', false);
    await useBackend('webgl', 'WebGL');
    watchContext(currentCanvas(), watch);
  },
};

function look(): Sighting {
  if (typeof OffscreenCanvas === 'undefined') return { present: false, note: 'This browser has no WebGL in workers.' };
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2', { failIfMajorPerformanceCaveat: false });
  if (!gl) return { present: false, note: 'This browser has no WebGL 2.' };
  const adapter = nameOf(gl);
  const floats = gl.getExtension('EXT_color_buffer_float') !== null;
  gl.getExtension('WEBGL_lose_context')?.loseContext();
  if (!floats) return { present: false, note: `WebGL on ${adapter} cannot compute in float32.` };
  return { present: true, adapter, software: isSoftwareName(adapter) };
}

function nameOf(gl: WebGL2RenderingContext): string {
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return typeof name === 'string' && name ? name : 'unnamed adapter';
}

/** The canvas behind tfjs's WebGL backend, which must be the current one. */
function currentCanvas(): EventTarget {
  return (tf.backend() as unknown as WebGlInternals).gpgpu.gl.canvas;
}

function watchContext(canvas: EventTarget, watch: DeviceWatch): void {
  if (watched.has(canvas)) return;
  watched.add(canvas);
  canvas.addEventListener('webglcontextlost', () => {
    watch.failed(new DeviceLostError('The browser took the WebGL context back. The last checkpoint is kept.'));
  });
}
