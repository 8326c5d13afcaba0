import { Canvas } from '../../../src/domain/garments/canvas.ts';
import { Dice } from '../../../src/domain/garments/dice.ts';
import { drawGarment, GARMENT_CLASSES, makeGarments } from '../../../src/domain/garments/index.ts';
import { RECIPES } from '../../../src/domain/garments/recipes.ts';
import { expect } from '../../support/expect.ts';

const SIZE = 784;

/** 32-bit FNV-1a. */
function checksum(bytes: Uint8Array): number {
  return bytes.reduce((hash, byte) => Math.imul(hash ^ byte, 0x01000193) >>> 0, 0x811c9dc5);
}

function eachImage(pixels: Uint8Array): string[] {
  return Array.from({ length: pixels.length / SIZE }, (_, i) => pixels.subarray(i * SIZE, (i + 1) * SIZE).join());
}

describe('garments', () => {
  it('have the classes of Fashion-MNIST, in its order', () => {
    expect(GARMENT_CLASSES.join(', ')).to.equal(
      'T-shirt/top, Trouser, Pullover, Dress, Coat, Sandal, Shirt, Sneaker, Bag, Ankle boot',
    );
  });

  it('come out the same on every machine', () => {
    const { pixels, labels } = makeGarments({ seed: 1, split: 'train', count: 100 });
    expect(checksum(pixels)).to.equal(3940236138);
    expect(checksum(labels)).to.equal(467866245);
  });

  it('depend on seed, split and index alone', () => {
    const all = makeGarments({ seed: 4, split: 'train', count: 120 });
    expect(all.count).to.equal(120);
    const some = makeGarments({ seed: 4, split: 'train', count: 50 });
    expect(some.pixels).to.deep.equal(all.pixels.subarray(0, 50 * SIZE));
    expect(some.labels).to.deep.equal(all.labels.subarray(0, 50));
    const later = makeGarments({ seed: 4, split: 'train', start: 83, count: 20 });
    expect(later.pixels).to.deep.equal(all.pixels.subarray(83 * SIZE, 103 * SIZE));
    expect(later.labels).to.deep.equal(all.labels.subarray(83, 103));
    const one = new Uint8Array(SIZE + 10);
    expect(drawGarment(4, 'train', 119, one, 10)).to.equal(all.labels[119]);
    expect(one.subarray(10)).to.deep.equal(all.pixels.subarray(119 * SIZE));
    expect(makeGarments({ seed: 5, split: 'train', count: 50 }).pixels).not.to.deep.equal(some.pixels);
  });

  it('never repeat themselves, within a split or across', () => {
    const train = makeGarments({ seed: 1, split: 'train', count: 2500 });
    const test = makeGarments({ seed: 1, split: 'test', count: 2500 });
    expect(new Set([...eachImage(train.pixels), ...eachImage(test.pixels)]).size).to.equal(5000);
  });

  it('show each class once in every ten, in no fixed order', () => {
    const orders = new Set<string>();
    for (const split of ['train', 'test'] as const) {
      const { labels } = makeGarments({ seed: 2, split, count: 300 });
      for (let block = 0; block < 30; block++) {
        const ten = [...labels.subarray(10 * block, 10 * block + 10)];
        orders.add(ten.join());
        expect(ten.sort((a, b) => a - b)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      }
    }
    expect(orders.size).to.be.greaterThan(55);
  });

  it('use the whole range of tones on a black ground, about as bright as the real ones', () => {
    const { pixels } = makeGarments({ seed: 3, split: 'train', count: 1000 });
    const black = pixels.filter((tone) => tone === 0).length / pixels.length;
    expect(black).to.be.within(0.42, 0.58);
    expect(pixels.reduce((sum, tone) => sum + tone, 0) / pixels.length / 255).to.be.closeTo(0.28, 0.02);
    expect(new Set(pixels).size).to.equal(256);
  });

  for (const { name, draw } of RECIPES)
    it(`${name}: every one is finite, fills its place and is unlike the next`, () => {
      const canvas = new Canvas();
      let last = -1;
      for (let key = 0; key < 300; key++) {
        canvas.clear();
        draw(canvas, new Dice(key));
        expect(canvas.tone.every(Number.isFinite), `key ${key}`).to.equal(true);
        const covered = canvas.alpha.reduce((sum, alpha) => sum + alpha, 0);
        expect(covered, `key ${key}`).to.be.within(45, 640);
        expect(covered).not.to.equal(last);
        last = covered;
      }
    });
});
