package schema

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"gopkg.in/yaml.v3"

	"github.com/replygen/replygen/spec"
)

// Compile reads the schema, which has to be valid against its metaschema.
func Compile() (*jsonschema.Schema, error) {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(spec.JSONSchema()))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("replygen.schema.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("replygen.schema.json")
}

// Document is a YAML file as an editor sees it.
type Document struct {
	root  *yaml.Node
	value any
}

// Read parses a file. Aliases are not followed: the DSL has none.
func Read(text []byte) (*Document, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 {
		return nil, fmt.Errorf("the file is empty")
	}
	return &Document{root: doc.Content[0], value: valueOf(doc.Content[0])}, nil
}

// valueOf is what JSON has for a node: a text where it has nothing.
func valueOf(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			out[n.Content[i].Value] = valueOf(n.Content[i+1])
		}
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, item := range n.Content {
			out = append(out, valueOf(item))
		}
		return out
	}
	switch n.ShortTag() {
	case "!!null", "!!bool", "!!int", "!!float":
		var v any
		err := n.Decode(&v)
		if f, _ := v.(float64); err == nil && f-f == 0 { // finite
			return v
		}
	}
	return n.Value
}

// Place is a line and column, from 1, in runes.
type Place struct{ Line, Col int }

// Faults returns the places where the schema finds fault with the document, each with what it says.
func (d *Document) Faults(s *jsonschema.Schema) map[Place][]string {
	out := map[Place][]string{}
	if err, ok := s.Validate(d.value).(*jsonschema.ValidationError); ok {
		d.faults(err, out)
	}
	return out
}

func (d *Document) faults(err *jsonschema.ValidationError, out map[Place][]string) {
	_, ofKey := err.ErrorKind.(*kind.PropertyNames)
	if len(err.Causes) > 0 && !ofKey {
		for _, cause := range err.Causes {
			d.faults(cause, out)
		}
		return
	}
	add := func(p Place) { out[p] = append(out[p], err.Error()) }
	switch k := err.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, name := range k.Properties {
			add(d.key(err.InstanceLocation, name))
		}
	case *kind.PropertyNames:
		// The validator (v6.0.3) lends these errors a location that it goes on to change.
		each(d.root, false, func(n *yaml.Node, isKey bool) {
			if isKey && n.Value == k.Property {
				add(placeOf(n))
			}
		})
	case *kind.FalseSchema: // a key that is not allowed
		last := len(err.InstanceLocation) - 1
		add(d.key(err.InstanceLocation[:last], err.InstanceLocation[last]))
		add(placeOf(d.at(err.InstanceLocation)))
	case *kind.UniqueItems:
		add(placeOf(d.at(append(err.InstanceLocation, strconv.Itoa(max(k.Duplicates[0], k.Duplicates[1]))))))
	default:
		add(placeOf(d.at(err.InstanceLocation)))
	}
}

// at returns the value at a location, key the place of a key in the mapping there.
func (d *Document) at(location []string) *yaml.Node {
	n := d.root
	for _, step := range location {
		i := entry(n, step) + 1
		if n.Kind == yaml.SequenceNode {
			i, _ = strconv.Atoi(step)
		}
		n = n.Content[i]
	}
	return n
}

func (d *Document) key(location []string, name string) Place {
	n := d.at(location)
	return placeOf(n.Content[entry(n, name)])
}

// entry is the index of a key in a mapping, -1 when it is not there.
func entry(n *yaml.Node, name string) int {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return i
		}
	}
	return -1
}

// each visits a node and all nodes inside it. isKey reports whether the node is a key of a mapping.
func each(n *yaml.Node, isKey bool, visit func(n *yaml.Node, isKey bool)) {
	visit(n, isKey)
	for i, c := range n.Content {
		each(c, n.Kind == yaml.MappingNode && i%2 == 0, visit)
	}
}

func placeOf(n *yaml.Node) Place { return Place{n.Line, n.Column} }

// Change returns the index of the change that a line of an overlay belongs to, -1 when it belongs to none.
func (d *Document) Change(line int) int {
	i := entry(d.root, "changes")
	if i < 0 {
		return -1
	}
	out := -1
	for n, change := range d.root.Content[i+1].Content {
		if change.Line <= line {
			out = n
		}
	}
	return out
}

// Number reports whether a place holds a number, and how it is spelled.
func (d *Document) Number(at Place) (spelling string, ok bool) {
	each(d.root, false, func(n *yaml.Node, _ bool) {
		if tag := n.ShortTag(); placeOf(n) == at && (tag == "!!int" || tag == "!!float") {
			spelling, ok = n.Value, true
		}
	})
	return spelling, ok
}
