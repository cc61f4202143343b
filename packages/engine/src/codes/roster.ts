import { codeTable } from './entry.ts';

export const rosterCodes = codeTable({});
