package app_test

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A diskRecord is what a program asked the disk to do, in its order, as strace saw it. From it follows what a disk may hold after a power cut.
type diskRecord []diskOp

type diskOp struct {
	do       string // write, truncate, sync, create, rename, link, remove, said
	path, to string
	at       int64
	data     []byte
	said     int
	made     *diskFile // by a create
}

// recordArgs let strace record a program. copy_file_range is refused, because its bytes are not seen.
func recordArgs(to string) []string {
	return []string{"strace", "-f", "-y", "-xx", "-s", "10000000", "--seccomp-bpf", "-qq", "-e", "signal=none", "-e", "inject=copy_file_range:error=ENOSYS", "-o", to,
		"-e", "trace=openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,link,linkat,copy_file_range"}
}

// readRecord reads what strace wrote, as far as it is about a folder or standard output.
func readRecord(r io.Reader, folder string) (list diskRecord, err error) {
	in := bufio.NewReaderSize(r, 1<<20)
	half := map[string]string{} // by thread: a call that was not back yet
	ends := map[string]int64{}  // by path: where a write without a place goes
	for {
		line, err := in.ReadString('\n')
		if err == io.EOF {
			return list, nil
		}
		if err != nil {
			return nil, err
		}
		thread, call, ok := strings.Cut(strings.TrimRight(line, "\n"), " ")
		call = strings.TrimLeft(call, " ")
		if begun, unfinished := strings.CutSuffix(call, " <unfinished ...>"); unfinished {
			half[thread] = begun
			continue
		}
		if strings.HasPrefix(call, "<... ") {
			call = half[thread] + call[strings.Index(call, " resumed>")+len(" resumed>"):]
		}
		eq := strings.LastIndex(call, ") = ")
		if !ok || eq < 0 || strings.HasPrefix(call[eq:], ") = -") || strings.HasPrefix(call[eq:], ") = ?") {
			continue
		}
		ops, err := callOps(call[:eq], call[eq+len(") = "):], folder, ends)
		if err != nil {
			return nil, fmt.Errorf("%w in %.200s", err, line)
		}
		list = append(list, ops...)
	}
}

// callOps are what one call asks of the disk.
func callOps(call, result, folder string, ends map[string]int64) (ops []diskOp, err error) {
	name, rest, _ := strings.Cut(call, "(")
	var args []string
	if args, err = callArgs(rest); err != nil {
		return nil, err
	}
	inside := func(path string) bool { return path == folder || strings.HasPrefix(path, folder+"/") }
	switch name {
	case "openat":
		path := opened(result)
		if !inside(path) || strings.Contains(args[2], "O_DIRECTORY") {
			return nil, nil
		}
		ends[path] = 0
		if strings.Contains(args[2], "O_CREAT") {
			ops = append(ops, diskOp{do: "create", path: path})
		}
		if strings.Contains(args[2], "O_TRUNC") {
			ops = append(ops, diskOp{do: "truncate", path: path})
		}
	case "write", "pwrite64":
		path := opened(args[0])
		if strings.HasPrefix(args[0], "1<") {
			n, err := strconv.Atoi(strings.TrimSpace(args[1]))
			return []diskOp{{do: "said", said: n}}, err
		}
		if !inside(path) {
			return nil, nil
		}
		wrote, err := strconv.Atoi(result)
		if err != nil {
			return nil, err
		}
		op := diskOp{do: "write", path: path, data: []byte(args[1])[:wrote], at: ends[path]}
		if name == "pwrite64" {
			op.at, err = strconv.ParseInt(args[3], 10, 64)
		} else {
			ends[path] += int64(wrote)
		}
		return []diskOp{op}, err
	case "ftruncate":
		if path := opened(args[0]); inside(path) {
			at, err := strconv.ParseInt(args[1], 10, 64)
			return []diskOp{{do: "truncate", path: path, at: at}}, err
		}
	case "fsync", "fdatasync":
		if path := opened(args[0]); inside(path) {
			return []diskOp{{do: "sync", path: path}}, nil
		}
	case "unlink", "unlinkat":
		if path := args[min(1, len(args)-1)]; inside(path) {
			return []diskOp{{do: "remove", path: path}}, nil
		}
	case "rename", "renameat", "renameat2", "link", "linkat":
		from, to := args[0], args[1]
		if len(args) > 2 {
			from, to = args[1], args[3]
		}
		if inside(from) || inside(to) {
			return []diskOp{{do: strings.TrimRight(name, "at2"), path: from, to: to}}, nil
		}
	}
	return ops, nil
}

// opened is the path of a descriptor, as strace tells it: in plain or in hexadecimal, which differs by its version.
func opened(fd string) string {
	path := strings.TrimSuffix(fd[strings.IndexByte(fd, '<')+1:], ">")
	if b, err := unhex(path); err == nil && strings.HasPrefix(path, `\x`) {
		path = string(b)
	}
	return strings.TrimSuffix(path, " (deleted)")
}

