import { describeScenarios } from './scenario-runs.ts';

describeScenarios('cache');
