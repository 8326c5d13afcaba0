/** The page in any state, without worker or storage: /tests/ui/page/?state=training&theme=dark&play under `npm run dev`. */
import '../../../src/ui/app/sigma-app.ts';
import { FakeStore, type FakeState } from '../../support/fake-store.ts';

const query = new URLSearchParams(location.search);
const store = new FakeStore((query.get('state') ?? 'idle') as FakeState);
const theme = query.get('theme');
if (theme === 'light' || theme === 'dark') store.actions.setTheme(theme);
document.querySelector('sigma-app')!.store = store;
if (query.has('play')) store.play();
