/** What is around JSON bodies: nothing but what the document says, or an envelope around each. */
export const envelopes = ['spec', 'always'] as const
export type Envelope = (typeof envelopes)[number]

/** The document of a server that has envelopes, in its folder. */
export const contractName = 'openapi.yaml'
