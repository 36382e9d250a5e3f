import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'

export type UnpackedChromium = { executablePath: string; fontConfigPath: string }

const CHUNK = 2 ** 21

/**
 * Unpacks the bundled Chromium headless shell and its fonts into a folder of this instance, once per version; answers where
 * they are. The package's own `executablePath()` is not used: it unpacks to the machine's temporary folder and takes whatever
 * it finds there, of another user or an older version.
 */
export async function unpackChromium(browserDir: string): Promise<UnpackedChromium> {
  const packageRoot = path.resolve(path.dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..')
  const { version } = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8')) as { version: string }
  const folder = path.join(browserDir, `chromium-${version}`)
  const unpacked = { executablePath: path.join(folder, 'chromium'), fontConfigPath: path.join(folder, 'fonts.conf') }
  if (existsSync(unpacked.fontConfigPath)) return unpacked
  const half = path.join(browserDir, `unpacking-${version}-${process.pid}`)
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
  await writeFile(path.join(half, 'fonts.conf'), fontConfig(folder))
  await rename(half, folder).catch(async (error: NodeJS.ErrnoException) => {
    // Another process was faster; its copy is as good.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
    await rm(half, { recursive: true, force: true })
  })
  return unpacked
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
