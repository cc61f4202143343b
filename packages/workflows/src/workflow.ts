/** The entry of the workflow bundle: what runs inside the sandbox, and nothing else. */
export { actorWorkflow } from './actor-workflow.ts';