func unhex(text string) ([]byte, error) { return hex.DecodeString(strings.ReplaceAll(text, `\x`, "")) }

// callArgs are a call's arguments; texts come as bytes in hexadecimal.
func callArgs(text string) (args []string, err error) {
	for text != "" {
		if !strings.HasPrefix(text, `"`) {
			arg, rest, _ := strings.Cut(text, ", ")
			args, text = append(args, arg), rest
			continue
		}
		end := strings.IndexByte(text[1:], '"') + 1
		b, err := unhex(text[1:end])
		if err != nil {
			return nil, err
		}
		args, text = append(args, string(b)), strings.TrimPrefix(text[end+1:], ", ")
	}
	return args, nil
}

// A disk holds files by their names, and what it was asked to do and may not have done.
type disk struct {
	names   map[string]*diskFile // as the program sees them
	durable map[string]*diskFile // as the disk has them for sure
	waiting []diskOp             // changes of names, in their order
}

type diskFile struct {
	whole   []byte // for sure
	waiting []diskOp
}

// newDisk holds the files of a folder for sure.
func newDisk(folder string) (*disk, error) {
	d := &disk{names: map[string]*diskFile{}, durable: map[string]*diskFile{}}
	entries, err := os.ReadDir(folder)
	for _, e := range entries {
		b, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			return nil, err
		}
		f := &diskFile{whole: b}
		d.names[filepath.Join(folder, e.Name())], d.durable[filepath.Join(folder, e.Name())] = f, f
	}
	return d, err
}

// do asks the disk.
func (d *disk) do(op diskOp) {
	f := d.names[op.path]
	switch op.do {
	case "create", "rename", "link", "remove":
		if op.do == "create" && f != nil {
			return
		}
		op.made = &diskFile{}
		rename(d.names, op)
		d.waiting = append(d.waiting, op)
	case "write", "truncate":
		if f != nil { // else it has no name any more
			f.waiting = append(f.waiting, op)
		}
	case "sync":
		if f != nil {
			for _, w := range f.waiting {
				f.whole = applied(f.whole, w, nil)
			}
			f.waiting = nil
			return
		}
		for _, w := range d.waiting { // a folder
			rename(d.durable, w)
		}
		d.waiting = nil
	}
}

// rename does with names what an operation says.
func rename(names map[string]*diskFile, op diskOp) {
	switch op.do {
	case "create":
		names[op.path] = op.made
	case "rename":
		names[op.to] = names[op.path]
		delete(names, op.path)
	case "link":
		names[op.to] = names[op.path]
	case "remove":
		delete(names, op.path)
	}
}

// applied is a file after a write or a truncation, in the memory of the file before; where keep is given, it says of each sector of 512 bytes whether it is written.
func applied(b []byte, op diskOp, keep func() bool) []byte {
	if op.do == "truncate" {
		if int(op.at) <= len(b) {
			return b[:op.at]
		}
		return append(b, make([]byte, int(op.at)-len(b))...)
	}
	end := int(op.at) + len(op.data)
	if end > len(b) {
		b = append(b, make([]byte, end-len(b))...)
	}
	if keep == nil {
		copy(b[op.at:], op.data)
		return b
	}
	for from := int(op.at); from < end; {
		to := min((from/512+1)*512, end)
		if keep() {
			copy(b[from:to], op.data[from-int(op.at):to-int(op.at)])
		}
		from = to
	}
	return b
}

// cut writes into a folder what the disk may hold after a power cut: of what it was not told to finish, each write was lost, done, or done in
// some of its sectors; changes of names were done in their order up to one of them.
func (d *disk) cut(r *rand.Rand, from, to string) error {
	names := map[string]*diskFile{}
	for name, f := range d.durable {
		names[name] = f
	}
	for _, op := range d.waiting[:r.IntN(len(d.waiting)+1)] {
		rename(names, op)
	}
	how := r.IntN(4) // nothing was done, all was, or each by chance
	for name, f := range names {
		if f == nil {
			continue
		}
		b := slices.Clone(f.whole)
		for _, op := range f.waiting {
			fate := r.IntN(3)
			switch {
			case how == 0 || how > 1 && fate == 0:
			case how == 1 || fate == 1 || op.do == "truncate":
				b = applied(b, op, nil)
			default:
				b = applied(b, op, func() bool { return r.IntN(2) == 0 })
			}
		}
		if err := os.WriteFile(filepath.Join(to, strings.TrimPrefix(name, from)), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// now writes the disk into a folder as the program sees it, which is what is there when only the program is killed.
func (d *disk) now(from, to string) error {
	for name, f := range d.names {
		if f == nil {
			continue
		}
		b := slices.Clone(f.whole)
		for _, op := range f.waiting {
			b = applied(b, op, nil)
		}
		if err := os.WriteFile(filepath.Join(to, strings.TrimPrefix(name, from)), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}
