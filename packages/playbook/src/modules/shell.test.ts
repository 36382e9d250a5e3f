import { expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

const run = async (line: string, variables: Record<string, unknown>) => {
  const { ended } = await runTasks(`- shell: ${JSON.stringify(line)}\n  ignore_errors: yes`, { variables })
  const [end] = ended
  return end?.status === 0 ? end.result.stdout : `refused: ${String(end?.result.msg).slice(0, 60)}`
}

test.each([
  ['echo {{ v }}', '+15 GB', /refused/],
  ['echo {{ v }}', '$(id)', /refused/],
  ['echo {{ v }}', 'a; rm -rf x', /refused/],
  ['echo "{{ v }}"', 'two words', /^two words$/],
  ['echo "{{ v }}"', '$HOME', /refused/],
  ['echo "{{ v }}"', '"; id; "', /refused/],
  ["echo '{{ v }}'", '$HOME `id`', /^\$HOME `id`$/],
  ["echo '{{ v }}'", "'; id; '", /refused/],
  ['echo {{ v | quote }}', "it's; $(id)", /^it's; \$\(id\)$/],
  ['echo {{ v }}', 'plain-1.0', /^plain-1\.0$/],
  ['{% if true %}echo {{ v }}{% endif %}', 'x; id', /refused/],
])('%s with %s', async (line, value, expected) => {
  expect(await run(line, { v: value })).toMatch(expected)
})

test('date follows the clock of the run', async () => {
  expect(await run('date --utc +%Y', {})).toBe('2025')
})

test('a program sees the variables of its environment, and secrets of the server only by name', async () => {
  process.env.SOME_SECRET = 'hush'
  const { ended } = await runTasks(
    '- {command: "echo $SOME_SECRET $OWN", environment: {OWN: mine}, register: r}\n- {debug: {msg: "{{ r.stdout }}"}}',
  )
  delete process.env.SOME_SECRET
  expect(ended[1]?.result.msg).toBe('$SOME_SECRET mine')
})
