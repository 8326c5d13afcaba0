import { ACTIVATIONS } from '../../../src/domain/activations/index.ts';
import { sigmaProgram } from '../../../src/domain/derivatives/index.ts';
import { UNIFORM_FIELDS, valueText, wasmModule } from '../../../src/domain/formula/shader/index.ts';
import { signed, unsigned } from '../../../src/domain/formula/shader/wasm/instructions.ts';
import { readShadingText } from '../../../src/domain/formula/shader/wasm/syntax.ts';
import { assert } from '../../support/expect.ts';

type Run = (x: number, g: number, out: number, count: number) => void;

/** Runs a text over arrays in a memory of its own: x at byte 0, g at 4096, the result at 8192. */
function run(
  shading: string,
  x: readonly number[],
  g: readonly number[],
  uniforms: Record<string, number> = {},
): number[] {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasmModule(shading)), { env: { memory } });
  for (const [name, value] of Object.entries(uniforms)) (exports[name] as WebAssembly.Global).value = value;
  new Float32Array(memory.buffer, 0, x.length).set(x);
  new Float32Array(memory.buffer, 4096, g.length).set(g);
  (exports['run'] as Run)(0, 4096, 8192, x.length);
  return [...new Float32Array(memory.buffer, 8192, x.length + 1)];
}

const valueAt = (expression: string, statements = ''): string =>
  `fn valueAt(x: Num, g: Num, element: Whole) -> Num { ${statements} return ${expression}; }`;

describe('shading text as WebAssembly', () => {
  it('reaches every element and nothing behind them', () => {
    for (const count of [4, 5, 6, 7, 8, 9]) {
      const x = Array.from({ length: count }, (_, i) => i + 1);
      assert.deepEqual(run(valueAt('x * g + Num(element)'), x, x), [...x.map((v, i) => v * v + i), 0]);
    }
  });

  it('reads uniforms, and takes scalars for vectors', () => {
    const text = valueAt('sigmaValues.alpha * x + Num(sigmaValues.seed)');
    assert.deepEqual(run(text, [1, 2, 3, 4], [], { alpha: 0.5, seed: 7 }), [7.5, 8, 8.5, 9, 0]);
  });

  it('puts functions in place, binds, and binds anew', () => {
    const text = `fn twice(a: Num) -> Num { let b: Num = a + a; return b; }\n${valueAt('v', 'var v: Num = twice(x + 1.0); v = twice(v) - x;')}`;
    assert.deepEqual(run(text, [0, 1, 2, 3], []).slice(0, 4), [4, 7, 10, 13]);
  });

  it('compares and shifts words as unsigned or signed as their types say', () => {
    const text = valueAt(
      'select(Num(Signed(w) >> Whole(1u)), Num(w >> element), w > Whole(5u))',
      'let w: Whole = Whole(Signed(x));',
    );
    assert.deepEqual(run(text, [8, 8, 8, -8], []).slice(0, 4), [8, 4, 2, Math.fround(-8 >>> 3)]);
    assert.deepEqual(run(text, [2, 4, 5, 1], []).slice(0, 4), [1, 2, 2, 0]);
  });

  it('multiplies words by powers of two and by others', () => {
    const text = valueAt(
      'Num(w * 8u) + Num(w * 3u) + Num(Signed(w) * Signed(2))',
      'let w: Whole = bitsOf(x) & Whole(7u);',
    );
    const x = [...new Float32Array(Uint32Array.of(1, 2, 3, 4).buffer)];
    assert.deepEqual(run(text, x, []).slice(0, 4), [13, 26, 39, 52]);
  });

  it('keeps to strengths of operators', () => {
    assert.deepEqual(run(valueAt('1.0 + x * 2.0 - x / 4.0 - -x'), [4, 4, 4, 4], []).slice(0, 4), [12, 12, 12, 12]);
  });

  it('is valid for the whole catalogue, in memory of one thread and of many', () => {
    for (const { id } of ACTIVATIONS) {
      const program = sigmaProgram({ name: id }, { rule: 'best' });
      for (const shared of [false, true]) {
        for (const backward of [false, true]) {
          const bytes = wasmModule(valueText(program, { backward, noisy: true }), { shared });
          assert.isTrue(WebAssembly.validate(bytes), `${id}, ${backward ? 'backward' : 'forward'}`);
        }
      }
    }
  });

  it('exports the uniforms by name', () => {
    const names = WebAssembly.Module.exports(new WebAssembly.Module(wasmModule(valueAt('x')))).map(({ name }) => name);
    assert.deepEqual(names, ['run', ...UNIFORM_FIELDS]);
  });
});

describe('the reader of shading text', () => {
  it('says what it missed', () => {
    assert.throws(() => readShadingText('fn f(a: Num) -> Num { return a }'), /expected ; in shading text, got }/);
    assert.throws(() => readShadingText('fn f(a: Num) -> Num { return (a'), /expected \) in shading text, got its end/);
  });
});

describe('numbers in LEB128', () => {
  it('are those of the specification', () => {
    assert.deepEqual(unsigned(624485), [0xe5, 0x8e, 0x26]);
    assert.deepEqual(signed(-123456), [0xc0, 0xbb, 0x78]);
    assert.deepEqual([0, 63, 64, -1, -64, -65].map(signed), [[0], [63], [0xc0, 0], [0x7f], [0x40], [0xbf, 0x7f]]);
  });
});
