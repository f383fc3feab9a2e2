import type { Subject } from './subject.ts';

const LEDGER: Subject = {
  language: 'Python',
  name: 'ledger',
  text: `from helpers import scale
from labels import label

LIMIT = 10


def ledger(rows, region='north'):
    total = 0
    seen = []
    for name, amount in rows:
        value = scale(amount, 2)
        if value > LIMIT:
            total += value
        else:
            total += value + 1
        seen.append(name)
    return label(region, total), sorted(seen)
`,
  beside: {
    'helpers.py': 'def scale(value, by):\n    return value * by - by\n',
    'labels.py': `def label(region, total):\n    return region + ':' + str(total)\n`,
  },
  calls: [
    `m.ledger([('b', 6), ('a', 9)])`,
    `m.ledger([('x', 3), ('y', 7)], 'south')`,
    'm.ledger([])',
    `m.ledger([('z', 1)], region='east')`,
  ],
  locals: [
    ['total', 'amounts'],
    ['seen', 'names'],
    ['value', 'scaled'],
  ],
  same: [
    {
      how: 'imports in another order',
      edits: [
        [
          'from helpers import scale\nfrom labels import label',
          'from labels import label\nfrom helpers import scale',
        ],
      ],
    },
    { how: 'another spelling of a number', edits: [['LIMIT = 10', 'LIMIT = 0xA']] },
    { how: 'brackets around a whole expression', edits: [['if value > LIMIT:', 'if (value > LIMIT):']] },
    {
      how: 'independent declarations in another order',
      edits: [['    total = 0\n    seen = []', '    seen = []\n    total = 0']],
    },
    { how: 'a comma behind the last item', edits: [['scale(amount, 2)', 'scale(amount, 2,)']] },
    { how: 'a statement in another form', edits: [['total += value\n', 'total = total + value\n']] },
  ],
  other: [
    { how: 'indentation that moves a line', edits: [['        seen.append(name)', '    seen.append(name)']] },
    {
      how: 'swapped branches',
      edits: [
        ['total += value\n', '@\n'],
        ['total += value + 1', 'total += value'],
        ['@', 'total += value + 1'],
      ],
    },
    {
      how: 'a renamed parameter',
      edits: [
        [`region='north'`, `place='north'`],
        ['label(region', 'label(place'],
      ],
    },
    { how: 'a default value', edits: [[`region='north'`, `region='West'`]] },
    {
      how: 'a tuple of one',
      edits: [['return label(region, total), sorted(seen)', 'return label(region, total),']],
    },
  ],
};

const NUMBERS: Subject = {
  language: 'Python',
  name: 'numbers',
  text: `def mean(values, /, default=0):
    if not values:
        return default
    return sum(values) / len(values)


def spread(low, high, step=2):
    found = []
    for at in range(low, high, step):
        if at % 3 == 0 and at > 0:
            continue
        found.append(at * at - 1)
    return found


def ratio(top, bottom):
    try:
        return top // bottom
    except ZeroDivisionError:
        return None
    finally:
        CALLS.append(top - bottom)


CALLS = []
`,
  calls: [
    'm.mean([1, 2, 4])',
    'm.mean([])',
    'm.mean([], default=3)',
    'm.spread(-4, 12)',
    'm.spread(0, 3, 1)',
    '(m.ratio(7, 2), m.ratio(1, 0), m.ratio(-3, 2), m.CALLS)',
  ],
  locals: [
    ['found', 'result'],
    ['at', 'number'],
    ['values', 'given'],
  ],
  same: [
    {
      how: 'brackets around a whole expression',
      edits: [['return top // bottom', 'return (top // bottom)']],
    },
    {
      how: 'a line broken in brackets',
      edits: [['return sum(values) / len(values)', 'return (\n        sum(values) / len(values)\n    )']],
    },
    { how: 'another algorithm', edits: [['at * at - 1', 'at ** 2 - 1']] },
    { how: 'semicolons', edits: [['found = []\n', 'found = [];\n']] },
  ],
  other: [
    { how: 'an integer for a float', edits: [['sum(values) / len', 'sum(values) // len']] },
    { how: 'a float for an integer', edits: [['return top // bottom', 'return top / bottom']] },
    { how: 'a float for an integer', edits: [['at * at - 1', 'at * at - 1.0']] },
    {
      how: 'indentation that moves a line',
      edits: [['            continue\n        found.append', '            continue\n    found.append']],
    },
    { how: 'another error', edits: [['ZeroDivisionError', 'KeyError']] },
    { how: 'a removed statement', edits: [['            continue\n', '            pass\n']] },
    { how: 'is for equality', edits: [['at % 3 == 0', 'at % 3 is None']] },
  ],
};

