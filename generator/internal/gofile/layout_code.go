package gofile

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// breakLines breaks the lines of formatted Go that are too long, where gofmt lets a line end. What remains too long is
// one token. Only declarations with such lines are parsed, and of a function only such statements: there are few. No raw
// string may have several lines.
func breakLines(name string, text []byte) ([]byte, error) {
	if longLines(text) == nil {
		return text, nil
	}
	parts := partsOf(text)
	var long []*part
	source := bytes.NewBufferString("package p\n")
	for _, p := range parts {
		if longLines(p.text) == nil || p.before == "" && !declares.Match(p.text) {
			continue
		}
		long = append(long, p)
		source.WriteString("\n" + p.before)
		source.Write(bytes.TrimRight(p.text, "\n"))
		source.WriteString("\n" + p.after)
	}
	broken, err := breakAll(name, source.Bytes())
	if err != nil {
		return nil, err
	}
	for i, d := range split(broken, startsDeclaration)[1:] {
		p := long[i]
		code := bytes.TrimRight(d[len(p.before):], "\n")
		code = bytes.TrimSuffix(code, []byte(strings.TrimRight(p.after, "\n")))
		blank := p.text[len(bytes.TrimRight(p.text, "\n")):]
		p.text = slices.Concat(bytes.TrimRight(code, "\n"), blank)
	}
	var out bytes.Buffer
	out.Grow(len(text) + len(text)/16) // for the line ends
	for _, p := range parts {
		out.Write(p.text)
	}
	return out.Bytes(), nil
}

// part is a declaration, or a statement with what makes a declaration of it.
type part struct {
	text          []byte
	before, after string
}

// partsOf cuts formatted Go into statements, where functions can be cut, and declarations.
func partsOf(text []byte) []*part {
	var out []*part
	for _, d := range split(text, startsDeclaration) {
		head, body, ok := function(d)
		if !ok {
			out = append(out, &part{text: d})
			continue
		}
		out = append(out, &part{text: head})
		for _, s := range split(body, startsStatement) {
			out = append(out, &part{s, "func _() {\n", "}\n"})
		}
	}
	return out
}

// declares matches what has a declaration, other than an import or the package clause.
var declares = regexp.MustCompile(`(?m)^(const|func|type|var)\b`)

// split cuts formatted Go before each line that starts a part.
func split(text []byte, starts func(before, line []byte) bool) [][]byte {
	var out [][]byte
	var before []byte
	from, at := 0, 0
	for line := range bytes.Lines(text) {
		if at > from && starts(before, line) {
			out, from = append(out, text[from:at]), at
		}
		before = line
		at += len(line)
	}
	return append(out, text[from:])
}

// startsDeclaration reports whether a line is a declaration or comment at the top level that a blank line goes before.
func startsDeclaration(before, line []byte) bool {
	return bytes.Equal(before, []byte("\n")) && !bytes.ContainsAny(line[:1], "\n\t})")
}

// startsStatement reports whether a statement of a function's body starts on a line, or the body ends.
func startsStatement(_, line []byte) bool {
	return line[0] == '}' || line[0] == '\t' && !bytes.ContainsAny(line[1:2], "\t})") &&
		!bytes.HasPrefix(line, []byte("\tcase ")) && !bytes.HasPrefix(line, []byte("\tdefault:"))
}

// function splits the declaration of a function before its body, unless it has comments behind statements, which are
// aligned. The slashes of a URL have no blank before them.
func function(d []byte) (head, body []byte, ok bool) {
	at := bytes.Index(d, []byte("func "))
	if at != 0 && (at < 0 || !bytes.HasSuffix(d[:at], []byte("\n"))) {
		return nil, nil, false
	}
	at += bytes.IndexByte(d[at:], '\n') + 1
	return d[:at], d[at:], bytes.HasSuffix(d[:at], []byte("{\n")) && longLines(d[:at]) == nil && !bytes.Contains(d[at:], []byte(" //"))
}

