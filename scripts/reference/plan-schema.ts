/** Prints the JSON Schema of the plan language, for editors that check while one writes. */
import { planJsonSchema } from '@lianfang/engine';

process.stdout.write(`${JSON.stringify(planJsonSchema(), null, 2)}\n`);
