/** Where the workflow bundle begins, for those who build it. Runs outside the sandbox. */
import { fileURLToPath } from 'node:url';

export const workflowsPath = fileURLToPath(new URL('./workflow.ts', import.meta.url));
export const workflowsFolder = fileURLToPath(new URL('.', import.meta.url));
