import { correlation } from '../../../../workers/kernels/plan/correlation.ts';
import { inHalf } from '../../../../workers/kernels/plan/half.ts';
import { kernel, reads, writes } from '../../../../workers/kernels/plan/kernel.ts';
import { assert } from '../../../support/expect.ts';

/** The lines of a kernel's body, with these buffers in half precision. */
function bodyOf(body: string, names: readonly string[]): string {
  const bindings = [writes('y', 'vec4f'), reads('x', 'vec4f'), reads('ax', 'vec4f'), reads('single', 'f32')];
  const text = kernel({ key: 'k', bindings, sizes: [], workgroupSize: 1, body: `  // body\n${body}\n  // end` });
  return inHalf(text, names).code.split('  // body\n')[1]!.split('\n  // end')[0]!;
}

describe('a kernel with buffers in half precision', () => {
  it('converts what it reads and what it writes of them, and nothing else', () => {
    for (const [before, after] of [
      ['let v = x[thread];', 'let v = vec4f(x[thread]);'],
      ['y[thread] = v;', 'y[thread] = vec4h(v);'],
      ['y[at[2] + 1u] = x[i] + ax[x0[1]];', 'y[at[2] + 1u] = vec4h(vec4f(x[i]) + ax[x0[1]]);'],
      ['if (x[0].x == 1.0) { y[1]= x[2]; }', 'if (vec4f(x[0]).x == 1.0) { y[1] = vec4h(vec4f(x[2])); }'],
      ['let w = id.x; let q = p.x[1]; let z = ax[x];', 'let w = id.x; let q = p.x[1]; let z = ax[x];'],
      ['y[i] = select(y[i], x[j], first);', 'y[i] = vec4h(select(vec4f(y[i]), vec4f(x[j]), first));'],
    ] as const)
      assert.equal(bodyOf(before, ['x', 'y']), after);
  });

  it('declares them, asks for the feature, and goes by another key', () => {
    const floats = correlation({ big: 8, small: 4, kernel: 3, stride: 1 }, { pixels: 2, quads: 1 }).kernel;
    const halves = inHalf(floats, ['x']);
    assert.match(halves.code, /^enable f16;\n/);
    assert.include(halves.code, 'read> x: array<vec4h>;');
    assert.include(halves.code, 'read_write> y: array<vec4f>;');
    assert.deepEqual(
      halves.bindings.map(({ type }) => type),
      ['array<vec4f>', 'array<vec4h>', 'array<vec4f>', 'array<vec4f>'],
    );
    assert.notEqual(halves.key, floats.key);
    assert.equal(inHalf(floats, []), floats);
  });

  it('is refused for what is no buffer of quads', () => {
    assert.throws(() => bodyOf('', ['single']), /Expected one buffer single of quads/);
    assert.throws(() => bodyOf('', ['nothing']), /Expected one buffer nothing of quads/);
  });
});
