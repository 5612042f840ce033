package pattern

import (
	"encoding/binary"
	"regexp/syntax"
	"slices"
)

// graph is a deterministic automaton over letters. State 0 is the start.
type graph struct {
	accept []bool
	arcs   [][]arc
}

// arc leads to another state on a letter. A state has one arc a letter at most.
type arc struct{ letter, to int }

// subsets determinises prog: a state is the set of instructions that may read
// the next character, without those that another one in it makes needless.
func subsets(prog *syntax.Prog, letters *alphabet, left *budget) (*graph, error) {
	c := newCloser(prog, left)
	order := newPreorder(prog, letters)
	g := &graph{}
	known := map[string]int{}
	var pending [][]uint32 // by state: its instructions, until it has its arcs
	state := func(pcs []uint32, accept bool) (int, error) {
		pcs, err := order.prune(pcs, left)
		if err != nil {
			return 0, err
		}
		key := keyOf(pcs, accept)
		i, ok := known[key]
		if !ok {
			i = len(g.accept)
			known[key] = i
			g.accept = append(g.accept, accept)
			g.arcs = append(g.arcs, nil)
			pending = append(pending, pcs)
		}
		if len(g.accept) > maxSubsets {
			return 0, errTooLarge
		}
		return i, nil
	}
	pcs, accept, err := c.closure([]uint32{uint32(prog.Start)}, syntax.EmptyBeginText)
	if err != nil {
		return nil, err
	}
	if _, err := state(pcs, accept); err != nil {
		return nil, err
	}
	next := make([][]uint32, len(letters.spans))
	for from := 0; from < len(pending); from++ {
		for _, pc := range pending[from] {
			if err := left.spend(len(letters.read(pc))); err != nil {
				return nil, err
			}
			for _, letter := range letters.read(pc) {
				next[letter] = append(next[letter], prog.Inst[pc].Out)
			}
		}
		pending[from] = nil
		if err := left.spend(len(next)); err != nil {
			return nil, err
		}
		for letter, seeds := range next {
			if len(seeds) == 0 {
				continue
			}
			pcs, accept, err := c.closure(seeds, 0)
			if err != nil {
				return nil, err
			}
			next[letter] = seeds[:0]
			if len(pcs) == 0 && !accept {
				continue
			}
			to, err := state(pcs, accept)
			if err != nil {
				return nil, err
			}
			g.arcs[from] = append(g.arcs[from], arc{letter, to})
		}
	}
	return g, nil
}

func keyOf(pcs []uint32, accept bool) string {
	key := make([]byte, 1, 1+4*len(pcs))
	if accept {
		key[0] = 1
	}
	for _, pc := range pcs {
		key = binary.LittleEndian.AppendUint32(key, pc)
	}
	return string(key)
}

// closer follows instructions that read nothing.
type closer struct {
	prog  *syntax.Prog
	left  *budget
	seen  []int // by instruction: the round that reached it last
	round int
	stack []uint32
}

func newCloser(prog *syntax.Prog, left *budget) *closer {
	return &closer{prog: prog, left: left, seen: make([]int, len(prog.Inst))}
}

// closure returns, sorted, the reading instructions that seeds lead to where
// the conditions holding are met, and whether seeds lead to a match where the
// text ends, too.
func (c *closer) closure(seeds []uint32, holding syntax.EmptyOp) (pcs []uint32, accept bool, err error) {
	c.round++
	c.push(seeds...)
	var atEnd []uint32 // what lies behind a $
	for ending := false; ; ending = true {
		for len(c.stack) > 0 {
			if err := c.left.spend(1); err != nil {
				return nil, false, err
			}
			pc := c.stack[len(c.stack)-1]
			c.stack = c.stack[:len(c.stack)-1]
			switch inst := &c.prog.Inst[pc]; inst.Op {
			case syntax.InstAlt, syntax.InstAltMatch:
				c.push(inst.Out, inst.Arg)
			case syntax.InstCapture, syntax.InstNop:
				c.push(inst.Out)
			case syntax.InstEmptyWidth:
				switch missing := syntax.EmptyOp(inst.Arg) &^ holding; missing {
				case 0:
					c.push(inst.Out)
				case syntax.EmptyEndText:
					atEnd = append(atEnd, inst.Out)
				}
			case syntax.InstMatch:
				accept = true
			case syntax.InstFail:
			default:
				if !ending {
					pcs = append(pcs, pc)
				}
			}
		}
		if ending {
			break
		}
		holding |= syntax.EmptyEndText
		c.push(atEnd...)
	}
	if err := c.left.spend(len(pcs)); err != nil {
		return nil, false, err
	}
	slices.Sort(pcs)
	return pcs, accept, nil
}

func (c *closer) push(pcs ...uint32) {
	for _, pc := range pcs {
		if c.seen[pc] != c.round {
			c.seen[pc] = c.round
			c.stack = append(c.stack, pc)
		}
	}
}
