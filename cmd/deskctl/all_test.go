package main

import (
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dropdesk/data"
	"dropdesk/data/datatest"
)

// folderOf is all that lies in a folder, by path.
func folderOf(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		name, rel := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(b)
		if err == nil {
			err = rel
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestAllThatAFileHoldsGoesOutAndComesBack(t *testing.T) {
	dir := t.TempDir()
	must(t, "", "demo", "--orders", "25", "--seed", "3", "--out", dir)
	file, again := filepath.Join(dir, "demo.dropdesk"), filepath.Join(dir, "again.dropdesk")
	odd := map[string]any{"kind": "order", "id": 1, "name": "=1+1 Maße & Fotos.txt", "content": base64.StdEncoding.EncodeToString([]byte("\x00\r\n\"ü"))}
	empty := map[string]any{"kind": "order", "id": 1, "name": "empty.txt", "content": ""}
	note := map[string]any{"kind": "order", "id": 1, "text": "-2 boxes,\r\n\"fragile\"\n'and an apostrophe"}
	for _, in := range []struct {
		call string
		in   map[string]any
	}{{"AddAttachment", odd}, {"AddAttachment", empty}, {"AddNote", note}} {
		b, err := json.Marshal(in.in)
		if err != nil {
			t.Fatal(err)
		}
		if out, err := cli(string(b), "--file", file, "call", in.call); err != nil && in.in["content"] != "" {
			t.Fatalf("%s: %v %s", in.call, err, out)
		}
	}
	list := filepath.Join(dir, "list.csv")
	if err := os.WriteFile(list, []byte("Part no;Description;Cost\nZZ-1;A new thing;3,10\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	must(t, "", "--file", file, "import", "prices", "--supplier", "1", list)
	one, two := filepath.Join(dir, "one"), filepath.Join(dir, "two")
	if out := must(t, "", "--file", file, "export", "all", one); !strings.Contains(out, `"rows":`) {
		t.Error(out)
	}
	if out := must(t, "", "import", "all", one, "--out", again); !strings.Contains(out, `"problems":[]`) {
		t.Error(out)
	}
	must(t, "", "--file", again, "check")
	must(t, "", "--file", again, "export", "all", two)
	first, second := folderOf(t, one), folderOf(t, two)
	if len(first) < 70 || len(first) != len(second) {
		t.Errorf("%d files, and %d of the file that was made of them", len(first), len(second))
	}
	for name, text := range first {
		if second[name] != text {
			t.Errorf("%s is different in the second export", name)
		}
	}
	if got := first["files/attachment-1-_1_1_Ma_e___Fotos.txt"]; got != "\x00\r\n\"ü" {
		t.Errorf("the attachment is %q", got)
	}
	dumps := [2]string{}
	for i, path := range []string{file, again} {
		s, err := data.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		dumps[i] = datatest.Dump(t, s)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if dumps[0] != dumps[1] {
		t.Error("the two files hold something else")
	}
	// What was done last can be taken back in the new file too.
	steps := must(t, `{"limit":1}`, "--file", again, "call", "ListSteps")
	var taken struct {
		Rows []struct {
			ID int `json:"id"`
		} `json:"rows"`
	}
	if err := json.Unmarshal([]byte(steps), &taken); err != nil || len(taken.Rows) == 0 {
		t.Fatalf("%v %s", err, steps)
	}
	b, err := json.Marshal(map[string]int{"id": taken.Rows[0].ID})
	if err != nil {
		t.Fatal(err)
	}
	must(t, string(b), "--file", again, "call", "UndoStep")
}

func TestAFolderThatIsNoExportIsRefusedInWords(t *testing.T) {
	file := company(t)
	dir := t.TempDir()
	must(t, `{"kind":"item","id":1,"name":"mug.txt","content":"bXVn"}`, "--file", file, "call", "AddAttachment")
	whole := filepath.Join(dir, "whole")
	must(t, "", "--file", file, "export", "all", whole)
	content := folderOf(t, whole)["dropdesk.json"]
	write := func(dir, name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	replace := func(name, old, by string) func(string) {
		return func(dir string) {
			b, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(b), old) {
				t.Fatalf("%s has no %s", name, old)
			}
			write(dir, name, strings.ReplaceAll(string(b), old, by))
		}
	}
	remove := func(name string) func(string) {
		return func(dir string) {
			if err := os.Remove(filepath.Join(dir, name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, x := range []struct {
		name, says string
		damage     func(dir string)
	}{
		{"nothing that describes it", "there is no readable dropdesk.json", remove("dropdesk.json")},
		{"rubbish that describes it", "is not one of Dropdesk", func(d string) { write(d, "dropdesk.json", "{") }},
		{"of another program", "is not one of Dropdesk", replace("dropdesk.json", `"Dropdesk"`, `"Other"`)},
		{"of a newer program", "newer Dropdesk", replace("dropdesk.json", `"format": `, `"format": 9`)},
		{"without a table", "customer.csv is missing", remove("customer.csv")},
		{"without a table and its description", "customer.csv is not in it", replace("dropdesk.json", `"table": "customer"`, `"table": "client"`)},
		{"with another column", "customer.csv has other columns", replace("dropdesk.json", `"credit_limit"`, `"limit"`)},
		{"with another heading", "the columns of customer.csv", replace("customer.csv", "credit_limit", "limit")},
		{"with a changed row", "customer.csv was changed", replace("customer.csv", "Bluebird", "Redbird")},
		{"with a number that is none", `customer.csv, row 2: id: "one"`, replace("customer.csv", "\n1,", "\none,")},
		{"cut off", "the file is cut off here", func(d string) { write(d, "customer.csv", content[:0]+"id,ver") }},
		{"without an attachment", "mug.txt is missing", remove("files/attachment-1-mug.txt")},
		{"with another attachment", "mug.txt was changed", func(d string) { write(d, "files/attachment-1-mug.txt", "cup") }},
		{"with a longer attachment", "mug.txt was changed", func(d string) { write(d, "files/attachment-1-mug.txt", "mugs") }},
		{"with a path out of it", `is not a file of the folder files`, replace("files.csv", "files/attachment-1-mug.txt", "../own.dropdesk")},
		{"with a path out of its files", `is not a file of the folder files`, replace("files.csv", "files/attachment-1-mug.txt", "files/..")},
		{"with a link out of it", "mug.txt is missing or cannot be read", func(d string) {
			remove("files/attachment-1-mug.txt")(d)
			if err := os.Symlink(file, filepath.Join(d, "files/attachment-1-mug.txt")); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(x.name, func(t *testing.T) {
			bad, to := filepath.Join(t.TempDir(), "bad"), filepath.Join(t.TempDir(), "new.dropdesk")
			if err := os.CopyFS(bad, os.DirFS(whole)); err != nil {
				t.Fatal(err)
			}
			x.damage(bad)
			_, err := cli("", "import", "all", bad, "--out", to)
			if err == nil || !strings.Contains(err.Error(), x.says) {
				t.Errorf("it says %v, want %q", err, x.says)
			}
			if left, err := os.ReadDir(filepath.Dir(to)); err != nil || len(left) > 0 {
				t.Errorf("it left %v %v", left, err)
			}
		})
	}
	for _, x := range []struct {
		args []string
		says string
	}{
		{[]string{"--file", file, "export", "all", whole}, "is not empty"},
		{[]string{"--file", file, "export", "all", file}, "cannot be read as a folder"},
		{[]string{"import", "all", whole, "--out", file}, "nothing is overwritten"},
		{[]string{"import", "all", filepath.Join(dir, "gone"), "--out", filepath.Join(dir, "x")}, "cannot be read"},
		{[]string{"import", "all", whole}, "Name the folder and the new file"},
		{[]string{"--file", file, "export", "all"}, "Name the folder"},
	} {
		if _, err := cli("", x.args...); err == nil || !strings.Contains(err.Error(), x.says) {
			t.Errorf("%q: it says %v, want %q", x.args, err, x.says)
		}
	}
}
