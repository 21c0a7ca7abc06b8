// Package dropdesk gives the program its name, version and icon from the files that the packaging
// tools read, and the texts that are read in its window. It does nothing else.
package dropdesk

import (
	"embed"
	"io/fs"
	"strings"
)

// Icon is the program's icon, a PNG of 512 × 512.
//
//go:embed Icon.png
var Icon []byte

// Licences is the list of the modules that the program is built from, with their licences.
//
//go:embed docs/licences.md
var Licences string

//go:embed docs/manual
var manual embed.FS

// Manual holds the chapters of the manual and their pictures.
func Manual() fs.FS {
	files, err := fs.Sub(manual, "docs/manual")
	if err != nil {
		panic(err) // the folder is part of the program
	}
	return files
}

//go:embed FyneApp.toml
var details string

// Detail is a value of FyneApp.toml, such as Version or ID; empty where it has none of that name.
func Detail(name string) string {
	for line := range strings.Lines(details) {
		key, value, ok := strings.Cut(line, "=")
		if ok && strings.TrimSpace(key) == name {
			return strings.Trim(strings.TrimSpace(value), `"`)
		}
	}
	return ""
}
