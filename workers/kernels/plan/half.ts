/**
 * Half precision in memory: a kernel whose buffers of quads, those that are named, hold float16. What it reads of them becomes float32 at once, and
 * what it writes is rounded as it is stored; all arithmetic stays as it is. So one text serves both: the element type is put in where a
 * buffer is declared, read (`x[i]` becomes `vec4f(x[i])`) and written (`a[i] = v;` becomes `a[i] = vec4h(v);`). Needs the device feature
 * `shader-f16`.
 */
import type { Kernel } from './kernel.ts';

/** The kernel with these of its buffers in half precision. */
export function inHalf(kernel: Kernel, names: readonly string[]): Kernel {
  if (names.length === 0) return kernel;
  const bindings = kernel.bindings.map((binding) =>
    names.includes(binding.name) ? { ...binding, type: HALVES } : binding,
  );
  const code = names.reduce((text, name) => withAccesses(declared(text, name), name), kernel.code);
  return { ...kernel, key: `${kernel.key} half ${names.join(' ')}`, bindings, code: `enable f16;\n${code}` };
}

const FLOATS = 'array<vec4f>';
const HALVES = 'array<vec4h>';

function declared(code: string, name: string): string {
  const [before, after, ...more] = code.split(`> ${name}: ${FLOATS};`);
  if (after === undefined || more.length > 0) throw new Error(`Expected one buffer ${name} of quads.`);
  return `${before!}> ${name}: ${HALVES};${after}`;
}

/** Converts where the buffer is read and where it is written. */
function withAccesses(code: string, name: string): string {
  const access = new RegExp(String.raw`(?<![\w.])${name}\[`, 'g');
  let out = '';
  let done = 0;
  for (let found = access.exec(code); found; found = access.exec(code)) {
    const end = closing(code, access.lastIndex);
    const element = code.slice(found.index, end);
    const [assignment] = /^\s*=(?!=)/.exec(code.slice(end)) ?? [];
    out += code.slice(done, found.index);
    if (assignment === undefined) {
      out += `vec4f(${element})`;
      done = end;
    } else {
      const semicolon = code.indexOf(';', end);
      const value = code.slice(end + assignment.length, semicolon).trim();
      out += `${element} = vec4h(${withAccesses(value, name)})`;
      done = semicolon;
    }
    access.lastIndex = done;
  }
  return out + code.slice(done);
}

/** The place behind the bracket that closes the one before `from`. */
function closing(code: string, from: number): number {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    if (code[at] === '[') depth++;
    if (code[at] === ']') depth--;
    at++;
  }
  return at;
}
