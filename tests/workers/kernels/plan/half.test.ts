import { correlation, type Taps } from '../../../../workers/kernels/plan/correlation.ts';
import { inHalf } from '../../../../workers/kernels/plan/half.ts';
import { kernel, reads, writes, type Kernel } from '../../../../workers/kernels/plan/kernel.ts';
import { normBackwardSums } from '../../../../workers/kernels/plan/normalisation.ts';
import { correlationProduct, spreadProduct } from '../../../../workers/kernels/plan/product-convolution.ts';
import { productWeightGradient } from '../../../../workers/kernels/plan/product-weight-gradient.ts';
import { PRODUCT_TILES } from '../../../../workers/kernels/plan/product.ts';
import { spread } from '../../../../workers/kernels/plan/spread.ts';
import { weightGradient } from '../../../../workers/kernels/plan/weight-gradient.ts';
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

  it('leaves no access unconverted in any kernel that a layer may get', () => {
    const taps: Taps = { big: 16, small: 32, kernel: 3, stride: 1 };
    const tile = PRODUCT_TILES[0]!;
    const kernels: readonly (readonly [Kernel, ...string[]])[] = [
      [correlation(taps, { pixels: 4, quads: 2 }, true).kernel, 'x', 'y'],
      [spread(taps, { pixels: 4, quads: 2 }, true).kernel, 'x', 'y'],
      [spread({ ...taps, stride: 3 }, { pixels: 1, quads: 2 }, true).kernel, 'x', 'y'],
      [correlationProduct(taps, tile, true).kernel, 'x', 'y'],
      [spreadProduct(taps, tile, true).kernel, 'x', 'y'],
      [spreadProduct({ ...taps, stride: 3 }, tile, true).kernel, 'x', 'y'],
      [weightGradient(taps, { normed: 'big' }).kernel, 'big'],
      [weightGradient(taps, { allTapRows: true, normed: 'small' }).kernel, 'small'],
      [productWeightGradient(taps, tile, 'big').kernel, 'big'],
      [productWeightGradient(taps, tile, 'small').kernel, 'small'],
      [normBackwardSums(), 'a'],
    ];
    for (const [floats, ...names] of kernels) {
      const { code } = inHalf(floats, names);
      for (const name of names) {
        const accesses = code.match(new RegExp(String.raw`(?<![\w.])${name}\[`, 'g'))!.length;
        const reads = code.match(new RegExp(String.raw`vec4f\(${name}\[`, 'g'))?.length ?? 0;
        const writes = code.match(new RegExp(String.raw`(?<![\w.])${name}\[[^;]*\] = vec4h\(`, 'g'))?.length ?? 0;
        assert.equal(reads + writes, accesses, `${floats.key}, ${name}`);
        assert.isTrue(name === 'y' ? writes > 0 && reads === 0 : reads > 0 && writes === 0, `${floats.key}, ${name}`);
      }
    }
  });

  it('is refused for what is no buffer of quads', () => {
    assert.throws(() => bodyOf('', ['single']), /Expected one buffer single of quads/);
    assert.throws(() => bodyOf('', ['nothing']), /Expected one buffer nothing of quads/);
  });
});
