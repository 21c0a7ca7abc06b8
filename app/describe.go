package app

import (
	"embed"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"strings"

	"dropdesk/app/money"
)

// The comments of the use cases and of their fields are the manual of the command line, so the
// program carries its own source of them.
//
//go:embed *.go trade/*.go
var source embed.FS

// CallHelp describes one use case.
type CallHelp struct {
	Call string      `json:"call"`
	Does string      `json:"does"`
	In   []FieldHelp `json:"in"`
	Out  []FieldHelp `json:"out"`
}

// FieldHelp describes one field. Type is text, number, whole, yes/no, date, amount, price, qty,
// percent, rate, id, bytes (base64), a list of something, or the name of one of the types listed.
type FieldHelp struct {
	Name string `json:"name"`
	Type string `json:"type"`
	Note string `json:"note,omitempty"`
}

// Manual describes all use cases, and the types that their fields use by name.
type Manual struct {
	Calls []CallHelp             `json:"calls"`
	Types map[string][]FieldHelp `json:"types"`
}

// Describe writes the manual of all use cases from the comments in the source.
func Describe() (Manual, error) {
	notes, err := comments()
	if err != nil {
		return Manual{}, err
	}
	d := describer{notes: notes, types: map[string][]FieldHelp{}}
	var m Manual
	for _, name := range UseCases() {
		t := useCases[name].Type
		m.Calls = append(m.Calls, CallHelp{Call: name, Does: notes["Desk."+name], In: d.fields(t.In(2)), Out: d.fields(t.Out(0))})
	}
	m.Types = d.types
	return m, nil
}

// comments collects the comments on types, fields and methods, by Type, Type.Field or Type.Method.
func comments() (map[string]string, error) {
	notes := map[string]string{}
	files := token.NewFileSet()
	err := fs.WalkDir(source, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := source.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(files, path, text, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			note(decl, notes)
		}
		return nil
	})
	return notes, err
}

func note(decl ast.Decl, notes map[string]string) {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && d.Doc != nil {
			if star, ok := d.Recv.List[0].Type.(*ast.StarExpr); ok {
				if id, ok := star.X.(*ast.Ident); ok {
					notes[id.Name+"."+d.Name.Name] = sentence(d.Doc.Text())
				}
			}
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			t, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			if s, ok := t.Type.(*ast.StructType); ok {
				for _, f := range s.Fields.List {
					for _, n := range f.Names {
						notes[t.Name.Name+"."+n.Name] = sentence(f.Comment.Text())
					}
				}
			}
		}
	}
}

// sentence is a comment on one line.
func sentence(s string) string { return strings.Join(strings.Fields(s), " ") }

type describer struct {
	notes map[string]string
	types map[string][]FieldHelp
}

func (d *describer) fields(t reflect.Type) []FieldHelp {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	list := []FieldHelp{}
	if t.Kind() != reflect.Struct {
		return list
	}
	seen := map[string]bool{}
	d.collect(t, &list, seen)
	return list
}

// collect lists the fields of a struct; those of embedded structs follow, unless they are shadowed.
func (d *describer) collect(t reflect.Type, list *[]FieldHelp, seen map[string]bool) {
	owner, _, _ := strings.Cut(t.Name(), "[")
	var embedded []reflect.Type
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous && name == "":
			embedded = append(embedded, f.Type)
		case f.IsExported() && name != "-" && !seen[name]:
			seen[name] = true
			*list = append(*list, FieldHelp{Name: name, Type: d.typeName(f.Type), Note: d.notes[owner+"."+f.Name]})
		}
	}
	for _, e := range embedded {
		d.collect(e, list, seen)
	}
}

func (d *describer) typeName(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[money.Amount]():
		return "amount"
	case reflect.TypeFor[money.Price]():
		return "price"
	case reflect.TypeFor[money.Decimal]():
		return "decimal"
	case reflect.TypeFor[money.Qty]():
		return "qty"
	case reflect.TypeFor[money.Rate]():
		return "percent"
	case reflect.TypeFor[money.FX]():
		return "rate"
	case reflect.TypeFor[[]byte]():
		return "bytes"
	case reflect.TypeFor[json.RawMessage]():
		return "json"
	}
	switch t.Kind() {
	case reflect.Pointer:
		return d.typeName(t.Elem())
	case reflect.Slice:
		return "list of " + d.typeName(t.Elem())
	case reflect.Struct:
		name := t.Name()
		if _, known := d.types[name]; !known {
			d.types[name] = nil
			d.types[name] = d.fields(t)
		}
		return name
	case reflect.Bool:
		return "yes/no"
	case reflect.Int, reflect.Int64:
		if t.Name() == "ID" {
			return "id"
		}
		return "whole"
	}
	if name := strings.ToLower(t.Name()); name != "string" {
		return name
	}
	return "text"
}
