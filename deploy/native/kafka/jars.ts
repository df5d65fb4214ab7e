import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { refusal } from '../../../server/platform/refusal.ts'
import { provide, run, works } from '../debian.ts'

const pom = join(import.meta.dirname, 'pom.xml')
const cache = join(import.meta.dirname, '../../../.cache/kafka')
const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies'

/**
 * The folder with the broker's jars (45 MB), which Maven fetches once for each version in pom.xml. Java 17 or later and
 * Maven are installed from Debian's packages where they are absent and that is allowed.
 * @throws a refusal that tells what is missing and what to do.
 */
export async function provideKafka(): Promise<string> {
  const version = /<kafka.version>(.+)<\/kafka.version>/.exec(readFileSync(pom, 'utf8'))?.[1]
  const jars = join(cache, `jars-${version}`)
  await provideJava()
  if (!existsSync(jars)) await fetchJars(jars)
  return jars
}

const provideJava = () =>
  provide('Kafka needs Java 17 or later on the PATH', ['default-jre-headless'], isJavaThere)

async function isJavaThere() {
  const { said } = await run('java', ['-version'])
  return Number(/version "(\d+)/.exec(said)?.[1] ?? 0) >= 17
}

const provideMaven = () =>
  provide("Kafka's jars are fetched with Maven, which is not there", ['maven'], () =>
    works('mvn', '-version'),
  )

/** Into a folder of this process's own first, Maven's repository too: another process may be fetching them just now. */
async function fetchJars(jars: string) {
  await provideMaven()
  await mkdir(cache, { recursive: true })
  const own = await mkdtemp(join(cache, 'fetching-'))
  try {
    const into = join(own, 'jars')
    const options = ['-q', '-B', '-C', '-f', pom, `-Dmaven.repo.local=${join(own, 'repository')}`]
    const found = ['-DincludeScope=runtime', `-DoutputDirectory=${into}`]
    const { code, said } = await run('mvn', [...options, goal, ...found])
    if (code !== 0) throw refusal(`Maven could not fetch Kafka's jars: ${reasonIn(said)}`)
    await rename(into, jars).catch((error) => {
      if (!existsSync(jars)) throw error
    })
  } finally {
    await rm(own, { recursive: true, force: true })
  }
}

const reasonIn = (said: string) => {
  const line = said.split('\n').find((one) => one.startsWith('[ERROR]')) ?? said.trim()
  return line.replace('[ERROR] ', '').slice(0, 500)
}