const TEXTS: Subject = {
  language: 'Python',
  name: 'texts',
  text: `import re

PATTERN = r'[a-z]+\\d'


def codes(text):
    return [match.upper() for match in re.findall(PATTERN, text)]


def card(name, *, age=3, **more):
    parts = [f'{name!r} is {age:>3}']
    for key in sorted(more):
        parts.append(key + '=' + str(more[key]))
    return '; '.join(parts)


def raw(value):
    return b'ab' if value else 'ab'


def tell(value):
    doubled = value * 2
    return f'{doubled=}'
`,
  calls: [
    `m.codes('ab1 c2 D3')`,
    `m.card('Al')`,
    `m.card('Bo', age=40, z=1, b='x')`,
    'm.raw(True)',
    'm.raw(False)',
    'm.tell(4)',
  ],
  locals: [
    ['parts', 'pieces'],
    ['match', 'hit'],
    ['key', 'field'],
  ],
  same: [
    { how: 'a comma behind the last item', edits: [['sorted(more)', 'sorted(more,)']] },
    {
      how: 'brackets around a whole expression',
      edits: [[`return '; '.join(parts)`, `return ('; '.join(parts))`]],
    },
    { how: 'another algorithm', edits: [[`key + '=' + str(more[key])`, `f'{key}={more[key]}'`]] },
  ],
  other: [
    { how: 'a raw string', edits: [[`r'[a-z]+\\d'`, `'[a-z]+\\x64'`]] },
    { how: 'bytes for text', edits: [[`b'ab'`, `'ab'`]] },
    {
      how: 'a name that is printed',
      edits: [
        ['doubled = value', 'twice = value'],
        ['{doubled=}', '{twice=}'],
      ],
    },
    {
      how: 'a renamed parameter',
      edits: [
        ['age=3', 'years=3'],
        ['{age:>3}', '{years:>3}'],
      ],
    },
    { how: 'another format', edits: [['{age:>3}', '{age:<3}']] },
    { how: 'another format', edits: [['{name!r}', '{name!s}']] },
    { how: 'a string in another case', edits: [[`'; '`, `', '`]] },
    { how: 'white space in a string', edits: [['} is {', '}  is {']] },
  ],
};

