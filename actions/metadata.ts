import type { ActionDefinition, InputDefinitions } from './definition.ts'

/** The file that tells GitHub of an action. Strings are written as JSON, which is YAML. */
export function actionYml({
  name,
  description,
  icon,
  color,
  inputs,
  outputs,
}: ActionDefinition<InputDefinitions>): string {
  return [
    '# Rendered from definition.ts by `UPDATE=1 npx vitest run test/actions`; change it there.',
    `name: ${JSON.stringify(name)}`,
    `description: ${JSON.stringify(description)}`,
    `branding: { icon: ${icon}, color: ${color} }`,
    'inputs:',
    ...Object.entries(inputs).flatMap(([input, { description: about, required, default: standard }]) => [
      `  ${input}:`,
      `    description: ${JSON.stringify(about)}`,
      ...(required ? ['    required: true'] : []),
      ...(standard === undefined ? [] : [`    default: ${JSON.stringify(standard)}`]),
    ]),
    'outputs:',
    ...Object.entries(outputs).flatMap(([output, about]) => [
      `  ${output}:`,
      `    description: ${JSON.stringify(about)}`,
    ]),
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
    '',
  ].join('\n')
}

/** The tables of inputs and outputs for the README of an action. */
export function readmeTables({ inputs, outputs }: ActionDefinition<InputDefinitions>): string {
  return [
    '## Inputs',
    '',
    '| input | default | |',
    '|---|---|---|',
    ...Object.entries(inputs).map(
      ([name, { description, required, default: standard }]) =>
        `| \`${name}\` | ${required ? '**required**' : standard === undefined ? '' : `\`${standard}\``} | ${description} |`,
    ),
    '',
    '## Outputs',
    '',
    '| output | |',
    '|---|---|',
    ...Object.entries(outputs).map(([name, description]) => `| \`${name}\` | ${description} |`),
  ].join('\n')
}
