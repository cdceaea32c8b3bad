"""Messy tables and what pandas reads from them: messy-tables.reference.json.

python messy-tables.reference.py > messy-tables.reference.json
"""
import base64, io, json
import numpy as np, pandas as pd

r = np.random.default_rng(7)
rows = 24
x, y = r.normal(size=rows).round(3), r.integers(0, 300, rows)
k = [['no', 'yes'][i % 2] for i in range(rows)]
lines = lambda head, cells, end='\n': (head + end + end.join(cells) + end)
cells = lambda sep=',', dec='.': [f'{str(x[i]).replace(".", dec)}{sep}{y[i]}{sep}{k[i]}' for i in range(rows)]
quoted = [f'"{x[i]}","{y[i]}","{k[i]}, ""really""\r\nor so"' for i in range(rows)]
ends = ''.join(cell + ['\n', '\r\n', '\r'][i % 3] for i, cell in enumerate(['x,y,label'] + cells()))
missing = [f'{["", "NA", "nan", "#N/A", "NULL", x[i]][i % 6]},{y[i]},{k[i]}' for i in range(rows)]
dashes = [f'{"-" if i % 5 == 0 else x[i]},{y[i]},{k[i]}' for i in range(rows)]
mixed = [f'{i},2024-01-{i % 28 + 1:02},{["Bern", "Rome, Lazio", "Oslo"][i % 3]!r},{x[i]},{i % 3 == 0},{k[i]}'.replace("'", '"') for i in range(rows)]
wide = pd.DataFrame(r.normal(size=(6, 3000)).round(2), columns=[f'c{i}' for i in range(3000)]).assign(label=list('ababab'))
frame = pd.DataFrame({'label': k, 'x': x, 'y': y}, index=pd.Index(range(5, 5 + rows)))
scientific = [f'{x[i]:.3e}, +{y[i]} ,{k[i]}' for i in range(rows)]
tabs = pd.DataFrame({'x': x, 'label': k, 'a b': y}).to_csv(sep='\t', index=False)

tables = {  # text, options here, options of pandas
    'a byte order mark': ('\ufeff' + lines('x,y,label', cells()), {}, {}),
    'semicolons and decimal commas': (lines('x;y;label', cells(';', ',')), {'decimal': ','}, {'sep': ';', 'decimal': ','}),
    'CR alone': (lines('x,y,label', cells(), '\r'), {}, {}),
    'three kinds of line ends': (ends, {}, {}),
    'quotes, delimiters and line ends in fields': (lines('"x","y","label"', quoted, '\r\n'), {}, {}),
    'missing values in many spellings': (lines('x,y,label', missing), {'missing': 'nan'}, {}),
    'a sign of its own for a missing value': (lines('x,y,label', dashes), {'missing': ['-']}, {'na_values': ['-']}),
    'dates, texts and booleans among numbers': (lines('id,when,town,x,flag,label', mixed), {'drop': ['when', 'town'], 'id': 'id'}, {'usecols': ['x', 'flag', 'label']}),
    'three thousand columns': (wide.to_csv(index=False), {}, {}),
    'the index of a frame': (frame.to_csv(), {}, {'index_col': 0}),
    'numbers with exponents, signs and blanks': (lines('x,y,label', scientific), {}, {'skipinitialspace': True}),
    'tabs and a name with a blank': (tabs, {}, {'sep': '\t'}),
    'no header, the label last': ('\n'.join(cells()), {'label': 'last'}, {'header': None}),
    'blank lines and no end of the last': ('\n\n' + '\n\n'.join(['x,y,label'] + cells()), {}, {}),
    'the label by another name, features chosen': (lines('x,y,outcome', cells()), {'label': 'outcome', 'features': ['y']}, {'usecols': ['y', 'outcome']}),
    'letters beyond ASCII in names and labels': (lines('größe,y,label', [c.replace('yes', 'да').replace('no', '不') for c in cells()]), {}, {}),
}
out = {}
for name, (text, options, pandas) in tables.items():
    read = pd.read_csv(io.BytesIO(text.encode()), **pandas)
    label = read.columns[-1] if options.get('label') in ('last', 'outcome') else 'label'
    features = read.drop(columns=label)
    out[name] = {
        'text': base64.b64encode(text.encode()).decode(),
        'options': options,
        'columns': [str(c) for c in features.columns],
        'sums': [None if np.isnan(v) else v for v in features.astype(float).sum(axis=0, skipna=False).head(5)],
        'values': [[None if np.isnan(v) else v for v in row] for row in features.astype(float).to_numpy()[:, :5].tolist()],
        'labels': [str(v) for v in read[label].tolist()],
    }
print(json.dumps(out, ensure_ascii=False))
