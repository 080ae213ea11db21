/**
 * Carries a Dockerfile out by hand, each stage in a folder of its own, on this machine in place of its base image: no Docker engine
 * runs where tests run. Knows what ours uses, and refuses the rest.
 */
import { execFile } from 'node:child_process'
import { cp, mkdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast'

const STEP_LIMIT_MS = 5 * 60_000

/** What a stage has come to. */
export interface Stage {
  /** The folder that stands for its `/`. */
  readonly root: string
  workdir: string
  readonly env: Record<string, string>
  user: string
  entrypoint: readonly string[]
  cmd: readonly string[]
  healthcheck: readonly string[]
}

/** @param context the checkout. @param folder where stages are made. @returns the last stage */
export async function buildByHand(dockerfile: string, context: string, folder: string): Promise<Stage> {
  const stages = new Map<string, Stage>()
  let stage: Stage | undefined
  for (const instruction of DockerfileParser.parse(await readFile(dockerfile, 'utf8')).getInstructions()) {
    if (instruction.getKeyword() === 'FROM') {
      const name = /\bAS (\S+)$/i.exec(instruction.getArgumentsContent() ?? '')?.[1] ?? 'last'
      stage = await newStage(join(folder, name))
      stages.set(name, stage)
    } else if (stage !== undefined) await carryOut(instruction, stage, { context, stages })
  }
  if (stage === undefined) throw new Error(`${dockerfile} has no FROM`)
  return stage
}

async function newStage(root: string): Promise<Stage> {
  await mkdir(root, { recursive: true })
  return { root, workdir: '/', env: {}, user: 'root', entrypoint: [], cmd: [], healthcheck: [] }
}

interface Sources {
  readonly context: string
  readonly stages: ReadonlyMap<string, Stage>
}

async function carryOut(instruction: Instruction, stage: Stage, sources: Sources): Promise<void> {
  const said = instruction.getArgumentsContent() ?? ''
  switch (instruction.getKeyword()) {
    case 'WORKDIR':
      stage.workdir = said
      await mkdir(join(stage.root, said), { recursive: true })
      break
    case 'ENV':
      for (const [, name = '', value = ''] of said.matchAll(/(\w+)=(\S+)/g)) stage.env[name] = value
      break
    case 'COPY':
      await copy(instruction as Copy, stage, sources)
      break
    case 'RUN':
      await promisify(execFile)('sh', ['-c', said], {
        cwd: join(stage.root, stage.workdir),
        env: { ...process.env, npm_config_prefer_offline: 'true', ...stage.env },
        timeout: STEP_LIMIT_MS,
      })
      break
    case 'USER':
      stage.user = said
      break
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(said)
      break
    case 'CMD':
      stage.cmd = JSON.parse(said)
      break
    case 'HEALTHCHECK':
      stage.healthcheck = JSON.parse(said.slice(said.indexOf('CMD ') + 4))
      break
    case 'EXPOSE':
      break
    default:
      throw new Error(`nobody has said what ${instruction.getKeyword()} does by hand`)
  }
}

async function copy(instruction: Copy, stage: Stage, { context, stages }: Sources): Promise<void> {
  const from = instruction.getFromFlag()?.getValue() ?? undefined
  const words = instruction.getArguments().map((argument) => argument.getValue())
  const [sources, to = ''] = [words.slice(0, -1), words.at(-1)]
  const origin = from === undefined ? context : stages.get(from)?.root
  if (origin === undefined) throw new Error(`there is no stage ${from}`)
  const target = join(stage.root, stage.workdir, to)
  for (const source of sources) {
    const path = join(origin, source)
    const isFolder = (await stat(path)).isDirectory()
    await cp(path, isFolder ? target : join(target, basename(source)), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (name) => from !== undefined || !name.endsWith('.test.ts'),
    })
  }
}
