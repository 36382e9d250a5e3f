import { execFile } from 'node:child_process'
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

export type UnpackedChromium = {
  executablePath: string
  /** to be added to the environment of the browser: its fonts and, on a machine that lacks them, its libraries */
  env: Record<string, string>
}

const CHUNK = 2 ** 21

/**
 * Unpacks the bundled Chromium headless shell and its fonts into a folder of this instance, once per version; answers where
 * they are. The package's own `executablePath()` is not used: it unpacks to the machine's temporary folder and takes whatever
 * it finds there, of another user or an older version.
 */
export async function unpackChromium(browserDir: string): Promise<UnpackedChromium> {
  const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  const folder = path.join(browserDir, `browser-${version}`)
  if (!existsSync(path.join(folder, 'fonts.conf')))
    await unpackInto(folder, { packageRoot, half: path.join(browserDir, `unpacking-${version}-${process.pid}`) })
  const executablePath = path.join(folder, 'chromium')
  const libraries = (await lacksLibraries(executablePath)) ? path.join(folder, 'bundled', 'lib') : undefined
  return {
    executablePath,
    env: {
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
      ...(libraries ? { LD_LIBRARY_PATH: [libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':') } : {}),
    },
  }
}

/** True on a machine without NSS and its like (a slim container); the bundled copies stand in. */
async function lacksLibraries(executablePath: string): Promise<boolean> {
  const listed = await promisify(execFile)('ldd', [executablePath]).catch(() => undefined)
  return listed?.stdout.includes('not found') ?? false
}

async function unpackInto(folder: string, { packageRoot, half }: { packageRoot: string; half: string }): Promise<void> {
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { recursive: true, mode: 0o700 })
  await pipeline(
    createReadStream(path.join(packageRoot, 'bin/chromium.br')),
    createBrotliDecompress({ chunkSize: CHUNK }),
    createWriteStream(path.join(half, 'chromium'), { mode: 0o700 }),
  )
  await pipeline(
    createReadStream(path.join(packageRoot, 'bin/fonts.tar.br')),
    createBrotliDecompress(),
    extract(path.join(half, 'bundled')),
  )
  await pipeline(
    createReadStream(path.join(packageRoot, 'bin/al2023.tar.br')),
    createBrotliDecompress(),
    extract(path.join(half, 'bundled')),
  )
  await writeFile(path.join(half, 'fonts.conf'), fontConfig(folder))
  await rename(half, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was faster; its copy is as good.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(half, { recursive: true, force: true })
  })
}

/** The bundled fonts beside those of the machine, so that an invoice looks the same on a machine without any. */
function fontConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/bundled/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`
}
