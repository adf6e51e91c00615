/** Name → what is so. */
export const laws: Readonly<Record<string, string>>
