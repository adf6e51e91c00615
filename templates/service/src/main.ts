import { existsSync } from 'node:fs'
import { type Config, ConfigError, readConfig } from './config.js'
import { createLogger } from './logger.js'
import { startServer } from './server.js'

// For development. What is set already wins over the file.
if (existsSync('.env')) process.loadEnvFile()

const config = configOrExit()
const logger = createLogger(config.logLevel)

process.on('uncaughtException', (error) => {
  logger.fatal({ err: error }, 'This process cannot go on')
  process.exit(1)
})

const server = await startServer(config, logger)
logger.info(`Listening on ${server.url}`)

// Once: who sends the same signal again does not want to wait.
process.once('SIGTERM', stop)
process.once('SIGINT', stop)

async function stop(signal: NodeJS.Signals): Promise<void> {
  logger.info(`${signal}: finishing what is running`)
  const finished = await server.stop()
  if (finished) logger.info('Stopped')
  else logger.error('Stopped, and cut off requests that took too long')
  process.exit(finished ? 0 : 1)
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}
