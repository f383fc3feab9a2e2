// `npm run package`: makes dist/microfactory.vsix.
import { ensureInstalled } from './ensure-installed.mjs';
import { makeVsix } from './package/make-vsix.mjs';

await ensureInstalled();
await makeVsix();
