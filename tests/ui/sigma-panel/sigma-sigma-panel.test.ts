import '../../../src/ui/sigma-panel/sigma-sigma-panel.ts';
import { DEFAULT_EXPERIMENT } from '../../../src/domain/experiment/defaults.ts';
import type { SigmaSigmaPanel } from '../../../src/ui/sigma-panel/sigma-sigma-panel.ts';
import { retyped } from '../../../src/ui/sigma-panel/sketch.ts';
import { assert } from '../../support/expect.ts';

describe('<sigma-sigma-panel>', () => {
  let panel: SigmaSigmaPanel;
  let told: unknown[];

  const inside = <K extends keyof HTMLElementTagNameMap>(tag: K): HTMLElementTagNameMap[K] | null =>
    panel.shadowRoot!.querySelector(tag);
  const explanation = (): string => inside('sigma-explanation')!.shadowRoot!.textContent.replace(/\s+/g, ' ');
  const plot = (): HTMLElement => inside('sigma-plot')!.shadowRoot!.querySelector('[role=slider]')!;

  async function settle(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      await panel.updateComplete;
      for (const tag of ['sigma-plot', 'sigma-explanation', 'sigma-formula-field', 'sigma-lies'] as const)
        await inside(tag)!.updateComplete;
    }
  }

  function type(text: string): void {
    const input = inside('sigma-formula-field')!.shadowRoot!.querySelector('input')!;
    input.focus();
    input.value = text;
    input.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }

  beforeEach(async () => {
    panel = document.createElement('sigma-sigma-panel');
    panel.style.width = '288px';
    panel.optimizer = DEFAULT_EXPERIMENT.optimizer;
    told = [];
    for (const name of ['sigma-configure-sigma', 'sigma-configure'])
      panel.addEventListener(name, (event) => told.push((event as CustomEvent).detail));
    document.body.append(panel);
    await settle();
  });

  afterEach(() => panel.remove());

  it('plots and typesets what is typed before it is settled', async () => {
    type('2*x');
    await settle();
    assert.equal(inside('sigma-plot')!.curves!.sigma(1.5), 3);
    assert.equal(inside('sigma-math')!.tex, '2\\,x');
    assert.isEmpty(told);
    type('2*');
    await settle();
    assert.equal(inside('sigma-plot')!.curves!.sigma(1.5), 3, 'half a formula changes nothing');
  });

  it('has sliders for the parameters in use, and only those', async () => {
    assert.isNull(inside('sigma-slider'));
    panel.activation = { formula: 'beta*x' };
    await settle();
    assert.deepEqual(
      [...panel.shadowRoot!.querySelectorAll('sigma-slider')].map(({ label }) => label),
      ['β'],
    );
    const range = inside('sigma-slider')!.shadowRoot!.querySelector<HTMLInputElement>('input[type=range]')!;
    range.value = '1000';
    range.dispatchEvent(new InputEvent('input'));
    assert.deepEqual(told, [{ activation: { formula: 'beta*x', beta: 4 } }]);
    panel.activation = { name: 'perlin' };
    await settle();
    assert.equal(inside('sigma-segmented')!.value, '1');
  });

  it('says what the rule does where the arrow keys lead', async () => {
    panel.derivative = { rule: 'best', noise: 0 };
    for (let press = 0; press < 3; press++)
      plot().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', shiftKey: true }));
    await settle();
    assert.include(explanation(), 'At x = −3 ReLU is flat');
    assert.include(explanation(), 'g < 0 σ should rise: x moves right by 1·|g|.');
    assert.include(explanation(), 'g > 0 σ should fall: nothing goes back.');
    assert.include(plot().ariaValueText!, 'σ should rise: x moves right');
  });

  it('advises caution where it matters, and takes it back', async () => {
    const hint = (): HTMLElement | null => panel.shadowRoot!.querySelector('.hint');
    assert.isNull(hint());
    panel.derivative = { rule: 'best', noise: 0 };
    await settle();
    assert.match(hint()!.textContent, /Adam/);
    hint()!.querySelector('button')!.click();
    const cautious = { ...DEFAULT_EXPERIMENT.optimizer, cautious: true };
    assert.deepEqual(told, [{ optimizer: cautious }]);
    panel.optimizer = cautious;
    await settle();
    assert.match(hint()!.querySelector('button')!.textContent, /off/);
  });

  it('has lies one click away, and the truth with a second', async () => {
    const lie = (label: string): HTMLButtonElement =>
      [...inside('sigma-lies')!.shadowRoot!.querySelectorAll('button')].find(
        ({ textContent }) => textContent.trim() === label,
      )!;
    lie('Noisy derivative').click();
    assert.deepEqual(told.at(-1), { derivative: { rule: 'exact', noise: 0.3 } });
    panel.derivative = { rule: 'exact', noise: 0.3 };
    await settle();
    assert.equal(lie('Noisy derivative').ariaPressed, 'true');
    lie('Noisy derivative').click();
    assert.deepEqual(told.at(-1), { derivative: { rule: 'exact', noise: 0 } });
    lie('Slope of SiLU').click();
    assert.deepInclude((told.at(-1) as { derivative: object }).derivative, { rule: 'formula', noise: 0 });
  });

  it('keeps the values of parameters that a retyped formula still has', () => {
    const before = { name: 'leaky_relu', alpha: 0.2 };
    assert.deepEqual(retyped(before, 'alpha*x + beta'), { formula: 'alpha*x + beta', alpha: 0.2 });
    assert.deepEqual(retyped({ name: 'leaky_relu' }, 'alpha*x'), { formula: 'alpha*x', alpha: 0.01 });
    assert.deepEqual(retyped(before, 'x'), { formula: 'x' });
  });
});
