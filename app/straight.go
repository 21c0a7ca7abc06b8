package app

import (
	"io"
	"strings"
	"text/template"
	"text/template/parse"
)

// maxMailText is how long a text may become with what it names.
const maxMailText = 100_000

// straight says whether a text runs from its beginning to its end, once.
func straight(t *template.Template) bool {
	for _, x := range t.Templates() {
		if x.Name() != t.Name() {
			return false
		}
	}
	return t.Tree == nil || straightList(t.Root)
}

func straightList(list *parse.ListNode) bool {
	if list == nil {
		return true
	}
	for _, n := range list.Nodes {
		switch n := n.(type) {
		case *parse.RangeNode, *parse.TemplateNode:
			return false
		case *parse.IfNode:
			if !straightList(n.List) || !straightList(n.ElseList) {
				return false
			}
		case *parse.WithNode:
			if !straightList(n.List) || !straightList(n.ElseList) {
				return false
			}
		}
	}
	return true
}

// bounded is a text that refuses to become longer than it may be.
type bounded struct {
	strings.Builder
	most int
	over bool
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.Len()+len(p) > b.most {
		b.over = true
		return 0, io.ErrShortWrite
	}
	return b.Builder.Write(p)
}
