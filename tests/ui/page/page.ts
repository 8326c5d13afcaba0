/**
 * The page in any state, without worker or storage: under `npm run dev`, /tests/ui/page/?state=training&theme=dark&play; in tests,
 * in a frame whose `data-query` says the same.
 */
import '../../../src/ui/app/sigma-app.ts';
import { FakeStore, type FakeState } from '../../support/fake-store.ts';

const query = new URLSearchParams(document.documentElement.dataset['query'] ?? location.search);
const store = new FakeStore((query.get('state') ?? 'idle') as FakeState);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') {
  store.set({ theme });
  document.documentElement.dataset['theme'] = theme;
}
document.querySelector('sigma-app')!.store = store;
if (query.has('play')) store.play();
