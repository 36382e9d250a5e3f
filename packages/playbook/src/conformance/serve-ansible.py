"""Runs ansible-playbook for each line read, in a process forked after Ansible was imported.

Each run is the command line of ansible-playbook, with the callback and the output filter of ansible-runner; only the
time that the imports take is saved. A line in: {"id", "folder", "cwd", "path", "args"}. A line out: {"id", "events",
"output", "exitCode"}.
"""

import fcntl
import json
import os
import signal
import sys

import ansible_runner
from ansible_runner.utils import OutputEventFilter

callbacks = os.path.join(os.path.dirname(ansible_runner.__file__), 'display_callback', 'callback')
os.environ['ANSIBLE_CALLBACK_PLUGINS'] = callbacks
os.environ['ANSIBLE_STDOUT_CALLBACK'] = 'awx_display'

from ansible.cli.playbook import PlaybookCLI  # noqa: E402
import ansible.executor.playbook_executor  # noqa: E402,F401
import ansible.executor.task_executor  # noqa: E402,F401
import ansible.executor.module_common  # noqa: E402,F401
import ansible.plugins.strategy  # noqa: E402,F401

answers = os.dup(1)
lock_file = sys.argv[1]


def run(job, output):
    """The child: becomes ansible-playbook, and never returns."""
    code = 250
    try:
        os.setsid()
        file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.dup2(file, 1)
        os.dup2(file, 2)
        os.chdir(job['cwd'])
        os.environ['PATH'] = job['path']
        os.environ['AWX_ISOLATED_DATA_DIR'] = job['folder']
        os.environ['PWD'] = job['cwd']
        try:
            code = PlaybookCLI.cli_executor(['ansible-playbook', *job['args']]) or 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def events_of(output, folder):
    """What ansible-runner makes of the output: its events, with the data that the callback left in files."""
    events = []

    def take(event):
        if 'uuid' in event:
            try:
                with open(os.path.join(folder, 'job_events', event['uuid'] + '-partial.json'), encoding='utf-8') as file:
                    event.update(json.load(file))
            except OSError:
                pass
        events.append(event)

    filtered = OutputEventFilter(None, take, suppress_ansible_output=True)
    filtered.write(output)
    filtered.close()
    return events


def answer(job):
    """A process for each job: waits for its run and writes its line, one at a time."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    output = os.path.join(job['folder'], 'output')
    pid = os.fork()
    if pid == 0:
        run(job, output)
    # a run that hangs is ended, and shows as one that broke off
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(pid, signal.SIGKILL))
    signal.alarm(90)
    _, status = os.waitpid(pid, 0)
    signal.alarm(0)
    text = ''
    if os.path.exists(output):
        with open(output, encoding='utf-8', errors='replace') as file:
            text = file.read()
    line = json.dumps(
        {
            'id': job['id'],
            'events': events_of(text, job['folder']),
            'exitCode': os.waitstatus_to_exitcode(status),
        }
    )
    with open(lock_file, 'w', encoding='utf-8') as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with os.fdopen(os.dup(answers), 'w', encoding='utf-8') as out:
            out.write(line + '\n')


signal.signal(signal.SIGCHLD, signal.SIG_IGN)
for line in sys.stdin:
    if os.fork() == 0:
        try:
            answer(json.loads(line))
        finally:
            os._exit(0)
