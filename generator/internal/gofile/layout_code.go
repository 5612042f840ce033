package gofile

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
)

// BreakLines breaks the lines of formatted Go that are too long, where gofmt lets a line end. What remains too long is
// one token. Only declarations with such lines are parsed, and of a function only such statements: there are few.
func BreakLines(name string, text []byte) ([]byte, error) {
	if longLines(text) == nil {
		return text, nil
	}
	var out bytes.Buffer
	out.Grow(len(text) + len(text)/16) // for the line ends
	for _, d := range split(text, startsDeclaration) {
		before, parts, after := "package p\n\n", [][]byte{d}, "\n"
		if head, body, ok := function(d); ok {
			out.Write(head)
			before, parts, after = "package p\n\nfunc _() {\n", split(body, startsStatement), "\n}\n"
		}
		for _, p := range parts {
			if longLines(p) == nil || after == "\n" && !declares.Match(p) {
				out.Write(p)
				continue
			}
			code := bytes.TrimRight(p, "\n")
			broken, err := breakAll(name, slices.Concat([]byte(before), code, []byte(after)))
			if err != nil {
				return nil, err
			}
			out.Write(broken[len(before) : len(broken)-len(after)])
			out.Write(p[len(code):])
		}
	}
	return out.Bytes(), nil
}

// declares matches what has a declaration, other than an import or the package clause.
var declares = regexp.MustCompile(`(?m)^(const|func|type|var)\b`)

// split cuts formatted Go before each line that starts a part, outside of raw strings.
func split(text []byte, starts func(before, line []byte) bool) [][]byte {
	var out [][]byte
	var before []byte
	from, at, raw := 0, 0, false
	for line := range bytes.Lines(text) {
		if !raw && at > from && starts(before, line) {
			out, from = append(out, text[from:at]), at
		}
		raw = endsInRawString(line, raw)
		before = line
		at += len(line)
	}
	return append(out, text[from:])
}

// endsInRawString reports whether a raw string goes on behind a line of formatted Go. raw is whether one goes on into it.
func endsInRawString(line []byte, raw bool) bool {
	if bytes.IndexByte(line, '`') < 0 {
		return raw
	}
	for i := 0; i < len(line); i++ {
		switch c := line[i]; {
		case c == '`':
			raw = !raw
		case raw:
		case c == '"' || c == '\'':
			for i++; i < len(line) && line[i] != c; i++ {
				if line[i] == '\\' {
					i++
				}
			}
		case bytes.HasPrefix(line[i:], []byte("//")):
			return false
		}
	}
	return raw
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

// function splits the declaration of a function before its body, unless comments in it are to be aligned.
func function(d []byte) (head, body []byte, ok bool) {
	at := bytes.Index(d, []byte("func "))
	if at != 0 && (at < 0 || !bytes.HasSuffix(d[:at], []byte("\n"))) {
		return nil, nil, false
	}
	at += bytes.IndexByte(d[at:], '\n') + 1
	return d[:at], d[at:], bytes.HasSuffix(d[:at], []byte("{\n")) && longLines(d[:at]) == nil && !bytes.Contains(d[at:], []byte("//"))
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
		b := &breaker{file: fset.File(syntax.FileStart), text: text, long: long, best: map[int]lineBreak{}}
		b.visit(syntax)
		if len(b.best) == 0 {
			return text, nil
		}
		fset = token.NewFileSet()
		if syntax, err = parser.ParseFile(fset, name, b.broken(),
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
	best map[int]lineBreak // by line
}

// lineBreak is one way to break a line.
type lineBreak struct {
	// rank is the depth of what is broken: the outermost comes first.
	rank int
	// column is where the line ends.
	column int
	// inserted are texts by their places in the file.
	inserted []insertion
}

type insertion struct {
	at   int
	text string
}

// lastResort ranks behind every depth.
const lastResort = 1 << 20

// offer takes a way to break a line at a place, unless a better one is known.
func (b *breaker) offer(rank int, at token.Pos, more ...insertion) {
	offset := b.file.Offset(at)
	line := b.file.Line(at)
	if !b.long[line] {
		return
	}
	start := b.file.Offset(b.file.LineStart(line))
	before := bytes.TrimRight(b.text[start:offset], " ")
	if len(bytes.TrimSpace(before)) == 0 || Columns(string(before)) > maxLine {
		return
	}
	if more == nil {
		more = []insertion{{offset, "\n"}}
	}
	made := lineBreak{rank, Columns(string(before)), more}
	if known, ok := b.best[line]; !ok || made.rank < known.rank ||
		made.rank == known.rank && made.column > known.column {
		b.best[line] = made
	}
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
			b.offer(lastResort+depth, n.Sel.Pos())
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

// broken is the text with the best break of each line.
func (b *breaker) broken() []byte {
	var all []insertion
	for _, made := range b.best {
		all = append(all, made.inserted...)
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
