import { api } from './api.ts'
import type { Generator } from './generator.ts'
import { loadTest } from './load-test.ts'
import { migration } from './migration.ts'
import { service } from './service.ts'
import { workflow } from './workflow.ts'

/** In the order of the menu. */
export const generators: readonly Generator[] = [service, api, migration, loadTest, workflow]
