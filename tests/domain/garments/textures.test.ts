import { PIXELS } from '../../../src/domain/garments/canvas.ts';
import { Dice } from '../../../src/domain/garments/dice.ts';
import * as textures from '../../../src/domain/garments/textures.ts';
import { expect } from '../../support/expect.ts';

const { wave, ...all } = textures;

describe('textures', () => {
  for (const [name, texture] of Object.entries(all))
    it(`${name} fills the map with numbers from 0 to 1, from its dice alone`, () => {
      for (let key = 0; key < 50; key++) {
        const map = new Float32Array(PIXELS).fill(NaN);
        texture(map, new Dice(key));
        expect(map.every((value) => value >= 0 && value <= 1)).to.equal(true);
        const again = new Float32Array(PIXELS);
        texture(again, new Dice(key));
        expect(again).to.deep.equal(map);
      }
    });

  it('waves between 0 and 1 with period 1', () => {
    expect([-0.75, 0, 0.25, 0.5, 0.75, 1, 1.25].map(wave)).to.deep.equal([0, 0.5, 0, 0.5, 1, 0.5, 0]);
  });
});
