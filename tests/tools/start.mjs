/** `npm start`: builds the playground, serves it, and opens it where there is a screen to open it on. */
import { env, platform } from 'node:process';
import { build, preview } from 'vite';

const hasScreen = platform !== 'linux' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY);

await build({ logLevel: 'warn' });
const server = await preview({ preview: { open: hasScreen } });
console.log('\nSigma Playground is at:');
server.printUrls();
console.log('  Ctrl+C stops it.');
