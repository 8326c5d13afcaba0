/** Starts the app: the client that trains, the state over it, the elements that show it, and the interface for scripts. */
import { TrainingClient } from './client/training-client.ts';
import { openStorage } from './persistence/storage.ts';
import { browserPage } from './state/page.ts';
import { createPlayground } from './state/playground/playground.ts';
import { startApp } from './state/store.ts';
import './ui/app/sigma-app.ts';

const client = new TrainingClient({ onRestart: () => app.workerReplaced() });
const app = startApp({ trainer: client, storage: openStorage(), page: browserPage });

window.playground = createPlayground(app.parts);

const element = document.querySelector('sigma-app');
if (element !== null) element.store = app.store;
