package source

import "go.yaml.in/yaml/v4"

type seek struct{}

func (d *decoder) kept(n *yaml.Node, name string) bool      { return true }
func (d *decoder) lostValue(n *yaml.Node, name string)      {}
func (d *decoder) splitNumber(c []*yaml.Node, s yaml.Style) {}
func (d *decoder) splitKeys(n *yaml.Node)                   {}
