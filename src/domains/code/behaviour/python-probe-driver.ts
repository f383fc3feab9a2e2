/** The same for Python. */
export const PYTHON_PROBE_DRIVER = `import collections, contextlib, datetime, decimal, fractions, importlib.util, io, itertools, json, os, sys, types
_, file, name, out = sys.argv
sys.dont_write_bytecode = True
sys.pycache_prefix = os.path.dirname(out)
sys.path[:0] = [os.path.dirname(os.path.abspath(file)), os.getcwd()]
sys.path = [each for each in sys.path if each != os.path.dirname(os.path.abspath(_))]
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
except Exception:
    pass
calls = json.load(sys.stdin)
written = open(out, 'w', encoding='utf-8')
spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(file))[0], file)
module = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = module
spec.loader.exec_module(module)
called = getattr(module, name)
state = {'looking': False, 'reached': False}
REFUSED = ('ctypes.', 'ftplib.', 'os.chmod', 'os.chown', 'os.exec', 'os.fork', 'os.kill', 'os.link', 'os.mkdir', 'os.posix_spawn', 'os.putenv', 'os.remove', 'os.rename', 'os.rmdir', 'os.spawn', 'os.symlink', 'os.system', 'os.truncate', 'os.utime', 'pty.', 'shutil.', 'smtplib.', 'socket.', 'sqlite3.', 'subprocess.', 'tempfile.', 'urllib.', 'webbrowser.')
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
def refuse(event, args):
    if not state['looking']:
        return
    opened = event == 'open' and (set(str(args[1] or '')) & set('wax+') or (isinstance(args[2], int) and args[2] & WRITES))
    if opened or event.startswith(REFUSED):
        state['reached'] = True
        raise PermissionError('not allowed while it is looked at')
sys.addaudithook(refuse)
class Opaque(Exception):
    pass
PLAIN = (type(None), bool, int, float, complex, str, bytes, bytearray, range, datetime.date, datetime.datetime, datetime.time, datetime.timedelta, decimal.Decimal, fractions.Fraction)
def form(value, above=()):
    kind = type(value)
    if kind in PLAIN:
        return kind.__name__ + ' ' + repr(value)
    if id(value) in above:
        return '#%d' % (len(above) - above.index(id(value)))
    if len(above) > 200:
        raise Opaque()
    inside = above + (id(value),)
    if kind in (list, tuple, collections.deque):
        return kind.__name__ + '(' + ','.join(form(each, inside) for each in value) + ')'
    if kind in (dict, collections.OrderedDict, collections.Counter):
        return kind.__name__ + '{' + ','.join(form(key, inside) + ':' + form(each, inside) for key, each in value.items()) + '}'
    if kind in (set, frozenset):
        return kind.__name__ + '(' + ','.join(sorted(form(each, inside) for each in value)) + ')'
    if kind is types.GeneratorType:
        return 'generator ' + form(list(itertools.islice(value, 1000)), inside)
    raise Opaque()
def seen(value):
    text = form(value)
    if len(text) > 100000:
        raise Opaque()
    return text
def outcome_of(call):
    before = seen(call)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        try:
            said = 'returns ' + seen(called(*call))
        except Opaque:
            raise
        except Exception as error:
            said = 'throws %s: %s' % (type(error).__name__, error)
    after = seen(call)
    return json.dumps([said, printed.getvalue(), '' if after == before else after])
written.write('begin\\n')
written.flush()
for call in calls:
    state['looking'] = True
    try:
        line = outcome_of(call)
    except Exception:
        line = 'null'
    state['looking'] = False
    written.write(line + '\\n')
    written.flush()
written.write('reached\\n' if state['reached'] else 'end\\n')
written.close()
os._exit(0)
`;
