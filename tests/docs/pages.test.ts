import { expect } from '../support/expect.ts';
import formulas from '../../docs/formulas.md?raw';
import rules from '../../docs/derivative-rules.md?raw';
import { RULES } from '../../src/domain/derivatives/index.ts';
import { CONSTANTS, FUNCTIONS, USER_VARIABLES } from '../../src/domain/formula/index.ts';
import { generatedPages } from './pages.ts';

const committed = import.meta.glob<string>(['../../docs/*.md', '../../docs/pictures/**/*.svg'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

describe('docs made from the code', () => {
  it('are up to date; if not, run `npm run docs` and commit', () => {
    const stale = [...generatedPages()].filter(([path, text]) => committed[`../../docs/${path}`] !== text);
    expect(stale.map(([path]) => path)).to.deep.equal([]);
  });

  it('have no picture left over', () => {
    const pictures = Object.keys(committed).filter((path) => path.endsWith('.svg'));
    expect(pictures.filter((path) => !generatedPages().has(path.replace('../../docs/', '')))).to.deep.equal([]);
  });

  it('mention every function, variable, constant and rule', () => {
    for (const name of [...FUNCTIONS.keys(), ...USER_VARIABLES, ...CONSTANTS.keys()]) {
      expect(formulas, name).to.match(new RegExp(`\`${name}\\b`));
    }
    for (const { id } of RULES) expect(rules, id).to.include(`\`${id}\``);
  });
});
