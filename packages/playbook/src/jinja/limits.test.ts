import { expect, test } from 'vitest'
import { runTasks } from '../testing/run-tasks.ts'

const growing = (first: string, next: string) =>
  `{% set ns = namespace(x=${first}) %}{% for a in range(100) %}{% set ns.x = ${next} %}{% endfor %}{{ ns.x | length }}`

async function failureOf(template: string, files: Record<string, string> = {}) {
  const before = process.cpuUsage()
  const { ended } = await runTasks(`- {debug: {msg: ${JSON.stringify(template)}}}`, { files })
  const { user, system } = process.cpuUsage(before)
  return { message: String(ended[0]?.result.msg), ms: (user + system) / 1000 }
}

// the time is that of this process: the clock's says more of how busy the machine is
test.each([
  ['loops', '{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}', /more than 0.5 seconds/],
  ['macros', '{% macro m(x) %}{% if x %}{{ m(x-1) }}{{ m(x-1) }}{% endif %}{% endmacro %}{{ m(60) }}', /0.5 seconds/],
  ['a macro that calls itself', '{% macro m(x) %}{{ m(x) }}{% endmacro %}{{ m(1) }}', /maximum recursion depth/],
  ['a loop within itself', '{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}', /maximum recursion depth/],
  ['a template that includes itself', "{% include 'self.j2' %}", /maximum recursion depth/],
  ['a list within itself', '{% set l = [] %}{{ l.append(l) }}{{ l }}', /maximum recursion depth/],
  ['a text that doubles', growing("'a'", 'ns.x + ns.x'), /more than 64 MB is refused/],
  ['a list that doubles', growing('[1]', 'ns.x + ns.x'), /more than 64 MB is refused/],
  ['a number that is squared', growing('3', 'ns.x * ns.x'), /too large a number/],
  ['a power', '{{ 9 ** 999999 ** 2 }}', /too large a number/],
  ['a text repeated', "{{ 'a' * 10000000000 }}", /more than 64 MB is refused/],
  ['a text made wide', "{{ 'a' | center(10000000000) }}", /more than 64 MB is refused/],
  ['a number made wide', "{{ '%9999999999d' % 1 }}", /more than 64 MB is refused/],
  ['a method that fills up', "{{ 'a'.zfill(10000000000) }}", /too large a value/],
  ['what is put between', "{{ range(1000000) | join('x' * 1000000) | length }}", /too large a value/],
  ['what is put in', "{{ ('a' * 1000000) | replace('a', 'b' * 1000000) }}", /too large a value/],
  ['a range', '{{ range(10000000000) | list }}', /a list of 10000000000 members is more than/],
  ['pairs', '{{ range(100000) | product(range(100000)) | list }}', /a list of 10000000000 members/],
  ['orders', '{{ range(100) | permutations(50) | list }}', /members is more than/],
  ['rounds of a password', "{{ 'x' | password_hash('sha512', 'salt', rounds=999999999) }}", /more than the 656000/],
  [
    'a regular expression',
    "{{ ('a' * 60 ~ '!') | regex_search('^(a+)+$') }}",
    /regular expression takes more than 0.25/,
  ],
  ['one that replaces', "{{ ('a' * 60 ~ '!') | regex_replace('^(a+)+$', '') }}", /takes more than 0.25/],
  ['one that finds all', "{{ ('a' * 60 ~ '!') | regex_findall('(a|a)+$') }}", /takes more than 0.25/],
  ['one that tests', "{{ ('a' * 60 ~ '!') is match('(a|aa)+$') }}", /takes more than 0.25/],
  ['one of a long text', "{{ ('a' * 3000000) | regex_search('a+b') }}", /takes more than 0.25/],
])('%s without end: refused with a sentence, in less than a second', async (_what, template, sentence) => {
  const { message, ms } = await failureOf(template, { 'self.j2': "{% include 'self.j2' %}" })
  expect(message).toMatch(sentence)
  expect(ms).toBeLessThan(900)
})

test('what counts no rounds is broken off all the same, and the next template is as good as ever', async () => {
  const { message } = await failureOf('{{ range(300000) | unique | list | length }}')
  expect(message).toMatch(/more than 2.5 seconds/)
  const { ended } = await runTasks('- {debug: {msg: "{{ [3, 1] | sort }}"}}')
  expect(ended[0]?.result.msg).toEqual([1, 3])
})
