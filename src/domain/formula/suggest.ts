/** Finds the name that was probably meant. */

/** Names longer than this are no slips of the finger, and comparing them costs time. */
const LONGEST = 24;

/**
 * Damerau–Levenshtein distance of two words in its restricted form (optimal string alignment): the fewest insertions, deletions,
 * replacements and swaps of neighbours, no part edited twice.
 */
export function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) best = Math.min(best, before[j - 2]! + 1);
      row.push(best);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}

/** The candidate nearest to a word, if it is near: at most a third of the letters wrong; capitals don't count. */
export function closest(word: string, candidates: readonly string[]): string | null {
  if (word.length > LONGEST) return null;
  const allowed = Math.max(1, Math.floor(word.length / 3));
  let best: string | null = null;
  let bestDistance = Math.min(allowed, word.length - 1) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}
