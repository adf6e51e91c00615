/** A text as a YAML scalar on one line: plain where that is safe in any version of YAML, otherwise in double quotes. */
export function yamlScalar(text: string): string {
  const harmless = /^[A-Za-z](?:[\w./@-]|:(?=\S)| (?=\S))*$/.test(text)
  if (harmless && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(text)) return text
  // A JSON string is a YAML string, but for the characters that YAML does not print.
  return JSON.stringify(text).replace(
    /[^\x20-\x7e]/gu,
    (character) => `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, '0')}`,
  )
}
