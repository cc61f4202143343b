import { describeScenarios } from './scenario-runs.ts';

describeScenarios('no cache');
