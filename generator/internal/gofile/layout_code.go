package gofile

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
)

// breakLines breaks the lines of formatted Go that are too long, where gofmt lets a line end. What remains too long is
// one token. Only declarations with such lines are parsed: there are few. No raw string may have several lines.
func breakLines(name string, text []byte) ([]byte, error) {
	if longLines(text) == nil {
		return text, nil
	}
	declarations := cut(text)
	source := []byte("package p\n")
	var long []int
	for i, d := range declarations {
		if longLines(d) != nil && declares.Match(d) {
			long = append(long, i)
			source = slices.Concat(source, []byte("\n"), d, []byte("\n"))
		}
	}
	broken, err := breakAll(name, source)
	if err != nil {
		return nil, err
	}
	for i, d := range cut(bytes.TrimSuffix(broken, []byte("\n")))[1:] {
		declarations[long[i]] = d
	}
	return append(bytes.TrimSuffix(bytes.Join(declarations, []byte("\n\n")), []byte("\n")), '\n'), nil
}

// declares matches what has a declaration, other than an import or the package clause.
var declares = regexp.MustCompile(`(?m)^(const|func|type|var)\b`)

// cut splits formatted Go at the blank lines between declarations.
func cut(text []byte) [][]byte {
	var out [][]byte
	for _, p := range bytes.Split(text, []byte("\n\n")) {
		if bytes.ContainsAny(p[:1], "\t})") { // the blank line stands inside of a declaration
			p = slices.Concat(out[len(out)-1], []byte("\n\n"), p)
			out = out[:len(out)-1]
		}
		out = append(out, p)
	}
	return out
}

func breakAll(name string, text []byte) ([]byte, error) {
	for {
		b := &breaker{
			text: text, long: longLines(text), ways: map[int][]lineBreak{},
			columns: map[int][]int{}, chained: map[ast.Expr]int{},
		}
		if b.long == nil {
			return text, nil
		}
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, name, text, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		b.file = fset.File(syntax.FileStart)
		depth := 0
		ast.Inspect(syntax, func(n ast.Node) bool {
			if n == nil {
				depth--
				return false
			}
			depth++
			b.node(n, depth)
			return true
		})
		var broken []byte
		at := 0
		for _, i := range b.choose() {
			broken = append(append(broken, text[at:i.at]...), i.text...)
			at = i.at
		}
		if at == 0 {
			return text, nil
		}
		if text, err = format.Source(append(broken, text[at:]...)); err != nil {
			return nil, err
		}
	}
}

// breaker finds where to break each of the lines that are too long.
type breaker struct {
	file *token.File
	text []byte
	long map[int]bool
	ways map[int][]lineBreak // by line
	// columns are the columns before each byte of a long line.
	columns map[int][]int
	// chained are the ranks of the rest of chains of one operator, a + b + c, which are broken like lists.
	chained map[ast.Expr]int
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
	line := b.file.Line(at)
	if !b.long[line] {
		return
	}
	offset, start := b.file.Offset(at), b.file.Offset(b.file.LineStart(line))
	before := bytes.TrimRight(b.text[start:offset], " ")
	if len(bytes.TrimSpace(before)) == 0 {
		return
	}
	if more == nil {
		more = []insertion{{offset, "\n"}}
	}
	columns := b.columnsBefore(line)
	b.ways[line] = append(b.ways[line], lineBreak{rank, columns[len(before)], columns[offset-start], more})
}

// indent is how many tabs gofmt is expected to put before the rest of a broken line.
func (b *breaker) indent(line int) int {
	text := b.text[b.file.Offset(b.file.LineStart(line)):]
	return len(text) - len(bytes.TrimLeft(text, "\t")) + 1
}

// columnsBefore returns the columns before each byte of a line.
func (b *breaker) columnsBefore(line int) []int {
	if b.columns[line] == nil {
		text, _, _ := bytes.Cut(b.text[b.file.Offset(b.file.LineStart(line)):], []byte("\n"))
		columns := make([]int, len(text)+1)
		n := 0
		for i, r := range string(text) {
			columns[i] = n
			n += columnsOf(r)
		}
		columns[len(text)] = n
		b.columns[line] = columns
	}
	return b.columns[line]
}

// choose returns what to insert, in order, to break each line: the outermost that fits, and of those the last. Where it
// is one between the items of a list, those of the rest follow, which gofmt is expected to indent by one more tab.
func (b *breaker) choose() []insertion {
	var out []insertion
	for line, ways := range b.ways {
		columns := b.columnsBefore(line)
		width, indent := columns[len(columns)-1], b.indent(line)
		first := 0 // rank
		for from, room := 0, maxLine; width-from > room; room = maxLine - 4*indent {
			var best *lineBreak
			for i := range ways {
				w := &ways[i]
				if w.columns > from && w.columns-from <= room && (best == nil || w.rank < best.rank ||
					w.rank == best.rank && w.columns > best.columns) {
					best = w
				}
			}
			if best == nil || from > 0 && best.rank != first {
				break
			}
			out = append(out, best.inserted...)
			from, first = best.next, best.rank
		}
	}
	slices.SortFunc(out, func(x, y insertion) int { return x.at - y.at })
	return out
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
		rank, ok := b.chained[n]
		if !ok {
			rank = depth
		}
		if x, ok := n.X.(*ast.BinaryExpr); ok && x.Op == n.Op {
			b.chained[x] = rank
		}
		b.offer(rank, n.Y.Pos())
	case *ast.BasicLit:
		if n.Kind == token.STRING && b.text[b.file.Offset(n.Pos())] == '"' {
			b.literal(n, depth)
		}
	}
}

// offerEach offers to begin a line with an item of a list; with its first, if all else fails.
func offerEach[N ast.Node](b *breaker, depth int, list []N) {
	for i, item := range list {
		rank := depth
		if i == 0 {
			rank += lastResort
		}
		b.offer(rank, item.Pos())
	}
}

// literal offers to split a string with plus signs, at each line's end.
func (b *breaker) literal(n *ast.BasicLit, depth int) {
	line := b.file.Line(n.Pos())
	if !b.long[line] {
		return
	}
	start := b.file.Offset(b.file.LineStart(line))
	from, to := b.file.Offset(n.Pos())+1, b.file.Offset(n.End())-1
	indent := b.indent(line)
	room, used := maxLine-b.columnsBefore(line)[from-start]-len(`" +`), 0
	for rest := string(b.text[from:to]); rest != ""; {
		_, _, tail, err := strconv.UnquoteChar(rest, '"')
		if err != nil {
			return
		}
		width := Columns(rest[:len(rest)-len(tail)])
		if used+width > room {
			at := to - len(rest)
			if at == from {
				return
			}
			b.offer(depth, b.file.Pos(at), insertion{at, "\" +\n\""})
			room, used = maxLine-4*indent-len(`"" +`), 0
		}
		used += width
		rest = tail
	}
}
