import { parseStatements, type Tree } from '../../schema/statements.ts'
import type { Step } from '../delta.ts'

/** What changes the catalog only: as quick with a billion rows as with none. What is not here may read or write rows. */
const briefKinds = new Set([
  'AlterEnumStmt',
  'AlterObjectSchemaStmt',
  'AlterOwnerStmt',
  'AlterPolicyStmt',
  'AlterSeqStmt',
  'CommentStmt',
  'CompositeTypeStmt',
  'CreateDomainStmt',
  'CreateEnumStmt',
  'CreateFunctionStmt',
  'CreatePolicyStmt',
  'CreateSchemaStmt',
  'CreateSeqStmt',
  'CreateStmt',
  'CreateTrigStmt',
  'DefineStmt',
  'DropStmt',
  'GrantStmt',
  'RenameStmt',
  'ViewStmt',
])

const briefAlterations = new Set([
  'AT_ChangeOwner',
  'AT_ColumnDefault',
  'AT_DisableRowSecurity',
  'AT_DisableTrig',
  'AT_DropColumn',
  'AT_DropConstraint',
  'AT_DropIdentity',
  'AT_DropNotNull',
  'AT_EnableRowSecurity',
  'AT_EnableTrig',
  'AT_ForceRowSecurity',
  'AT_NoForceRowSecurity',
  'AT_ReplicaIdentity',
  'AT_ResetRelOptions',
  'AT_SetCompression',
  'AT_SetOptions',
  'AT_SetRelOptions',
  'AT_SetStatistics',
  'AT_SetStorage',
])

/** The steps that are known to be done in a moment are marked so; PostgreSQL's parser says what they are. */
export async function markBrief(steps: readonly Step[]): Promise<readonly Step[]> {
  return Promise.all(steps.map(async (step) => ({ ...step, isBrief: step.isBrief || (await isBrief(step.sql)) })))
}

async function isBrief(sql: string): Promise<boolean> {
  const statements = await parseStatements(sql, 'migration')
  return statements.every(({ kind, tree }) => {
    if (kind === 'AlterTableStmt') return commands(tree).every(isBriefAlteration)
    return briefKinds.has(kind)
  })
}

function commands({ cmds }: Tree): readonly Tree[] {
  return (cmds as readonly { readonly AlterTableCmd: Tree }[]).map((command) => command.AlterTableCmd)
}

function isBriefAlteration({ subtype, def }: Tree): boolean {
  if (subtype === 'AT_AddConstraint') {
    const { Constraint } = def as { readonly Constraint: Tree }
    return Constraint.skip_validation === true || Constraint.indexname !== undefined
  }
  return briefAlterations.has(String(subtype))
}
