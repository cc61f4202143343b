/** The client's faults: thrown, with a code. What a command's sender did wrong is a rejection instead, returned. */
export type ClientFaultCode =
  | 'client.campaign-unknown'
  | 'client.not-found'
  | 'client.bad-input'
  | 'client.bad-content';

export class ClientFault extends Error {
  override readonly name = 'ClientFault';
  readonly code: ClientFaultCode;

  constructor(code: ClientFaultCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
