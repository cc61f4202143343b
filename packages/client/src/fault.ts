/** The client's faults: thrown, with a code. What a command's sender did wrong is a rejection instead, returned. */
import type { Code } from '@lianfang/engine/codes';

export type ClientFaultCode = Extract<Code, `client.${string}`>;

export class ClientFault extends Error {
  override readonly name = 'ClientFault';
  readonly code: ClientFaultCode;

  constructor(code: ClientFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
