import { pcg } from '../random/pcg.ts';

/** A table of quantiles in ascending order, evenly spaced from the least to the greatest value. */
export type Quantiles = readonly [number, number, ...number[]];

/** What may be chosen, each with its weight; weights need not add up to one. */
export type Weighted<T> = readonly (readonly [weight: number, choice: T])[];

/**
 * The random choices that make one garment: the n-th is a hash of the key and n, so that different keys never share a
 * stretch of choices. Only additions, multiplications and square roots follow from them, never `Math.sin` and the like,
 * so that every JavaScript engine draws the same garment, bit for bit.
 */
export class Dice {
  private readonly key: number;
  private drawn = 0;

  constructor(key: number) {
    this.key = key;
  }

  /** The next unsigned 32-bit integer. */
  roll(): number {
    return pcg(this.key ^ pcg(this.drawn++));
  }

  /** A number in [0, 1). */
  uniform(): number {
    return this.roll() / 0x100000000;
  }

  /** A number between two bounds, each as likely as any. */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A number within `spread` of `mean`, mostly near it: the mean of three draws. */
  near(mean: number, spread: number): number {
    return mean + (spread * 2 * (this.uniform() + this.uniform() + this.uniform() - 1.5)) / 3;
  }

  /** True with the given probability. */
  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** One of the choices, by weight. */
  pick<T>(choices: Weighted<T>): T {
    let left = this.uniform() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) if ((left -= weight) < 0) return choice;
    return choices.at(-1)![1];
  }

  /** A number that has the distribution the table describes. */
  quantile(table: Quantiles): number {
    const position = this.uniform() * (table.length - 1);
    const below = Math.floor(position);
    return table[below]! + (table[below + 1]! - table[below]!) * (position - below);
  }
}