func breakAll(name string, text []byte) ([]byte, error) {
	for {
		long := longLines(text)
		if long == nil {
			return text, nil
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		b := &breaker{file: fset.File(syntax.FileStart), text: text, long: long, ways: map[int][]lineBreak{}}
		b.visit(syntax)
		chosen := b.choose()
		if len(chosen) == 0 {
			return text, nil
		}
		fset = token.NewFileSet()
		if syntax, err = parser.ParseFile(fset, name, b.broken(chosen),
			parser.ParseComments|parser.SkipObjectResolution); err != nil {
			return nil, err
		}
		var out bytes.Buffer
		if err := gofmt.Fprint(&out, fset, syntax); err != nil {
			return nil, err
		}
		text = out.Bytes()
	}
}

// breaker finds where to break each of the lines that are too long.
type breaker struct {
	file *token.File
	text []byte
	long map[int]bool
	ways map[int][]lineBreak // by line
}

// lineBreak is one way to break a line.
type lineBreak struct {
	// rank is the depth of what is broken: the outermost comes first.
	rank int
	// columns is how many columns are before the break, next where the rest of the line starts.
	columns, next int
	// inserted are texts by their places in the file.
	inserted []insertion
}

type insertion struct {
	at   int
	text string
}

// lastResort ranks behind every depth.
const lastResort = 1 << 20

// offer takes a way to break a line at a place.
func (b *breaker) offer(rank int, at token.Pos, more ...insertion) {
	offset := b.file.Offset(at)
	line := b.file.Line(at)
	if !b.long[line] {
		return
	}
	before := string(b.text[b.file.Offset(b.file.LineStart(line)):offset])
	if strings.TrimSpace(before) == "" {
		return
	}
	if more == nil {
		more = []insertion{{offset, "\n"}}
	}
	b.ways[line] = append(b.ways[line], lineBreak{rank, Columns(strings.TrimRight(before, " ")), Columns(before), more})
}

// choose returns the breaks of each line: the outermost that fits, and of those the last. Where it is one between the
// items of a list, those of the rest follow, which gofmt is expected to indent by one more tab.
func (b *breaker) choose() []lineBreak {
	var out []lineBreak
	for line, ways := range b.ways {
		text := b.lineAt(line)
		indent := len(text) - len(strings.TrimLeft(text, "\t")) + 1
		first := 0 // rank
		for from, room := 0, maxLine; Columns(text)-from > room; room = maxLine - 4*indent {
			var best *lineBreak
			for _, w := range ways {
				if w.columns > from && w.columns-from <= room && (best == nil || w.rank < best.rank ||
					w.rank == best.rank && w.columns > best.columns) {
					best = &w
				}
			}
			if best == nil || from > 0 && best.rank != first {
				break
			}
			out = append(out, *best)
			from, first = best.next, best.rank
		}
	}
	return out
}

// lineAt is the text of a line.
func (b *breaker) lineAt(line int) string {
	text, _, _ := bytes.Cut(b.text[b.file.Offset(b.file.LineStart(line)):], []byte("\n"))
	return string(text)
}

func (b *breaker) visit(file *ast.File) {
	depth := 0
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			depth--
			return false
		}
		depth++
		b.node(n, depth)
		return true
	})
}

// node offers the ways to break the lines of one node.
func (b *breaker) node(n ast.Node, depth int) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		// The parameters get lines of their own, so that they stand apart from the body.
		if p := n.Type.Params; len(p.List) > 0 && b.file.Line(p.Opening) == b.file.Line(p.Closing) {
			b.offer(depth, p.List[0].Pos(), insertion{b.file.Offset(p.List[0].Pos()), "\n"},
				insertion{b.file.Offset(p.Closing), ",\n"})
		}
	case *ast.FuncType:
		offerEach(b, depth, n.Params.List)
	case *ast.FuncLit:
		if len(n.Body.List) > 0 {
			b.offer(depth+2, n.Body.List[0].Pos()) // behind what is in its parameters
		}
	case *ast.CallExpr:
		offerEach(b, depth, n.Args)
	case *ast.SelectorExpr:
		if _, ok := n.X.(*ast.CallExpr); ok {
			b.offer(depth-2, n.Sel.Pos()) // before the arguments of this call
		}
	case *ast.CompositeLit:
		offerEach(b, depth, n.Elts)
	case *ast.CaseClause:
		offerEach(b, depth, n.List)
	case *ast.ReturnStmt:
		if len(n.Results) > 1 {
			offerEach(b, depth, n.Results[1:])
		}
	case *ast.BinaryExpr:
		b.offer(depth, n.Y.Pos())
	case *ast.BasicLit:
		if n.Kind == token.STRING && b.text[b.file.Offset(n.Pos())] == '"' {
			b.literal(n, depth)
		}
	}
}

// offerEach offers to begin a line with an item of a list; with its first, if all else fails.
func offerEach[N ast.Node](b *breaker, depth int, list []N) {
	for i, item := range list {
		if i == 0 {
			b.offer(lastResort+depth, item.Pos())
			continue
		}
		b.offer(depth, item.Pos())
	}
}

// literal offers to split a string with a plus sign.
func (b *breaker) literal(n *ast.BasicLit, depth int) {
	start := b.file.Offset(b.file.LineStart(b.file.Line(n.Pos())))
	from, to := b.file.Offset(n.Pos())+1, b.file.Offset(n.End())-1
	room := maxLine - Columns(string(b.text[start:from])) - len(`" +`)
	at, used := 0, 0
	for rest := string(b.text[from:to]); rest != ""; {
		_, _, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return
		}
		used += Columns(rest[:len(rest)-len(tail)])
		if used > room {
			break
		}
		rest = tail
		at = to - len(rest)
	}
	if at > from && at < to {
		b.offer(depth, b.file.Pos(at), insertion{at, "\" +\n\""})
	}
}

// broken is the text with these breaks.
func (b *breaker) broken(chosen []lineBreak) []byte {
	var all []insertion
	for _, c := range chosen {
		all = append(all, c.inserted...)
	}
	slices.SortFunc(all, func(x, y insertion) int { return x.at - y.at })
	var out bytes.Buffer
	at := 0
	for _, i := range all {
		out.Write(b.text[at:i.at])
		out.WriteString(i.text)
		at = i.at
	}
	out.Write(b.text[at:])
	return out.Bytes()
}
