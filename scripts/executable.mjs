// Lets the compiled command line be started by its name: tsc writes files that cannot be.
import { chmodSync } from 'node:fs'

chmodSync('dist/src/cli/bin.js', 0o755)
