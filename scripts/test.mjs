/**
 * What `npm test` does: installs what is missing, then runs the gate.
 */
import { ensureInstalled } from './install.mjs';

ensureInstalled();
await import('./verify.mjs');
