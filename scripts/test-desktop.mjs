// `npm run test:desktop`: the integration tests in desktop VS Code, downloaded by @vscode/test-electron.
import { runNode } from './project.mjs';

process.exitCode = await runNode('scripts/test-integration.mjs', ['--desktop']);
