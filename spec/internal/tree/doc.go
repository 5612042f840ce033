// Package tree turns YAML into nodes with places, and nodes into YAML. It refuses what the DSL leaves out of YAML: anchors,
// tags, null, several documents. A node remembers which overlay set it and what it replaced.
//
// Start reading at node.go. Only yaml.go and yaml_fault.go know how the YAML library works; only yaml.go imports it.
package tree
