/** Calls a function of a module; what can't be run is written as `{ "refusal" }`. */
export const CALL_PYTHON = String.raw`import importlib.util, json, os, sys
_, file, name, out = sys.argv
sys.path[:0] = [os.path.dirname(os.path.abspath(file)), os.getcwd()]
def named(error):
    return '%s: %s' % (type(error).__name__, error)
def end(written):
    with open(out, 'w') as opened:
        json.dump(written, opened)
    sys.exit(0)
calls = json.load(sys.stdin)
try:
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(file))[0], file)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
except Exception as error:
    end({'refusal': 'it does not load: %s' % named(error)})
called = getattr(module, name, None)
if not callable(called):
    end({'refusal': 'it has no function %s' % name})
outcomes = []
for call in calls:
    try:
        outcomes.append(repr(called(*call))[:4000])
    except Exception as error:
        outcomes.append('an exception, %s' % named(error))
end(outcomes)
`;
