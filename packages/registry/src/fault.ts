/** The registry's faults: thrown, with a code of `engine/src/codes/registry.ts` and the fields its message forms name. */
export type RegistryFaultCode =
  | 'registry.campaign-differs'
  | 'registry.campaign-unknown'
  | 'registry.event-differs'
  | 'registry.unstorable';

export class RegistryFault extends Error {
  override readonly name = 'RegistryFault';
  readonly code: RegistryFaultCode;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(code: RegistryFaultCode, message: string, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.fields = fields;
  }
}