const SCOPES: Subject = {
  language: 'Python',
  name: 'scopes',
  text: `count = 0


def bump(by):
    global count
    count += by
    return count


def maker(names):
    made = []
    for name in names:
        def say(greeting, name=name):
            return greeting + name
        made.append(say)
    return made


def outer(start):
    level = start

    def inner(step):
        nonlocal level
        level += step
        return level

    inner(2)
    return [inner(3), level]


class Box:
    size = 4

    def grow(self, by=1):
        size = self.size + by
        self.size = size * 2
        return [number * by for number in range(size) if number % 2]
`,
  calls: [
    '(m.bump(2), m.bump(3), m.count)',
    `[say('hi ') for say in m.maker(['a', 'b'])]`,
    'm.outer(10)',
    '(lambda box: (box.grow(), box.size, m.Box.size))(m.Box())',
    'm.Box().grow(by=3)',
  ],
  locals: [
    ['made', 'result'],
    ['number', 'each'],
    ['level', 'height'],
  ],
  same: [
    {
      how: 'a local that hides one of its name',
      edits: [
        [
          '[number * by for number in range(size) if number % 2]',
          '[size * by for size in range(size) if size % 2]',
        ],
      ],
    },
    { how: 'a statement in another form', edits: [['level += step', 'level = level + step']] },
    { how: 'another algorithm', edits: [['size * 2', 'size + size']] },
  ],
  other: [
    {
      how: 'without global',
      edits: [['    global count\n    count += by\n    return count', '    count = by\n    return count']],
    },
    {
      how: 'without nonlocal',
      edits: [['        nonlocal level\n        level += step', '        level = step']],
    },
    { how: 'a name bound late', edits: [['greeting, name=name', 'greeting']] },
    {
      how: 'an attribute for a local',
      edits: [
        ['size = self.size + by', 'self.size = size = self.size + by'],
        ['self.size = size * 2', 'size = size * 2'],
      ],
    },
    {
      how: 'a renamed attribute',
      edits: [
        ['    size = 4', '    extent = 4'],
        ['self.size + by', 'self.extent + by'],
        ['self.size = size', 'self.extent = size'],
      ],
    },
    {
      how: 'shadowing',
      edits: [
        [
          '    inner(2)\n    return [inner(3), level]',
          '    inner(2)\n    level = start\n    return [inner(3), level]',
        ],
      ],
    },
    {
      how: 'a default that is kept',
      edits: [
        [
          'def bump(by):\n    global count\n    count += by',
          'def bump(by, kept=[]):\n    global count\n    kept.append(by)\n    count += by + len(kept)',
        ],
      ],
    },
  ],
};

const CLASSES: Subject = {
  language: 'Python',
  name: 'shapes',
  text: `from dataclasses import dataclass, field
from typing import List, Optional


@dataclass
class Node:
    name: str
    children: List['Node'] = field(default_factory=list)
    parent: Optional[str] = None

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    def find(self, name: str) -> Optional['Node']:
        if self.name == name:
            return self
        for child in self.children:
            found = child.find(name)
            if found is not None:
                return found
        return None


def path(node, wanted):
    if node.name == wanted or wanted == '*':
        return [node.name]
    for child in node.children:
        tail = path(child, wanted)
        if tail and len(tail) < 3:
            return [node.name] + tail
    return []


def tree():
    return Node('a', [Node('b', [Node('c', [Node('d')])]), Node('e')])
`,
  calls: [
    `m.tree().depth`,
    `m.tree().find('e')`,
    `m.tree().find('x')`,
    `m.path(m.tree(), 'c')`,
    `m.path(m.tree(), 'd')`,
    `m.path(m.tree(), '*')`,
    `m.path(m.tree(), 'e')`,
  ],
  locals: [
    ['tail', 'rest'],
    ['child', 'below'],
    ['found', 'hit'],
  ],
  same: [
    {
      how: 'imports in another order',
      edits: [
        [
          'from dataclasses import dataclass, field\nfrom typing import List, Optional',
          'from typing import Optional, List\nfrom dataclasses import field, dataclass',
        ],
      ],
    },
    {
      how: 'brackets around a whole expression',
      edits: [['if self.name == name:', 'if (self.name == name):']],
    },
    { how: 'another algorithm', edits: [['        return None\n\n\ndef path', '\n\ndef path']] },
  ],
  other: [
    { how: 'without its decorator', edits: [['    @property\n', '']] },
    {
      how: 'fields in another order',
      edits: [
        ['    name: str\n', ''],
        ['    parent: Optional[str] = None\n', "    parent: Optional[str] = None\n    name: str = ''\n"],
      ],
    },
    {
      how: 'indentation that moves a line',
      edits: [
        [
          '                return found\n        return None',
          '                return found\n            return None',
        ],
      ],
    },
    { how: 'swapped operands', edits: [['[node.name] + tail', 'tail + [node.name]']] },
    { how: 'a removed statement', edits: [['        if tail and len(tail) < 3:\n    ', '    ']] },
    { how: 'a swapped function', edits: [['max((child', 'min((child']] },
  ],
};

export const PYTHON_SUBJECTS: readonly Subject[] = [LEDGER, NUMBERS, TEXTS, SCOPES, CLASSES];
