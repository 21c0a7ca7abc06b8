package app

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dropdesk/app/intake"
	"dropdesk/app/trade"
)

// foundFile is what lies in a watched folder.
type foundFile struct {
	name, path string
	size       int64
	modified   string
	info       fs.FileInfo
	wrong      string // why it is not read
}

// mostFiles is how many files of a folder are looked at, at once.
const mostFiles = 500

// unfinished are the endings that browsers and other programs give to files that they are still writing.
var unfinished = []string{".part", ".crdownload", ".tmp", ".partial", ".filepart", ".download", ".opdownload", ".swp", ".lock"}

// listFolder lists what lies in a folder, by name. Hidden files, files that are being written and the folders for what is settled are left out.
func listFolder(folder string) ([]foundFile, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var list []foundFile
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") || endsWith(name, unfinished) || e.IsDir() && (name == string(trade.WatchDone) || name == string(trade.WatchRefused)) {
			continue
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		f := foundFile{name: name, path: filepath.Join(folder, name), info: info}
		switch {
		case err != nil:
			f.wrong = fmt.Sprintf("%s cannot be read: %v. Allow this program to read it, or take it away.", name, plainly(err))
		case strings.ContainsFunc(name, unicode.IsControl) || strings.ContainsAny(name, `/\`):
			f.wrong = fmt.Sprintf("The file %s has signs in its name that no file should have. Give it another name.", strconv.Quote(name))
		case info.Mode()&fs.ModeSymlink != 0:
			f.wrong = fmt.Sprintf("%s is only a link to another place. Put the file itself into the folder.", name)
		case info.IsDir():
			f.wrong = fmt.Sprintf("%s is a folder. Only files that lie in the watched folder itself are read.", name)
		case !info.Mode().IsRegular():
			f.wrong = fmt.Sprintf("%s is no file that can be read. Take it away.", name)
		case info.Size() > intake.MaxFile:
			f.wrong = fmt.Sprintf("%s has %d MB; %d are read at most. Take it away, or make it smaller.", name, info.Size()>>20, intake.MaxFile>>20)
		}
		if info != nil {
			f.size, f.modified = info.Size(), info.ModTime().UTC().Format(time.RFC3339Nano)
		}
		if list = append(list, f); len(list) == mostFiles {
			break
		}
	}
	return list, nil
}

func endsWith(name string, endings []string) bool {
	for _, e := range endings {
		if strings.HasSuffix(strings.ToLower(name), e) {
			return true
		}
	}
	return false
}

// errGrows says that a file was changed while it was read.
var errGrows = errors.New("it is being written")

// readSettled reads a file, and makes sure that it is the one that was found and that nobody wrote to it meanwhile.
func readSettled(f foundFile) ([]byte, error) {
	file, err := os.Open(f.path)
	if err != nil {
		return nil, err
	}
	before, err := file.Stat()
	if err == nil && !os.SameFile(before, f.info) {
		err = errGrows
	}
	var content []byte
	if err == nil {
		content, err = io.ReadAll(io.LimitReader(file, intake.MaxFile+1))
	}
	var after fs.FileInfo
	if err == nil {
		after, err = file.Stat()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		if errors.Is(err, errGrows) {
			return nil, errGrows
		}
		return nil, err
	}
	if after.Size() != f.size || int64(len(content)) != f.size || !after.ModTime().Equal(f.info.ModTime()) {
		return nil, errGrows
	}
	return content, nil
}

// moveFile puts a file into a subfolder under a name that is free there, and what is said of it beside it. It answers where it is now.
func moveFile(folder string, f *trade.WatchedFile, to string) (string, error) {
	from := filepath.Join(folder, f.Name)
	info, err := os.Lstat(from)
	if err != nil {
		return "", err
	}
	if !info.Mode().IsRegular() || info.Size() != f.Size || info.ModTime().UTC().Format(time.RFC3339Nano) != f.Modified {
		return "", errGrows
	}
	where := filepath.Join(folder, to)
	if err := os.MkdirAll(where, 0o755); err != nil {
		return "", err
	}
	if at, err := os.Lstat(where); err != nil || !at.IsDir() {
		return "", errors.Join(err, fmt.Errorf("%s is no folder", to))
	}
	path, err := claimName(where, f.Name)
	if err != nil {
		return "", err
	}
	if err := os.Rename(from, path); err != nil {
		return "", errors.Join(err, os.Remove(path)) // it held the name, and is empty
	}
	if to == string(trade.WatchRefused) {
		note, err := claimName(where, filepath.Base(path)+".txt")
		if err == nil {
			err = os.WriteFile(note, []byte(f.Said+"\n"), 0o644)
		}
		if err != nil {
			return path, nil // the file is put away; why it is there is told by the list of files too
		}
	}
	return path, nil
}

// claimName makes an empty file under a name that nobody has yet: the name itself, or with a number. Whoever comes second takes another one.
func claimName(folder, name string) (string, error) {
	ending := filepath.Ext(name)
	for n := 1; n < 10_000; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ending), n, ending))
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return path, f.Close()
	}
	return "", fmt.Errorf("there are too many files called %s", name)
}

// plainly is an error of the system without the path, which is said already.
func plainly(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
